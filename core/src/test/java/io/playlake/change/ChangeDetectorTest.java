package io.playlake.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.source.ListedPlaylist;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChangeDetectorTest {

    private static final Instant READ = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NEXT_DAY = READ.plus(Duration.ofDays(1));

    private final ChangeDetector detector = new ChangeDetector(false, Duration.ofDays(14));

    @Test
    void comparesListSnapshotsWithListSnapshotsOnly() {
        PlaylistState state = state("list-1", "detail-1");
        assertThat(decide("list-1", state)).isEqualTo(new ChangeDecision.Unchanged());
        assertThat(decide("list-2", state)).isInstanceOf(ChangeDecision.Moved.class);
        assertThat(decide("detail-1", state)).isInstanceOf(ChangeDecision.Moved.class);
    }

    @Test
    void fetchesWhatItHasNeverSeenAndWhatHasNoSnapshot() {
        assertThat(detector.decide(listed("s"), null, NEXT_DAY)).isEqualTo(new ChangeDecision.New());
        assertThat(decide(null, state("s", "d"))).isInstanceOf(ChangeDecision.Moved.class);
        assertThat(decide(null, state(null, "d"))).isInstanceOf(ChangeDecision.Moved.class);
    }

    @Test
    void takesUpWhatWasLeftOver() {
        ChangeDecision decision = decide("s", state("s", "d").unfinished("hash"));
        assertThat(decision.label()).isEqualTo("left_over");
        assertThat(decision.due()).isTrue();
    }

    @Test
    void fetchesEverythingWhenAsked() {
        ChangeDetector full = new ChangeDetector(true, Duration.ofDays(14));
        assertThat(full.decide(listed("s"), state("s", "d"), NEXT_DAY)).isEqualTo(new ChangeDecision.Full());
    }

    @Test
    void looksAtTheDetailSnapshotWhereThereIsNoListing() {
        PlaylistState state = state(null, "detail-1");
        ChangeDecision decision = detector.decide(new ListedPlaylist("p", null, true, null), state, NEXT_DAY);
        assertThat(decision).isInstanceOf(ChangeDecision.ByDetail.class);
        ChangeDecision.ByDetail byDetail = (ChangeDecision.ByDetail) decision;
        assertThat(ChangeDetector.decide(byDetail, state, "detail-1").due()).isFalse();
        assertThat(ChangeDetector.decide(byDetail, state, "detail-2").label()).isEqualTo("moved");
        assertThat(ChangeDetector.decide(byDetail, state, null).label()).isEqualTo("moved");
    }

    @Test
    void auditsEachPlaylistBetweenHalfACycleAndAWholeOne() {
        long early = IntStream.range(0, 1_000)
                .mapToObj(i -> detector.nextAudit(state("p" + i, "s", "d")))
                .peek(audit ->
                        assertThat(audit).isBetween(READ.plus(Duration.ofDays(7)), READ.plus(Duration.ofDays(14))))
                .filter(audit -> audit.isBefore(READ.plus(Duration.ofHours(252))))
                .count();
        // Spread out: about half of them come up in the first half of the span.
        assertThat(early).isBetween(400L, 600L);
        PlaylistState state = state("s", "d");
        assertThat(detector.decide(listed("s"), state, detector.nextAudit(state))
                        .due())
                .isFalse();
        assertThat(detector.decide(listed("s"), state, detector.nextAudit(state).plusNanos(1))
                        .label())
                .isEqualTo("audit");
    }

    private ChangeDecision decide(@Nullable String listSnapshot, PlaylistState state) {
        return detector.decide(listed(listSnapshot), state, NEXT_DAY);
    }

    private static ListedPlaylist listed(@Nullable String snapshot) {
        return new ListedPlaylist("p", snapshot, false, 10);
    }

    private static PlaylistState state(@Nullable String list, @Nullable String detail) {
        return state("p", list, detail);
    }

    private static PlaylistState state(String id, @Nullable String list, @Nullable String detail) {
        return new PlaylistState(
                new StateKey(id, null), list, detail, "c", "o", 10, 0, READ, new TreeMap<>(), null, false, 0, null);
    }
}
