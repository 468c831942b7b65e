package io.playlake.raw;

import com.google.gson.stream.MalformedJsonException;
import java.util.HashMap;
import java.util.Map;

/**
 * Hides users: of each only what is known to be harmless stays, so that a field that is new tomorrow does not leak. Used by
 * one thread, for one body.
 */
final class HiddenUsers {

    /** The account of Spotify itself, which is no person. */
    private static final String SPOTIFY = "spotify";

    /** Stands in addresses for a user who is dropped. */
    private static final String DROPPED = "anon";

    private final JsonCursor json;
    private final Edits edits;
    private final PersonalData mode;
    private final Pseudonyms pseudonyms;
    private final Map<String, String> known = new HashMap<>();

    HiddenUsers(JsonCursor json, Edits edits, PersonalData mode, Pseudonyms pseudonyms) {
        this.json = json;
        this.edits = edits;
        this.mode = mode;
        this.pseudonyms = pseudonyms;
    }

    static boolean isPerson(String id) {
        return !id.isEmpty() && !id.equals(SPOTIFY);
    }

    /** Returns what stands for a person in an address that is not their own. */
    String inAddress(String id) {
        return mode == PersonalData.DROP ? DROPPED : pseudonym(id);
    }

    private String pseudonym(String id) {
        return known.computeIfAbsent(id, pseudonyms::of);
    }

    /** Passes a user, or whatever stands in its place. */
    void pass(boolean open) throws MalformedJsonException {
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
            switch (FieldName.at(json)) {
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
        int from = json.place();
        if (json.peek() != '"') {
            unknown();
            return;
        }
        json.text();
        String id = json.decoded();
        if (naming.note(id)) {
            edits.add(from, json.at(), JsonText.quoted(pseudonym(id)), false);
        }
    }

    private void userAddress(Naming naming) throws MalformedJsonException {
        int from = json.place();
        if (json.peek() != '"') {
            unknown();
            return;
        }
        json.text();
        String text = json.decoded();
        UserAddress found = UserAddress.of(text);
        if (found == null && !text.isEmpty()) {
            naming.person = true;
            edits.add(from, json.at(), "null", false);
        } else if (found != null && naming.note(found.userId())) {
            edits.add(from, json.at(), JsonText.quoted(found.with(pseudonym(found.userId()))), false);
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
        int from = json.place();
        boolean text = json.peek() == '"';
        if (json.skip() && !(text && json.isText("user"))) {
            edits.add(from, json.at(), "null", false);
        }
    }

    /** Passes a value of a user that nothing is known of: gone, unless it holds nothing anyway. */
    private void unknown() throws MalformedJsonException {
        int from = json.place();
        if (json.skip()) {
            edits.add(from, json.at(), "null", false);
        }
    }
}
