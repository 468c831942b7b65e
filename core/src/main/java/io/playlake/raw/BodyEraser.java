package io.playlake.raw;

import com.google.gson.stream.MalformedJsonException;

/** Finds what is to be forgotten in one body, and what stands in its place. Used by one thread, once. */
final class BodyEraser {

    private final JsonCursor json;
    private final Erasure erasure;
    private final Edits edits = new Edits();

    BodyEraser(byte[] body, Erasure erasure) {
        this.json = new JsonCursor(body);
        this.erasure = erasure;
    }

    /** @throws MalformedJsonException if it is not JSON */
    Edits find() throws MalformedJsonException {
        value(false);
        json.end();
        return edits;
    }

    /**
     * Passes a value.
     *
     * @param user whether a user is what stands here
     * @return whether it was the one to be forgotten, or a playlist
     */
    private boolean value(boolean user) throws MalformedJsonException {
        int next = json.peek();
        if (next == '{') {
            return object(user);
        } else if (next == '[') {
            json.enter();
            for (boolean first = true; json.more(']', first); first = false) {
                value(false);
            }
        } else if (next == '"') {
            text();
        } else {
            json.skip();
        }
        return false;
    }

    private boolean object(boolean userStandsHere) throws MalformedJsonException {
        int start = json.at();
        int mark = edits.size();
        boolean playlist = false;
        boolean isUser = userStandsHere;
        boolean meant = false;
        json.enter();
        for (boolean first = true; json.more('}', first); first = false) {
            json.name();
            FieldName field = FieldName.at(json);
            if ((field == FieldName.ID || field == FieldName.TYPE) && json.peek() == '"') {
                String text = text();
                playlist |= field == FieldName.ID && erasure.isPlaylist(text);
                meant |= field == FieldName.ID && erasure.isUser(text);
                isUser |= field == FieldName.TYPE && text.equals("user");
            } else {
                boolean gone = value(field == FieldName.OWNER || field == FieldName.ADDED_BY);
                playlist |= gone && field == FieldName.OWNER; // what has an owner is theirs
            }
        }
        boolean gone = playlist || (isUser && meant);
        if (gone) {
            edits.cut(mark);
            edits.add(start, json.at(), "null", false);
        }
        return gone;
    }

    private String text() throws MalformedJsonException {
        int from = json.place();
        json.text();
        String text = json.decoded();
        String erased = erasure.fromText(text);
        if (!erased.equals(text)) {
            edits.add(from, json.at(), JsonText.quoted(erased), false);
        }
        return text;
    }
}
