package io.playlake.raw;

import com.google.common.collect.ImmutableMap;
import com.google.gson.stream.MalformedJsonException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the personal data in one body, and what stands in its place.
 *
 * <p>A user is what an {@code added_by} or {@code owner} holds, or any object that calls itself one. Within a user only
 * what is known to be harmless stays, so that a field that is new tomorrow does not leak. Used by one thread, once.
 */
final class PersonalFields {

    /** The account of Spotify itself, which is no person. */
    private static final String SPOTIFY = "spotify";

    /** Stands in addresses for a user who is dropped. */
    private static final String DROPPED = "anon";

    private static final boolean OPEN = true;
    private static final boolean FIRM = false;

    private enum Field {
        ADDED_BY,
        OWNER,
        PUBLIC,
        TYPE,
        ID,
        ADDRESS,
        ADDRESSES,
        ITEM,
        OTHER
    }

    private record Name(String ascii, Field field) {}

    private static final ImmutableMap<String, Field> FIELDS = ImmutableMap.<String, Field>builder()
            .put("added_by", Field.ADDED_BY)
            .put("owner", Field.OWNER)
            .put("public", Field.PUBLIC)
            .put("type", Field.TYPE)
            .put("id", Field.ID)
            .put("uri", Field.ADDRESS)
            .put("href", Field.ADDRESS)
            .put("next", Field.ADDRESS)
            .put("previous", Field.ADDRESS)
            .put("external_urls", Field.ADDRESSES)
            .put("track", Field.ITEM)
            .put("item", Field.ITEM)
            .buildOrThrow();

    private static final Name[][] BY_LENGTH = byLength();

    private final JsonCursor json;
    private final PersonalData mode;
    private final Pseudonyms pseudonyms;
    private final Edits edits = new Edits();
    private final Map<String, String> known = new HashMap<>();

    PersonalFields(byte[] body, PersonalData mode, Pseudonyms pseudonyms) {
        this.json = new JsonCursor(body);
        this.mode = mode;
        this.pseudonyms = pseudonyms;
    }

    /**
     * Reads the body through.
     *
     * @param openPage whether the addresses of the page itself may name a user, since the caller did
     * @throws MalformedJsonException if it is not JSON; the message quotes nothing of it
     */
    Edits find(boolean openPage) throws MalformedJsonException {
        value(true);
        json.end();
        if (openPage) {
            edits.cutOpen(0);
        }
        return edits;
    }

    /** Passes a value. The URI of an item is part of what the playlist holds, so addresses are let be there. */
    private void value(boolean addresses) throws MalformedJsonException {
        int next = json.peek();
        if (next == '{') {
            object(addresses);
        } else if (next == '[') {
            json.enter();
            for (boolean first = true; json.more(']', first); first = false) {
                value(addresses);
            }
        } else {
            json.skip();
        }
    }

    private void object(boolean addresses) throws MalformedJsonException {
        int start = json.at();
        int mark = edits.size();
        boolean playlist = false;
        boolean user = false;
        boolean saidPublic = false;
        boolean saidOtherwise = false;
        json.enter();
        for (boolean first = true; json.more('}', first); first = false) {
            json.name();
            switch (field()) {
                case ADDED_BY -> user(FIRM);
                case OWNER -> {
                    playlist = true;
                    user(OPEN);
                }
                case PUBLIC -> {
                    boolean isTrue = isTrue();
                    saidPublic |= isTrue;
                    saidOtherwise |= !isTrue;
                }
                case TYPE -> {
                    String type = textOrSkip();
                    user |= "user".equals(type);
                    playlist |= "playlist".equals(type);
                }
                case ADDRESS -> address(addresses);
                case ADDRESSES -> addresses(addresses);
                case ITEM -> value(false);
                default -> value(addresses);
            }
        }
        if (user) {
            edits.cut(mark);
            json.backTo(start);
            user(FIRM);
        } else if (playlist && saidPublic && !saidOtherwise) {
            edits.cutOpen(mark);
        } else if (playlist) {
            edits.setOpen(mark, FIRM);
        }
    }

    private void addresses(boolean wanted) throws MalformedJsonException {
        if (json.peek() != '{') {
            value(wanted);
            return;
        }
        json.enter();
        for (boolean first = true; json.more('}', first); first = false) {
            json.name();
            address(wanted);
        }
    }

    /** Passes an address outside of users; it is let be if the playlist it is in turns out to be public. */
    private void address(boolean wanted) throws MalformedJsonException {
        int from = place();
        if (json.peek() != '"' || !wanted) {
            value(wanted);
            return;
        }
        json.text();
        UserAddress found = UserAddress.of(json.decoded());
        if (found != null && isPerson(found.userId())) {
            String name = mode == PersonalData.DROP ? DROPPED : pseudonym(found.userId());
            replace(from, found.with(name), OPEN);
        }
    }

