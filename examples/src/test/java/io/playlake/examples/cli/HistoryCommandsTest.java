package io.playlake.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.playlake.client.AppProfile;
import io.playlake.emulator.Edit;
import io.playlake.emulator.ItemTruth;
import io.playlake.emulator.PlaylistTruth;
import io.playlake.emulator.SpotifyEmulator;
import io.playlake.examples.cli.Cli.Result;
import io.playlake.run.RunPlan;
import io.playlake.testing.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The questions to a lake, as a person asks them. */
class HistoryCommandsTest {

    private final ManualTime time = new ManualTime(Instant.parse("2026-01-01T06:00:00Z"));

    @TempDir
    Path folder;

    private SpotifyEmulator emulator;
    private Cli cli;
    private String sink;
    private PlaylistTruth first;
    private PlaylistTruth second;

    @BeforeEach
    void livesThroughAnHour() {
        emulator = SpotifyEmulator.builder().playlists(12).items(5, 40).start();
        cli = Cli.against(emulator).at(time);
        sink = "local:" + folder.resolve("lake");
        first = emulator.truth().playlists(0).stream()
                .filter(truth -> truth.items().size() > 3
                        && truth.items().stream().map(ItemTruth::uri).distinct().count()
                                == truth.items().size())
                .findFirst()
                .orElseThrow();
        run();
        emulator.edits().now(first.id(), Edit.REMOVE_FIRST);
        second = emulator.truth().playlist(first.id(), 0).orElseThrow();
        time.advance(Duration.ofHours(1));
        run();
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    private void run() {
        assertThat(cli.call("run", "--source", "ids:" + first.id(), "--sink", sink)
                        .code())
                .isZero();
    }

    private Result ask(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--sink", sink));
        return cli.call(all.toArray(String[]::new));
    }

    private static JsonObject json(Result result) {
        assertThat(result.code()).isZero();
        return JsonParser.parseString(result.out()).getAsJsonObject();
    }

    private static List<String> uris(JsonArray items) {
        return items.asList().stream()
                .map(item -> item.getAsJsonObject().get("uri").getAsString())
                .toList();
    }

    @Test
    void showsAPlaylistAsOfAnInstant() {
        JsonObject then = json(ask("as-of", "2026-01-01T06:30", "spotify:playlist:" + first.id(), "--json"));
        assertThat(uris(then.getAsJsonArray("items")))
                .isEqualTo(first.items().stream().map(ItemTruth::uri).toList());
        assertThat(then.get("carried").getAsBoolean()).isFalse();
        JsonObject now = json(ask("as-of", "2026-01-02", first.id(), "--json"));
        assertThat(uris(now.getAsJsonArray("items")))
                .isEqualTo(second.items().stream().map(ItemTruth::uri).toList());
        Instant seen =
                Instant.parse(now.getAsJsonObject("observed").get("observed_at").getAsString());
        assertThat(uris(json(ask("as-of", seen.minusNanos(1000).toString(), first.id(), "--json"))
                        .getAsJsonArray("items")))
                .as("a microsecond before")
                .hasSize(first.items().size());
        Result text = ask("as-of", "2026-01-01T06:30", "https://open.spotify.com/playlist/" + first.id() + "?si=x");
        assertThat(text.out())
                .startsWith("playlist   ")
                .contains(first.id(), ", commit 1", "held by commit 1", "position  name")
                .hasLineCount((int) text.out()
                                .lines()
                                .takeWhile(line -> !line.isEmpty())
                                .count()
                        + 3
                        + first.items().size());
    }

    @Test
    void saysWhyItDoesNotKnow() {
        Result early = ask("as-of", "2026-01-01T05:00", first.id());
        assertThat(early.err()).contains("first observed at 2026-01-01T06:00:00", "after 2026-01-01T05:00:00Z");
        assertThat(early.code()).isEqualTo(78);
        Result never = ask("explain", "nowhere");
        assertThat(never.err())
                .contains("no run of ", "observed playlist nowhere")
                .hasLineCount(1);
        assertThat(never.code()).isEqualTo(78);
        Result market = ask("diff", first.id(), "--market", "SE");
        assertThat(market.err()).contains("was observed without a market only, and not in market SE");
        assertThat(market.code()).isEqualTo(78);
        assertThat(ask("diff", first.id(), "--from", "2027-01-01").code()).isEqualTo(64);
        assertThat(ask("explain", first.id(), "--last", "0").code()).isEqualTo(64);
    }

    @Test
    void showsWhatChanged() {
        JsonObject diff = json(ask("diff", first.id(), "--json"));
        assertThat(diff.getAsJsonArray("changes")).singleElement().satisfies(change -> {
            JsonObject event = change.getAsJsonObject().getAsJsonObject("event");
            assertThat(event.get("kind").getAsString()).isEqualTo("REMOVED");
            assertThat(event.get("from").getAsInt()).isZero();
            assertThat(event.get("uri").getAsString())
                    .isEqualTo(first.items().get(0).uri());
        });
        assertThat(ask("diff", first.id()).out())
                .contains("changes    1 removed", ", commit 1\n", ", commit 2\n", "REMOVED     0  -   ")
                .contains(first.items().get(0).uri());
        assertThat(ask("diff", first.id(), "--from", "2026-01-01T06:30", "--to", "2026-01-01T06:40")
                        .out())
                .contains("none: it is the same version");
        assertThat(ask("diff", first.id(), "--to", "2026-01-01T06:40").out()).contains("none: it is the first version");
    }

    @Test
    void explainsItsTurns() {
        Result text = ask("explain", first.id());
        assertThat(text.out())
                .contains("held by commit 2; 2 versions stored")
                .contains("next run   asks for its first page")
                .contains("next audit 2026-01-")
                .contains("moved     changed ", "new       first_seen ");
        JsonObject why = json(ask("explain", first.id(), "--last", "1", "--json"));
        assertThat(why.getAsJsonArray("observations")).hasSize(1);
        assertThat(why.getAsJsonObject("if_it_stands").get("decision").getAsString())
                .isEqualTo("moved");
        time.advance(Duration.ofDays(30));
        assertThat(ask("explain", first.id()).out()).contains("next run   fetches it, audit: last read at 2026-01-01");
    }

    @Test
    void plansARun() {
        emulator.calls().reset();
        JsonObject plan = json(ask("plan", "--source", "browse:*", "--source", "ids:" + first.id(), "--json"));
        assertThat(emulator.calls().byEndpoint().keySet())
                .containsExactlyInAnyOrder("/browse/categories", "/browse/categories/{id}/playlists");
        assertThat(plan.get("listing_calls").getAsInt())
                .isEqualTo(emulator.calls().count());
        emulator.calls().reset();
        Result text = ask("plan", "--source", "browse:*", "--budget", "1000", "--state", "local:" + folder + "/none");
        assertThat(folder.resolve("none")).doesNotExist();
        assertThat(text.out()).contains("; nothing is written now", " to list", "left: enough", "never read before");
        assertThat(ask("plan", "--source", "browse:*", "--budget", "25").out())
                .containsPattern("budget +[0-9]+ left: [0-9]+ playlists? (is|are) left over")
                .contains("left over, the budget ends before it");
        assertThat(ask("runs", "--json").out()).containsOnlyOnce("\"seq\": 2").doesNotContain("\"seq\": 3");
        assertThat(ask("plan", "--source", "ids:" + first.id(), "--logical-date", "2026-01-01T06:00")
                        .out())
                .contains("is committed, so it does nothing and calls nothing");
    }

    @Test
    void printsNamesThatForgeNothing() {
        RunPlan.Turn turn =
                new RunPlan.Turn("id", "\u001b[31mred\nplan \u202e", "new", true, "never read before", 1, 1L);
        RunPlan plan = new RunPlan(
                "local:x",
                "run",
                Instant.EPOCH,
                false,
                AppProfile.EXTENDED,
                1,
                1,
                List.of(turn),
                List.of(),
                null,
                List.of(),
                List.of("category \u001b[0m"));
        assertThat(PlanText.of(plan)).doesNotContain("\u001b", "\u202e").contains("calls      2, of which 1 to list");
    }

    @Test
    void rebuildsState() throws IOException {
        Path state = folder.resolve("state");
        Files.writeString(state, "playlake-state 2\nnonsense");
        Result rebuilt = ask("rebuild-state", "--state", "local:" + state);
        assertThat(rebuilt.out()).contains("1 playlist, level with commit 2 of ");
        assertThat(rebuilt.code()).isZero();
        time.advance(Duration.ofHours(1));
        Result run = ask("run", "--source", "ids:" + first.id(), "--state", "local:" + state, "--json");
        assertThat(run.err()).doesNotContain("rebuilt");
        assertThat(json(run).get("playlists_fetched").getAsInt()).isZero();
        Path notes = Files.writeString(folder.resolve("notes.txt"), "not ours");
        assertThat(ask("rebuild-state", "--state", "local:" + notes).code()).isEqualTo(78);
        assertThat(notes).hasContent("not ours");
        assertThat(ask("rebuild-state").err()).contains("--state is missing, expected local:FILE");
        Result empty = cli.call("rebuild-state", "--state", "local:" + state, "--sink", "local:" + folder + "/no");
        assertThat(empty.code()).isEqualTo(78);
    }
}
