package io.playlake.raw;

import java.io.ByteArrayOutputStream;
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
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 1024);
        int done = 0;
        for (Edit edit : edits) {
            out.write(body, done, edit.from - done);
            out.writeBytes(edit.json.getBytes(StandardCharsets.UTF_8));
            done = edit.to;
        }
        out.write(body, done, body.length - done);
        return out.toByteArray();
    }
}
