package io.playlake.run;

import com.google.gson.Gson;
import io.playlake.client.SpotifyClient;
import io.playlake.client.auth.ClientCredentials;
import io.playlake.client.http.HttpRequest;
import io.playlake.client.http.HttpResponse;
import io.playlake.testing.ScriptedTransport;
import io.playlake.time.TimeSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** One category with one playlist, whose answers a test bends at will. */
final class LyingApi {

    static final String PLAYLIST = "p";
    private static final Gson GSON = new Gson();

    final ScriptedTransport transport = new ScriptedTransport();
    /** What the playlist holds; null stands for a track that came back null. */
    List<@Nullable String> items = new ArrayList<>();

    @Nullable
    String listSnapshot = "list-1";

    @Nullable
    String snapshot = "detail-1";

    boolean listed = true;
    boolean ignoresOffset;
    /** Whether its answers leave the items out, as to an app that may not see them. */
    boolean hidden;
    /** Added to the total that it claims. */
    int claimedBesides;
    /** Positions at which every page of items that holds one fails. */
    final Set<Integer> poisoned = new TreeSet<>();
    /** Whether the playlist without its items meets a limit. */
    boolean limited;
    /** Told the number of every call about the playlist, from 1, before it is answered. */
    IntConsumer beforeCall = call -> {};

    private int calls;
    private @Nullable SpotifyClient client;

    LyingApi(int tracks) {
        for (int i = 0; i < tracks; i++) {
            items.add("t" + i);
        }
        transport.otherwise(this::answer);
    }

    /** Returns the one client of this API; it holds nothing that must be closed. */
    SpotifyClient client(TimeSource time) {
        if (client == null) {
            client = SpotifyClient.builder()
                    .credentials(ClientCredentials.of("id", "secret"))
                    .transport(transport)
                    .time(time)
                    .build();
        }
        return client;
    }

    /** Returns the calls about the playlist so far. */
    int calls() {
        return calls;
    }

    private HttpResponse answer(HttpRequest request) {
        String path = request.uri().getPath();
        if (path.endsWith("/browse/categories/c/playlists")) {
            List<Object> rows = new ArrayList<>();
            if (listed) {
                Map<String, Object> row = head();
                row.put("snapshot_id", listSnapshot);
                row.put("tracks", Map.of("total", items.size()));
                rows.add(row);
            }
            return ok(Map.of("playlists", Map.of("items", rows, "total", rows.size(), "limit", 50, "offset", 0)));
        }
        beforeCall.accept(++calls);
        String query = request.uri().getQuery() == null ? "" : request.uri().getQuery();
        if (query.contains("fields=snapshot_id")) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("snapshot_id", snapshot);
            return ok(body);
        }
        if (path.endsWith("/tracks")) {
            int offset = Integer.parseInt(query.replaceAll(".*offset=(\\d+).*", "$1"));
            int limit = Integer.parseInt(query.replaceAll(".*limit=(\\d+).*", "$1"));
            return poisoned.stream().anyMatch(at -> at >= offset && at < offset + limit)
                    ? ScriptedTransport.response(502, "")
                    : ok(page(ignoresOffset ? 0 : offset, limit));
        }
        boolean bare = query.contains("fields=");
        if (bare && limited) {
            return ScriptedTransport.response(429, Map.of("Retry-After", "7200"), "");
        }
        if (!bare && poisoned.stream().anyMatch(at -> at < 100)) {
            return ScriptedTransport.response(502, "");
        }
        Map<String, Object> body = head();
        body.put("snapshot_id", snapshot);
        body.put("followers", Map.of("total", 5));
        if (bare) {
            body.put("tracks", Map.of("total", items.size() + claimedBesides));
            return ok(body);
        }
        if (!hidden) {
            body.put("tracks", page(0, 100));
        }
        return ok(body);
    }

    private static Map<String, Object> head() {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("id", PLAYLIST);
        head.put("name", "Name");
        head.put("uri", "spotify:playlist:" + PLAYLIST);
        return head;
    }

    private Map<String, Object> page(int offset, int limit) {
        List<Object> rows = new ArrayList<>();
        for (int i = offset; i < Math.min(items.size(), offset + limit); i++) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("added_at", "2026-01-01T00:00:00Z");
            String id = items.get(i);
            row.put("track", id == null ? null : Map.of("type", "track", "id", id, "uri", "spotify:track:" + id));
            rows.add(row);
        }
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("items", rows);
        page.put("total", items.size() + claimedBesides);
        page.put("limit", limit);
        page.put("offset", offset);
        page.put("next", offset + limit < items.size() ? "more" : null);
        return page;
    }

    private static HttpResponse ok(Object body) {
        return ScriptedTransport.response(
                200, GSON.newBuilder().serializeNulls().create().toJson(body));
    }
}