    /** Passes a user, or whatever stands in its place. */
    private void user(boolean open) throws MalformedJsonException {
        int mark = edits.size();
        if (json.peek() != '{') {
            unknown();
            edits.setOpen(mark, open);
            return;
        }
        int start = json.at();
        Naming naming = new Naming();
        json.enter();
        for (boolean first = true; json.more('}', first); first = false) {
            json.name();
            switch (field()) {
                case ID -> id(naming);
                case ADDRESS -> userAddress(naming);
                case ADDRESSES -> userAddresses(naming);
                case TYPE -> type();
                default -> unknown();
            }
        }
        if (naming.spotify && !naming.person) {
            edits.cut(mark);
        } else if (edits.size() > mark && mode == PersonalData.DROP) {
            edits.cut(mark);
            edits.add(start, json.at(), "null", open);
        }
        edits.setOpen(mark, open);
    }

    /** Whom the ids and addresses of a user name. */
    private static final class Naming {

        boolean spotify;
        boolean person;

        /** Notes an id; returns whether it is a person's. */
        boolean note(String id) {
            spotify |= id.equals(SPOTIFY);
            person |= isPerson(id);
            return isPerson(id);
        }
    }

    private void id(Naming naming) throws MalformedJsonException {
        int from = place();
        if (json.peek() != '"') {
            unknown();
            return;
        }
        json.text();
        String id = json.decoded();
        if (naming.note(id)) {
            replace(from, pseudonym(id), FIRM);
        }
    }

    private void userAddress(Naming naming) throws MalformedJsonException {
        int from = place();
        if (json.peek() != '"') {
            unknown();
            return;
        }
        json.text();
        String text = json.decoded();
        UserAddress found = UserAddress.of(text);
        if (found == null && !text.isEmpty()) {
            naming.person = true;
            edits.add(from, json.at(), "null", FIRM);
        } else if (found != null && naming.note(found.userId())) {
            replace(from, found.with(pseudonym(found.userId())), FIRM);
        }
    }

    private void userAddresses(Naming naming) throws MalformedJsonException {
        if (json.peek() != '{') {
            unknown();
            return;
        }
        json.enter();
        for (boolean first = true; json.more('}', first); first = false) {
            json.name();
            userAddress(naming);
        }
    }

    private void type() throws MalformedJsonException {
        int from = place();
        String type = textOrSkip();
        if (type == null || (!type.isEmpty() && !type.equals("user"))) {
            edits.add(from, json.at(), "null", FIRM);
        }
    }

    /** Passes a value of a user that nothing is known of: gone, unless it holds nothing anyway. */
    private void unknown() throws MalformedJsonException {
        int from = place();
        if (json.skip()) {
            edits.add(from, json.at(), "null", FIRM);
        }
    }

    private int place() {
        json.peek();
        return json.at();
    }

    private void replace(int from, String text, boolean open) {
        edits.add(from, json.at(), JsonCursor.quoted(text), open);
    }

    private String pseudonym(String id) {
        return known.computeIfAbsent(id, pseudonyms::of);
    }

    private static boolean isPerson(String id) {
        return !id.isEmpty() && !id.equals(SPOTIFY);
    }

    private boolean isTrue() throws MalformedJsonException {
        int next = json.peek();
        if (next == '"' || next == '{' || next == '[') {
            json.skip();
            return false;
        }
        return json.literal("true");
    }

    private @Nullable String textOrSkip() throws MalformedJsonException {
        if (json.peek() != '"') {
            value(false);
            return null;
        }
        json.text();
        return json.decoded();
    }

    /** Returns which of the fields that matter the name just passed is. */
    private Field field() throws MalformedJsonException {
        int length = json.plainLength();
        if (length < 0) {
            return FIELDS.getOrDefault(json.decoded(), Field.OTHER);
        }
        if (length < BY_LENGTH.length) {
            for (Name name : BY_LENGTH[length]) {
                if (json.isText(name.ascii)) {
                    return name.field;
                }
            }
        }
        return Field.OTHER;
    }

    private static Name[][] byLength() {
        int longest = FIELDS.keySet().stream().mapToInt(String::length).max().orElseThrow();
        Name[][] names = new Name[longest + 1][];
        for (int length = 0; length <= longest; length++) {
            int wanted = length;
            names[length] = FIELDS.entrySet().stream()
                    .filter(entry -> entry.getKey().length() == wanted)
                    .map(entry -> new Name(entry.getKey(), entry.getValue()))
                    .toArray(Name[]::new);
        }
        return names;
    }
}
