package io.playlake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.change.ChangeDetector;
import io.playlake.change.PlaylistDiff;
import io.playlake.emulator.Edit;
import io.playlake.emulator.ItemTruth;
import io.playlake.emulator.PlaylistTruth;
import io.playlake.source.BrowseCategories;
import io.playlake.source.PlaylistIds;
import io.playlake.table.SpotifyTables;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** The questions that a history answers, against the emulator's own books. */
@NullUnmarked
class HistoryTest extends EmulatedRuns {

    private static final Duration CYCLE = Duration.ofDays(14);

    private History history() {
        return History.of(fixture.sink.openExisting());
    }

    private PlaylistTruth truth(String id, int day) {
        return fixture.emulator.truth().playlist(id, day).orElseThrow();
    }

    private String playlist(Predicate<PlaylistTruth> wanted) {
        return fixture.emulator.truth().playlists(0).stream()
                .filter(truth -> served.listed(0).contains(truth.id()))
                .filter(wanted)
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static List<ItemTruth> items(PlaylistVersion version) {
        return version.items().stream()
                .map(item -> new ItemTruth(item.uri(), Objects.requireNonNull(item.addedAt())))
                .toList();
    }

    @Test
    void tellsEveryPlaylistAsItStoodOnEveryDay() {
        List<Instant> starts = new ArrayList<>();
        List<Instant> ends = new ArrayList<>();
        for (int day = 0; day < 6; day++) {
            starts.add(fixture.emulator.today().plus(Duration.ofDays(day == 0 ? 0 : 1)));
            fixture.runDay(day);
            ends.add(fixture.time.now());
        }
        int differing = 0;
        for (int day = 0; day < 6; day++) {
            for (String id : served.listed(day)) {
                PlaylistVersion version = history().asOf(id, ends.get(day)).orElseThrow();
                PlaylistTruth truth = truth(id, day);
                assertThat(items(version)).as("%s on day %d", id, day).isEqualTo(truth.items());
                assertThat(version.observed().name()).isEqualTo(truth.name());
                assertThat(version.observed().ownerId()).isIn(null, truth.ownerId());
                assertThat(version.observed().seq()).isEqualTo(day + 1);
                assertThat(version.observed().observedAt()).isBetween(starts.get(day), ends.get(day));
                assertThat(version.verifiedAt()).isBeforeOrEqualTo(ends.get(day));
                differing += day > 0
                                && !Objects.equals(
                                        version.heldBy(), version.observed().seq())
                        ? 0
                        : 1;
            }
        }
        assertThat(differing).as("versions that the run itself stored").isPositive();
        String id = served.listed(0).iterator().next();
        assertThat(history().asOf(id, starts.get(0).minusSeconds(1))).isEmpty();
        assertThat(history().asOf("nowhere", Instant.MAX)).isEmpty();
        assertThat(history().first("nowhere")).isEmpty();
        assertThat(history().first(id))
                .singleElement()
                .satisfies(first -> assertThat(first.seq()).isOne());
    }

    @Test
    void namesTheItemsAsTheyWereNamed() {
        String runId = fixture.runDay(0).runId();
        Map<Object, Object> names = new HashMap<>();
        fixture.rows(SpotifyTables.TRACKS, runId).forEach(row -> names.put(row.get("track_id"), row.get("name")));
        fixture.rows(SpotifyTables.EPISODES, runId).forEach(row -> names.put(row.get("episode_id"), row.get("name")));
        int local = 0;
        for (String id : served.listed(0)) {
            for (PlaylistVersion.Item item :
                    history().asOf(id, Instant.MAX).orElseThrow().items()) {
                if (item.id() != null) {
                    assertThat(item.name()).isEqualTo(names.get(item.id()));
                } else if (item.type().equals("local")) {
                    assertThat(item.name()).isNotEmpty();
                    local++;
                }
            }
        }
        assertThat(local).isPositive();
    }

    @Test
    void goesByTheTimeOfObservationWhateverTheLogicalDate() {
        String id = playlist(truth -> truth.items().size() > 3);
        fixture.runDay(0);
        Instant first = fixture.time.now();
        fixture.emulator.advanceTo(1);
        fixture.emulator.edits().now(id, Edit.INSERT_FIRST);
        fixture.time.jumpTo(fixture.emulator.today());
        fixture.run(Instant.parse("2020-01-01T00:00:00Z"));
        assertThat(items(history().asOf(id, first).orElseThrow()))
                .isEqualTo(truth(id, 0).items());
        assertThat(items(history().asOf(id, fixture.time.now()).orElseThrow()))
                .isEqualTo(truth(id, 1).items());
        assertThat(history().asOf(id, Instant.parse("2020-06-01T00:00:00Z"))).isEmpty();
    }

    @Test
    void goesByTheTimeOfObservationThoughAnOlderOneWasCommittedLater() {
        String id = playlist(truth -> truth.items().size() > 3);
        fixture.time.advance(Duration.ofDays(30));
        fixture.runDay(1);
        Instant late = fixture.time.now();
        List<ItemTruth> held = truth(id, 1).items();
        fixture.emulator.edits().now(id, Edit.INSERT_FIRST);
        fixture.time.jumpTo(late.minus(Duration.ofDays(1)));
        fixture.run(late.plusSeconds(60).truncatedTo(ChronoUnit.SECONDS));
        assertThat(items(history().asOf(id, late).orElseThrow())).isEqualTo(held);
        assertThat(history().last(id, null, 5)).extracting(Observation::seq).containsExactly(1L, 2L);
        assertThat(history().last(id, null, 1)).extracting(Observation::seq).containsExactly(1L);
        assertThat(history().first(id)).extracting(Observation::seq).containsExactly(2L);
    }

    @Test
    void saysThatAFailedReadNamesTheVersionThatStood() {
        String id = playlist(truth -> truth.items().size() > 3 && truth.items().size() < 100);
        fixture.runDay(0);
        fixture.emulator.advanceTo(1);
        fixture.emulator.edits().now(id, Edit.INSERT_FIRST);
        fixture.emulator.faults().on("/playlists/" + id).forever().answer(404, "gone", Map.of());
        fixture.time.jumpTo(fixture.emulator.today());
        fixture.run(fixture.emulator.today());
        PlaylistVersion version = history().asOf(id, Instant.MAX).orElseThrow();
        assertThat(version.observed())
                .satisfies(row -> assertThat(row.outcome()).isEqualTo("failed"))
                .satisfies(row -> assertThat(row.carried()).isTrue())
                .satisfies(row -> assertThat(row.seq()).isEqualTo(2));
        assertThat(items(version)).isEqualTo(truth(id, 0).items());
        assertThat(version.heldBy()).isOne();
        assertThat(version.verifiedAt()).isBefore(fixture.emulator.today());
        Explanation why = explain(id);
        assertThat(why.ifItStands().label()).isEqualTo("left_over");
        assertThat(why.observations()).extracting(Observation::outcome).containsExactly("failed", "first_seen");
        assertThat(why.observations().get(0).reason()).contains("404");
    }

    @Test
    void saysThatASuspectReadIsHeldBack() {
        String id = playlist(truth -> truth.items().size() > 40 && truth.items().size() < 100);
        fixture.runDay(0);
        fixture.emulator.edits().nullItems(id, 1, 20);
        fixture.emulator.edits().nullItems(id, 2, 20);
        fixture.emulator.advanceTo(1);
        fixture.emulator.edits().now(id, Edit.INSERT_FIRST);
        fixture.runDay(1);
        Instant held = fixture.time.now();
        PlaylistVersion version = history().asOf(id, held).orElseThrow();
        assertThat(version.observed().outcome()).isEqualTo("suspect");
        assertThat(version.observed().carried()).isTrue();
        assertThat(items(version)).isEqualTo(truth(id, 0).items());
        assertThat(explain(id).ifItStands().reason()).contains("suspect");
        fixture.runDay(2);
        PlaylistVersion accepted = history().asOf(id, Instant.MAX).orElseThrow();
        assertThat(accepted.observed().carried()).isFalse();
        assertThat(accepted.observed().itemsNull()).isEqualTo(20);
        assertThat(items(history().asOf(id, held).orElseThrow())).isEqualTo(items(version));
    }

    @Test
    void tellsAVersionThatCameBackFromTheOneBetween() {
        String id = playlist(truth -> truth.items().size() > 3 && truth.items().size() < 100);
        fixture.runDay(0);
        fixture.emulator.edits().now(id, Edit.INSERT_FIRST);
        again(Duration.ofHours(1), builder -> builder);
        fixture.emulator.edits().now(id, Edit.REMOVE_FIRST);
        again(Duration.ofHours(1), builder -> builder);
        again(Duration.ofHours(1), builder -> builder);

        PlaylistVersion now = history().asOf(id, Instant.MAX).orElseThrow();
        PlaylistVersion between = history().before(now).orElseThrow();
        PlaylistVersion first = history().before(between).orElseThrow();
        assertThat(now.observed().seq()).isEqualTo(4);
        assertThat(now.heldBy()).as("stored once").isOne();
        assertThat(between.observed().seq()).isEqualTo(2);
        assertThat(first.observed().contentHash()).isEqualTo(now.observed().contentHash());
        assertThat(history().before(first)).isEmpty();
        assertThat(VersionDiff.between(between, now).changes())
                .singleElement()
                .satisfies(change -> assertThat(change.event().kind()).isEqualTo(PlaylistDiff.Kind.REMOVED))
                .satisfies(change ->
                        assertThat(change.item()).isEqualTo(between.items().get(0)));
        assertThat(VersionDiff.between(first, now).changes()).isEmpty();
    }

    @Test
    void tellsTheEventsThatTheRunsRecorded() {
        for (int day = 0; day < 8; day++) {
            fixture.runDay(day);
        }
        Map<String, List<Map<String, Object>>> recorded = new HashMap<>();
        for (Map<String, Object> row : fixture.rows(SpotifyTables.PLAYLIST_CHANGES, null)) {
            recorded.computeIfAbsent(row.get("playlist_id") + " " + row.get("run_id"), key -> new ArrayList<>())
                    .add(row);
        }
        assertThat(recorded).isNotEmpty();
        recorded.forEach((key, rows) -> {
            String id = String.valueOf(rows.get(0).get("playlist_id"));
            PlaylistVersion to =
                    history().asOf(id, (Instant) rows.get(0).get("changed_by")).orElseThrow();
            VersionDiff diff = VersionDiff.between(history().before(to).orElseThrow(), to);
            assertThat(to.observed().runId()).isEqualTo(rows.get(0).get("run_id"));
            assertThat(diff.changes().stream().map(HistoryTest::fields).toList())
                    .isEqualTo(rows.stream().map(HistoryTest::fields).toList());
        });
    }

    private static List<Object> fields(VersionDiff.Change change) {
        PlaylistDiff.Change event = change.event();
        return Arrays.asList(
                event.kind().name(), event.uri(), change.item().uri(), event.occurrence(), event.from(), event.to());
    }

    private static List<Object> fields(Map<String, Object> row) {
        return Arrays.asList(
                row.get("change"),
                row.get("uri"),
                row.get("uri"),
                row.get("occurrence"),
                row.get("from_position"),
                row.get("to_position"));
    }

    @Test
    void keepsMarketsApart() {
        String id = playlist(truth -> truth.items().size() > 3 && truth.items().size() < 100);
        fixture.run(fixture.time.now(), PlaylistIds.of(id), UnaryOperator.identity());
        try (var swedish = fixture.client("SE")) {
            fixture.time.advance(Duration.ofHours(1));
            fixture.run(fixture.time.now(), PlaylistIds.of(id), builder -> builder.client(swedish));
        }
        assertThat(history().asOf(id, Instant.MAX).orElseThrow().observed())
                .satisfies(row -> assertThat(row.seq()).isOne())
                .satisfies(row -> assertThat(row.market()).isNull());
        PlaylistVersion inMarket = history().asOf(id, "SE", Instant.MAX).orElseThrow();
        assertThat(inMarket.observed().seq()).isEqualTo(2);
        assertThat(inMarket.items()).hasSameSizeAs(truth(id, 0).items());
        assertThat(history().asOf(id, "DE", Instant.MAX)).isEmpty();
        assertThat(history().before(inMarket)).isEmpty();
        assertThat(history().first(id)).extracting(Observation::market).containsExactly(null, "SE");
        assertThat(history().explain(id, "SE", new ChangeDetector(false, CYCLE), fixture.time.now(), 5))
                .map(why -> why.observations().size())
                .contains(1);
    }

    @Test
    void hasNoItemsOfWhatWasNeverShown() {
        String id = playlist(truth -> !truth.items().isEmpty());
        fixture.emulator.faults().on("/playlists/" + id).forever().answer(404, "gone", Map.of());
        fixture.runDay(0);
        PlaylistVersion version = history().asOf(id, Instant.MAX).orElseThrow();
        assertThat(version.items()).isEmpty();
        assertThat(version.heldBy()).isNull();
        assertThat(version.verifiedAt()).isNull();
        assertThat(version.observed().contentHash()).isNull();
        assertThatThrownBy(() -> VersionDiff.between(version, version))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("never read");
        Explanation why = explain(id);
        assertThat(why.state()).isNull();
        assertThat(why.nextAudit()).isNull();
        assertThat(why.ifItStands().label()).isEqualTo("new");
    }

    @Test
    void explainsEveryDecision() {
        String id = playlist(truth -> truth.items().size() > 100);
        fixture.runDay(0);
        again(Duration.ofHours(1), builder -> builder);
        fixture.emulator.edits().now(id, Edit.INSERT_FIRST);
        again(Duration.ofHours(1), builder -> builder);
        again(Duration.ofHours(1), builder -> builder.full(true));
        Instant verified = fixture.time.now();
        again(Duration.ofDays(20), builder -> builder.auditCycle(CYCLE));

        Explanation why = explain(id);
        assertThat(why.observations())
                .extracting(Observation::decision)
                .containsExactly("audit", "full", "moved", "unchanged", "new");
        assertThat(why.observations())
                .extracting(Observation::outcome)
                .containsExactly("snapshot_only", "snapshot_only", "changed", "none", "first_seen");
        assertThat(why.observations()).extracting(Observation::seq).containsExactly(5L, 4L, 3L, 2L, 1L);
        long read = Served.pages(truth(id, 0)) + 1;
        assertThat(why.observations()).extracting(Observation::calls).containsExactly(read, read, read, 0L, read);
        assertThat(why.observations().get(0).reason()).contains("last read at");
        assertThat(why.observations().get(0).carried()).isFalse();
        assertThat(why.heldBy()).isEqualTo(3);
        assertThat(why.ifItStands().due()).isFalse();
        assertThat(why.nextAudit())
                .isAfter(verified.plus(Duration.ofDays(7)))
                .isBetween(
                        fixture.time.now().plus(Duration.ofDays(6)),
                        fixture.time.now().plus(CYCLE));
        Instant afterwards = Objects.requireNonNull(why.nextAudit()).plusSeconds(1);
        Optional<Explanation> later = history().explain(id, null, new ChangeDetector(false, CYCLE), afterwards, 2);
        assertThat(later.orElseThrow().ifItStands().label()).isEqualTo("audit");
        assertThat(later.orElseThrow().observations()).hasSize(2);
        assertThat(history().explain("nowhere", null, new ChangeDetector(false, CYCLE), afterwards, 2))
                .isEmpty();
    }

    private void again(Duration after, UnaryOperator<Playlake.Builder> options) {
        fixture.time.advance(after);
        fixture.run(fixture.time.now().truncatedTo(ChronoUnit.SECONDS), BrowseCategories.all(), options);
    }

    private Explanation explain(String id) {
        return history()
                .explain(id, null, new ChangeDetector(false, CYCLE), fixture.time.now(), 10)
                .orElseThrow();
    }
}
