package io.playlake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.client.SpotifyClient;
import io.playlake.client.auth.ClientCredentials;
import io.playlake.emulator.AppProfile;
import io.playlake.emulator.Edit;
import io.playlake.emulator.PlaylistTruth;
import io.playlake.emulator.SnapshotMode;
import io.playlake.emulator.SpotifyEmulator;
import io.playlake.error.ConfigurationException;
import io.playlake.error.RateLimitedException;
import io.playlake.raw.PersonalData;
import io.playlake.raw.RawStage;
import io.playlake.source.BrowseCategories;
import io.playlake.source.MyPlaylists;
import io.playlake.source.PlaylistIds;
import io.playlake.source.PlaylistSource;
import io.playlake.storage.BlobStore;
import io.playlake.table.SpotifyTables;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Plans, held against the calls that the emulator counts in the run that follows. */
@NullUnmarked
class PlanTest extends EmulatedRuns {

    private static final PlaylistSource ALL = BrowseCategories.all();

    private RunPlan plan(RunFixture of, PlaylistSource source, UnaryOperator<Playlake.Builder> options) {
        of.emulator.calls().reset();
        RunPlan plan = of.with(now(of), source, options, Playlake::plan);
        assertThat(of.emulator.calls().count()).as("the plan's own calls").isEqualTo((int) plan.listingCalls());
        assertThat(of.emulator.calls().byEndpoint().keySet())
                .as("listings only")
                .isSubsetOf("/browse/categories", "/browse/categories/{id}/playlists", "/me/playlists");
        return plan;
    }

    private static Instant now(RunFixture of) {
        return of.time.now().truncatedTo(ChronoUnit.SECONDS);
    }

    /** Plans, runs, and compares: the calls by the emulator's log, the decisions by the rows. */
    private RunPlan planned(RunFixture of, PlaylistSource source, UnaryOperator<Playlake.Builder> options) {
        RunPlan plan = plan(of, source, options);
        of.emulator.calls().reset();
        RunReport report = of.run(plan.logicalDate(), source, options);
        assertThat((long) of.emulator.calls().count())
                .isBetween(plan.calls(), plan.mostCalls() == null ? Long.MAX_VALUE : plan.mostCalls());
        assertThat(report.runId()).isEqualTo(plan.runId());
        Map<String, Map<String, Object>> rows = of.by("playlist_id", SpotifyTables.PLAYLISTS, report.runId());
        assertThat(plan.playlists())
                .extracting(RunPlan.Turn::id)
                .containsExactlyElementsOf(rows.keySet().stream().sorted().toList());
        assertThat(of.time.slept()).isLessThan(Duration.ofDays(1));
        return plan;
    }

    /** As above, where everything is certain. */
    private RunPlan certain(RunFixture of, PlaylistSource source, UnaryOperator<Playlake.Builder> options) {
        RunPlan plan = planned(of, source, options);
        assertThat(plan.mostCalls()).isEqualTo(plan.calls());
        Map<String, Map<String, Object>> rows = of.by("playlist_id", SpotifyTables.PLAYLISTS, plan.runId());
        assertThat(plan.playlists())
                .allSatisfy(turn -> assertThat(turn.decision())
                        .isEqualTo(rows.get(turn.id()).get("decision")));
        return plan;
    }

    private PlaylistTruth truth(Predicate<PlaylistTruth> wanted) {
        return fixture.emulator.truth().playlists(0).stream()
                .filter(truth -> served.listed(0).contains(truth.id()))
                .filter(wanted)
                .findFirst()
                .orElseThrow();
    }

