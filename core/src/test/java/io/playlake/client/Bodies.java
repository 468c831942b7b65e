package io.playlake.client;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Small bodies for tests. */
final class Bodies {

    private Bodies() {}

    static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    static String track(String id) {
        return "{\"type\":\"track\",\"id\":\"" + id + "\",\"uri\":\"spotify:track:" + id + "\",\"name\":\"n" + id
                + "\"}";
    }

    static String row(String track) {
        return "{\"added_at\":\"2024-02-03T04:05:06Z\",\"is_local\":false,\"track\":" + track + "}";
    }

    static String page(int total, String rows) {
        return page(total, null, null, rows);
    }

    static String page(int total, @Nullable Integer offset, @Nullable String next, String rows) {
        return "{\"items\":[" + rows + "],\"total\":" + total + ",\"offset\":" + offset + ",\"next\":"
                + (next == null ? null : "\"" + next + "\"") + "}";
    }

    static String playlist(String id, String contents) {
        return "{\"id\":\"" + id + "\",\"snapshot_id\":\"s1\"," + contents + "}";
    }

    static String listed(String id) {
        return "{\"id\":\"" + id + "\",\"name\":\"p" + id + "\",\"tracks\":{\"href\":\"h\",\"total\":3}}";
    }

    /** Returns the rows of the tracks t{from} to t{to - 1}. */
    static String rows(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> row(track("t" + i))).collect(Collectors.joining(","));
    }
}
