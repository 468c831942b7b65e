package io.playlake.raw;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What is to be replaced in a body, in the order of its bytes. An edit may be open until it is known whether it is needed.
 * Used by one thread.
 */
final class Edits {

    private final List<Edit> edits = new ArrayList<>();

    private record Edit(int from, int to, String json, boolean open) {

        Edit opened(boolean nowOpen) {
            return open == nowOpen ? this : new Edit(from, to, json, nowOpen);
        }
    }

    int size() {
        return edits.size();
    }

    /** Replaces the bytes from one place, inclusive, to another. */
    void add(int from, int to, String json, boolean open) {
        edits.add(new Edit(from, to, json, open));
    }

    /** Forgets the edits after the first few. */
    void cut(int first) {
        edits.subList(first, edits.size()).clear();
    }

    /** Forgets those after the first few that are open. */
    void cutOpen(int first) {
        edits.subList(first, edits.size()).removeIf(Edit::open);
    }

    /** Opens those after the first few, or makes them firm. */
    void setOpen(int first, boolean open) {
        edits.subList(first, edits.size()).replaceAll(edit -> edit.opened(open));
    }

    /** Returns the body with the replacements; the body itself if there are none. */
    byte[] apply(byte[] body) {
        if (edits.isEmpty()) {
            return body;
        }
        List<byte[]> replacements = new ArrayList<>(edits.size());
        int length = body.length;
        for (Edit edit : edits) {
            byte[] replacement = edit.json.getBytes(StandardCharsets.UTF_8);
            replacements.add(replacement);
            length += replacement.length - (edit.to - edit.from);
        }
        ByteBuffer out = ByteBuffer.allocate(length);
        int done = 0;
        for (int i = 0; i < edits.size(); i++) {
            Edit edit = edits.get(i);
            out.put(body, done, edit.from - done).put(replacements.get(i));
            done = edit.to;
        }
        return out.put(body, done, body.length - done).array();
    }
}
