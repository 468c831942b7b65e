package io.playlake.raw;

import com.google.gson.stream.MalformedJsonException;

/**
 * Finds the personal data in one body, and what stands in its place. A user is what an {@code added_by} or {@code owner}
 * holds, or any object that calls itself one. Used by one thread, once.
 */
final class PersonalFields {

    private static final boolean OPEN = true;
    private static final boolean FIRM = false;

    private static final long USER = JsonCursor.packed("user");
    private static final long PLAYLIST = JsonCursor.packed("playlist");

    private final JsonCursor json;
    private final Edits edits = new Edits();
    private final HiddenUsers users;

    PersonalFields(byte[] body, PersonalData mode, Pseudonyms pseudonyms) {
        this.json = new JsonCursor(body);
        this.users = new HiddenUsers(json, edits, mode, pseudonyms);
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
            json.codes();
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
            switch (FieldName.at(json)) {
                case ADDED_BY -> users.pass(FIRM);
                case OWNER -> {
                    playlist = true;
                    users.pass(OPEN);
                }
                case PUBLIC -> {
                    boolean isTrue = isTrue();
                    saidPublic |= isTrue;
                    saidOtherwise |= !isTrue;
                }
                case TYPE -> {
                    long type = packedText();
                    user |= type == USER;
                    playlist |= type == PLAYLIST;
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
            users.pass(FIRM);
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
        int from = json.place();
        if (json.peek() != '"' || !wanted) {
            value(wanted);
            return;
        }
        json.text();
        UserAddress found = UserAddress.of(json.decoded());
        if (found != null && HiddenUsers.isPerson(found.userId())) {
            String hidden = found.with(users.inAddress(found.userId()));
            edits.add(from, json.at(), JsonText.quoted(hidden), OPEN);
        }
    }

    private boolean isTrue() throws MalformedJsonException {
        int next = json.peek();
        if (next == '"' || next == '{' || next == '[') {
            value(true);
            return false;
        }
        return json.literal("true");
    }

    /** Passes a type, and returns it in one number, see {@link JsonCursor#packed}; 0 if it is none that matters. */
    private long packedText() throws MalformedJsonException {
        if (json.peek() != '"') {
            value(false);
            return 0;
        }
        json.text();
        if (!json.isEscaped()) {
            return json.packed();
        }
        String text = json.decoded();
        return text.equals("user") ? USER : text.equals("playlist") ? PLAYLIST : 0;
    }
}
