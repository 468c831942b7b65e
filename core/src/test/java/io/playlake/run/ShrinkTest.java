package io.playlake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import io.playlake.client.SpotifyClient;
import io.playlake.client.auth.ClientCredentials;
import io.playlake.client.http.HttpRequest;
import io.playlake.client.http.HttpResponse;
import io.playlake.error.DataRefusedException;
import io.playlake.source.BrowseCategories;
import io.playlake.source.PlaylistIds;
import io.playlake.source.PlaylistSource;
import io.playlake.testing.ManualTime;
import io.playlake.testing.MemorySink;
import io.playlake.testing.ScriptedTransport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Listings that lose more than half of a category. */
@NullUnmarked
class ShrinkTest {

    private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private final MemorySink sink = new MemorySink();
    private final ManualTime time = new ManualTime();
    private final Map<String, Integer> sizes = new HashMap<>(Map.of("a", 20, "b", 9));
    private final List<String> fetched = new ArrayList<>();
    private SpotifyClient client;

    @BeforeEach
    void listens() {
        ScriptedTransport transport = new ScriptedTransport();
        transport.otherwise(this::answer);
        client = SpotifyClient.builder()
                .credentials(ClientCredentials.of("id", "secret"))
                .transport(transport)
                .time(time)
                .build();
    }

    @Test
    void holdsTheFirstRunBackAndLetsTheNextOneThrough() {
        run(1);
        sizes.put("a", 9);
        fetched.clear();
        for (int attempt = 1; attempt <= 2; attempt++) {
            assertThatThrownBy(() -> run(2))
                    .as("attempt %d of the same run", attempt)
                    .isInstanceOf(DataRefusedException.class)
                    .hasMessageContaining("category a lists 9 playlists, and listed 20 in run 20260101T000001Z");
        }
        assertThat(sink.log()).hasSize(1);
        assertThat(fetched).isEmpty();
        run(3);
        assertThat(sink.log()).hasSize(2);
        run(4);
        assertThat(sink.log()).as("9 is what it has now").hasSize(3);
    }

    @Test
    void letsAnyRunThroughThatIsToldTo() {
        run(1);
        sizes.put("a", 0);
        run(2, true);
        assertThat(sink.log()).hasSize(2);
    }

    @Test
    void seesTheCategoryComeBackAndHoldsItAgainTheNextTime() {
        run(1);
        sizes.put("a", 0);
        assertThatThrownBy(() -> run(2)).isInstanceOf(DataRefusedException.class);
        sizes.put("a", 20);
        run(3);
        sizes.put("a", 0);
        assertThatThrownBy(() -> run(4)).isInstanceOf(DataRefusedException.class);
    }

    @Test
    void takesHalfAndSmallCategoriesAsTheyCome() {
        run(1);
        sizes.put("a", 10);
        sizes.put("b", 0);
        run(2);
        assertThat(sink.log()).hasSize(2);
    }

    @Test
    void comparesWithTheLastTimeHoweverManyOtherRunsLieBetween() {
        run(1);
        for (int i = 2; i < 6; i++) {
            run(i, false, PlaylistIds.of("a0", "a1"));
        }
        sizes.put("a", 1);
        assertThatThrownBy(() -> run(6)).isInstanceOf(DataRefusedException.class);
    }

    @Test
    void idsAreTheUsersOwnToDrop() {
        String[] many = IntStream.range(0, 20).mapToObj(i -> "a" + i).toArray(String[]::new);
        run(1, false, PlaylistIds.of(many));
        run(2, false, PlaylistIds.of("a0"));
        assertThat(sink.log()).hasSize(2);
    }

    private void run(int number) {
        run(number, false);
    }

    private void run(int number, boolean acceptShrink) {
        run(number, acceptShrink, BrowseCategories.of("a", "b"));
    }

    private void run(int number, boolean acceptShrink, PlaylistSource source) {
        try (Playlake playlake = Playlake.builder()
                .client(client)
                .source(source)
                .sink(sink)
                .logicalDate(DAY.plusSeconds(number))
                .acceptShrink(acceptShrink)
                .workDirectory(folder)
                .time(time)
                .random(new Random(number))
                .build()) {
            playlake.run();
        }
    }

    private HttpResponse answer(HttpRequest request) {
        String[] path = request.uri().getPath().split("/", -1);
        if (!path[2].equals("browse")) {
            fetched.add(path[3]);
            return ok(playlist(path[3], Map.of("items", List.of(), "total", 0)));
        }
        List<Object> rows = IntStream.range(0, sizes.get(path[4]))
                .mapToObj(i -> (Object) playlist(path[4] + i, Map.of("total", 0)))
                .toList();
        return ok(Map.of("playlists", Map.of("items", rows, "total", rows.size(), "limit", 50, "offset", 0)));
    }

    private static Map<String, Object> playlist(String id, Map<String, Object> tracks) {
        return Map.of("id", id, "uri", "spotify:playlist:" + id, "snapshot_id", "s", "tracks", tracks);
    }

    private static HttpResponse ok(Object body) {
        return ScriptedTransport.response(200, new Gson().toJson(body));
    }
}