    private static RunPlan.Turn only(RunPlan plan, String id) {
        return plan.playlists().stream()
                .filter(turn -> turn.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tellsTheCallsOfEveryDayToTheLast() {
        for (int day = 0; day < 6; day++) {
            fixture.emulator.advanceTo(day);
            fixture.time.jumpTo(fixture.emulator.today());
            RunPlan plan = certain(fixture, ALL, UnaryOperator.identity());
            assertThat(plan.alreadyCommitted()).isFalse();
            assertThat(plan.callsLeft()).isNull();
            assertThat(plan.leftOver()).isEmpty();
            assertThat(plan.extras()).isEmpty();
            assertThat(plan.auditCalls()).isZero();
            for (RunPlan.Turn turn : plan.playlists()) {
                assertThat(turn.name())
                        .isEqualTo(fixture.emulator
                                .truth()
                                .playlist(turn.id(), day)
                                .orElseThrow()
                                .name());
            }
        }
    }

    @Test
    void tellsAuditsApart() {
        fixture.runDay(0);
        fixture.time.advance(Duration.ofDays(2));
        RunPlan plan = certain(fixture, ALL, builder -> builder.auditCycle(Duration.ofDays(1)));
        assertThat(plan.auditCalls()).isPositive().isEqualTo(plan.calls() - plan.listingCalls());
        assertThat(plan.playlists())
                .allSatisfy(turn -> assertThat(turn.reason()).startsWith("last read at "));
    }

    @Test
    void tellsWhatFullAndLeftOverCost() {
        String id = truth(truth -> truth.items().size() > 100).id();
        fixture.emulator.faults().on("/playlists/" + id).times(1).answer(404, "", Map.of());
        fixture.runDay(0);
        fixture.time.advance(Duration.ofHours(1));
        RunPlan plan = certain(fixture, ALL, UnaryOperator.identity());
        assertThat(plan.playlists().stream().filter(RunPlan.Turn::due))
                .singleElement()
                .satisfies(turn -> assertThat(turn.id()).isEqualTo(id));
        fixture.time.advance(Duration.ofHours(1));
        certain(fixture, ALL, builder -> builder.full(true));
        fixture.time.advance(Duration.ofHours(1));
        assertThat(certain(fixture, ALL, UnaryOperator.identity()).calls()).isEqualTo(plan.listingCalls());
    }

    @Test
    void tellsTheCallsOfAnAppInDevelopment() {
        try (RunFixture development = new RunFixture(
                        SpotifyEmulator.builder()
                                .playlists(30)
                                .items(40, 260)
                                .profile(AppProfile.DEVELOPMENT)
                                .start(),
                        workDirectory.resolve("development"))
                .asUser()) {
            for (int day = 0; day < 5; day++) {
                development.emulator.advanceTo(day);
                development.time.jumpTo(development.emulator.today());
                RunPlan plan = certain(development, MyPlaylists.all(), UnaryOperator.identity());
                assertThat(plan.profile()).isEqualTo(io.playlake.client.AppProfile.DEVELOPMENT);
                assertThat(plan.nulls()).anyMatch(line -> line.startsWith("tracks.popularity"));
            }
            assertThat(development.rows(SpotifyTables.RAW_PAGES, null))
                    .as("a playlist of more than two pages")
                    .anyMatch(row -> Integer.valueOf(150).equals(row.get("page_offset")));
        }
    }

    @Test
    void countsOneCallForWhatIsOnlyNamed() {
        PlaylistTruth large = truth(truth -> truth.items().size() > 100);
        PlaylistTruth small =
                truth(truth -> truth.items().size() > 1 && truth.items().size() < 100);
        PlaylistSource ids = PlaylistIds.of(large.id(), small.id());
        RunPlan first = planned(fixture, ids, UnaryOperator.identity());
        assertThat(first.listingCalls()).isZero();
        assertThat(first.calls()).isEqualTo(2);
        assertThat(first.mostCalls()).isNull();
        assertThat(first.playlists())
                .allSatisfy(turn -> assertThat(turn.reason()).contains("never read", "first page tells"));

        fixture.time.advance(Duration.ofHours(1));
        RunPlan second = planned(fixture, ids, UnaryOperator.identity());
        assertThat(second.calls())
                .isEqualTo(2)
                .isEqualTo(fixture.emulator.calls().count());
        assertThat(only(second, large.id()).most()).isEqualTo(Served.pages(large) + 1);
        assertThat(only(second, small.id()).most()).isOne();

        fixture.emulator.edits().now(large.id(), Edit.REPLACE_LAST);
        fixture.time.advance(Duration.ofHours(1));
        RunPlan third = planned(fixture, ids, UnaryOperator.identity());
        assertThat(third.mostCalls()).isEqualTo((long) fixture.emulator.calls().count());

        fixture.time.advance(Duration.ofDays(30));
        RunPlan audit = certain(fixture, ids, builder -> builder.auditCycle(Duration.ofDays(14)));
        assertThat(audit.auditCalls()).isEqualTo(audit.calls()).isEqualTo(Served.pages(large) + 2);
    }

    @Test
    void tellsBothPricesOfAPlaylistWhoseSnapshotMeansNothing() {
        String id = truth(truth -> truth.items().size() > 100).id();
        fixture.emulator.snapshots().mode(id, SnapshotMode.PER_REQUEST);
        fixture.runDay(0);
        fixture.time.advance(Duration.ofHours(1));
        RunPlan stands = planned(fixture, ALL, UnaryOperator.identity());
        assertThat((long) fixture.emulator.calls().count()).isEqualTo(stands.calls());
        fixture.emulator.edits().now(id, Edit.REPLACE_LAST);
        fixture.time.advance(Duration.ofHours(1));
        RunPlan changed = planned(fixture, ALL, UnaryOperator.identity());
        assertThat((long) fixture.emulator.calls().count()).isEqualTo(changed.mostCalls());
        assertThat(only(changed, id).most()).isEqualTo(2 * only(changed, id).calls());
        assertThat(only(changed, id).reason()).contains("its items tell");
    }

    @Test
    void tellsWhatIsAskedForOnTop() {
        fixture.runDay(0);
        fixture.time.advance(Duration.ofHours(1));
        RunPlan followers = certain(fixture, ALL, builder -> builder.refresh(Set.of(Refresh.FOLLOWERS)));
        assertThat(followers.extras())
                .containsExactly(new RunPlan.Extra(
                        "refresh followers",
                        followers.playlists().size(),
                        (long) followers.playlists().size(),
                        null));
        assertThat(followers.nulls()).noneMatch(line -> line.startsWith("playlists.followers"));
        fixture.time.advance(Duration.ofHours(1));
        RunPlan artists = planned(fixture, ALL, builder -> builder.enrich(Set.of(Enrichment.ARTISTS)));
        assertThat(artists.extras())
                .containsExactly(new RunPlan.Extra(
                        "enrich artists",
                        0,
                        null,
                        "a call for every 50 that the run meets and none before has enriched; how many, the due"
                                + " playlists tell"));
        assertThat(artists.mostCalls()).isNull();
    }

    @Test
    void tellsWhatPopularityCostsExactlyWhereNothingIsDueAndAtMostWhereSomethingIs() {
        UnaryOperator<Playlake.Builder> popularity = builder -> builder.refresh(Set.of(Refresh.POPULARITY));
        assertThat(plan(fixture, ALL, popularity).extras())
                .as("nothing is stored yet")
                .containsExactly(new RunPlan.Extra(
                        "refresh popularity", 0, 0L, "what the due playlists show is not asked for again"));
        fixture.runDay(0);
        fixture.time.advance(Duration.ofHours(1));
        RunPlan standing = certain(fixture, ALL, popularity);
        assertThat(standing.extras()).singleElement().satisfies(price -> {
            assertThat(price.calls()).isPositive().isEqualTo(price.most());
            assertThat(price.note()).isNull();
        });
        fixture.emulator.edits().now(standing.playlists().get(0).id(), Edit.REPLACE_LAST);
        fixture.time.advance(Duration.ofHours(1));
        assertThat(planned(fixture, ALL, popularity).extras())
                .singleElement()
                .satisfies(price -> assertThat(price.most()).isPositive().isLessThanOrEqualTo(standing.calls()));
    }

    @Test
    void tellsWhatABudgetLeavesOver() {
        RunPlan all = plan(fixture, ALL, UnaryOperator.identity());
        long budget = 2 * all.listingCalls() + 12;
        try (SpotifyClient client = SpotifyClient.builder()
                .credentials(ClientCredentials.of(SpotifyEmulator.CLIENT_ID, SpotifyEmulator.CLIENT_SECRET))
                .apiUrl(URI.create(fixture.emulator.apiUrl()))
                .accountsUrl(URI.create(fixture.emulator.accountsUrl()))
                .rate(1_000)
                .budget(budget)
                .time(fixture.time)
                .build()) {
            UnaryOperator<Playlake.Builder> options =
                    builder -> builder.client(client).concurrency(1);
            RunPlan plan = plan(fixture, ALL, options);
            assertThat(plan.callsLeft()).isEqualTo(budget - plan.listingCalls());
            RunReport report = fixture.run(plan.logicalDate(), ALL, options);
            assertThat(report.status()).isEqualTo(RunReport.Status.PARTIAL);
            List<Object> leftOver = fixture.rows(SpotifyTables.PLAYLISTS, report.runId()).stream()
                    .filter(row -> "left over to a later run".equals(row.get("reason")))
                    .map(row -> row.get("playlist_id"))
                    .toList();
            assertThat(plan.leftOver())
                    .extracting(RunPlan.Turn::id)
                    .isNotEmpty()
                    .containsExactlyElementsOf(
                            leftOver.stream().map(String::valueOf).sorted().toList());
            fixture.emulator.calls().reset();
            assertThatThrownBy(() -> fixture.with(plan.logicalDate(), ALL, options, Playlake::plan))
                    .isInstanceOf(RateLimitedException.class);
            assertThat(fixture.emulator.calls().count())
                    .as("before the time it said")
                    .isZero();
        }
        fixture.time.advance(Duration.ofDays(2));
        RunPlan rest = certain(fixture, ALL, builder -> builder.logicalDate(all.logicalDate()));
        assertThat(rest.runId()).isEqualTo(all.runId() + "-2");
    }

    @Test
    void countsNoCallForWhatIsStaged() {
        RunPlan all = plan(fixture, ALL, UnaryOperator.identity());
        RunListener crash = new RunListener() {
            @Override
            public void fetched(int done, int due) {
                if (done == due) {
                    throw new IllegalStateException("crash");
                }
            }
        };
        assertThatThrownBy(() -> fixture.run(all.logicalDate(), ALL, builder -> builder.listener(crash)))
                .hasMessage("crash");
        RunPlan plan = certain(fixture, ALL, UnaryOperator.identity());
        assertThat(plan.calls()).isEqualTo(plan.listingCalls());
        assertThat(plan.playlists())
                .allSatisfy(turn -> assertThat(turn.reason()).contains("staged"));
    }

    @Test
    void callsNothingWhereTheRunIsCommitted() {
        RunReport report = fixture.runDay(0);
        fixture.emulator.calls().reset();
        RunPlan plan = fixture.with(fixture.emulator.today(), ALL, UnaryOperator.identity(), Playlake::plan);
        assertThat(plan.alreadyCommitted()).isTrue();
        assertThat(plan.runId()).isEqualTo(report.runId());
        assertThat(plan.calls()).isZero();
        assertThat(fixture.emulator.calls().count()).isZero();
    }

    @Test
    void writesNothingAndDisturbsNoRun() throws IOException {
        plan(fixture, ALL, UnaryOperator.identity());
        assertThatThrownBy(fixture.sink::openExisting).isInstanceOf(ConfigurationException.class);
        assertThat(files()).isEmpty();

        fixture.runDay(0);
        Map<Path, Object> before = files();
        try (BlobStore.Lock lock = fixture.sink.open().tryLock().orElseThrow();
                RawStage stage = RawStage.open(workDirectory.resolve("raw"), PersonalData.HASH, "dataset")) {
            plan(fixture, BrowseCategories.of("party"), UnaryOperator.identity());
            assertThat(lock.exclusive()).isTrue();
            assertThat(stage.notBefore()).isEmpty();
        }
        assertThat(files()).isEqualTo(before);
        assertThat(fixture.sink.log()).hasSize(1);
        assertThat(fixture.warnings).isEmpty();
    }

    private Map<Path, Object> files() throws IOException {
        try (Stream<Path> files = Files.walk(workDirectory)) {
            return files.filter(Files::isRegularFile).collect(Collectors.toMap(file -> file, PlanTest::modified));
        }
    }

    private static Object modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void warnsOfCategoriesThatFail() {
        String category = fixture.emulator.truth().categories().get(0);
        fixture.emulator
                .faults()
                .on("/browse/categories/" + category + "/playlists")
                .forever()
                .answer(404, "", Map.of());
        RunPlan plan = fixture.with(now(fixture), ALL, UnaryOperator.identity(), Playlake::plan);
        assertThat(plan.warnings()).singleElement().asString().contains("category " + category, "404");
        assertThatThrownBy(() -> fixture.with(
                        now(fixture), BrowseCategories.of(category), UnaryOperator.identity(), Playlake::plan))
                .isInstanceOf(ConfigurationException.class);
    }

    @ParameterizedTest
    @EnumSource(AppProfile.class)
    void isJsonWithWhatItAddsUpTo(AppProfile profile) {
        try (RunFixture one =
                new RunFixture(SpotifyEmulator.builder().profile(profile).start(), workDirectory).asUser()) {
            RunPlan plan = one.with(now(one), MyPlaylists.all(), UnaryOperator.identity(), Playlake::plan);
            assertThat(plan.toJson())
                    .contains("\"calls\": " + plan.calls(), "\"left_over\": []", "\"run_id\": \"" + plan.runId())
                    .contains("\"most_calls\": " + plan.mostCalls());
        }
    }
}
