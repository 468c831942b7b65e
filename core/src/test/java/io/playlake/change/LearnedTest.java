package io.playlake.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.change.Learned.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LearnedTest {

    private static final Duration CYCLE = Duration.ofDays(14);

    @Test
    void movesWithoutAChangeAreCountedUntilTheyTellNothing() {
        PlaylistState state = state(0, null);
        for (int moves = 1; moves <= 5; moves++) {
            assertThat(state.isVolatile()).isEqualTo(moves > 3);
            state = after(state, Signal.MOVED, true);
        }
        assertThat(after(state, Signal.MOVED, false).isVolatile())
                .as("moved, and rightly so")
                .isFalse();
        assertThat(after(state, Signal.STOOD, true).isVolatile())
                .as("stood, and rightly so")
                .isFalse();
    }

    @Test
    void aMoveDuringOneReadTellsAtOnce() {
        assertThat(Learned.from(null, Signal.NONE, false, true, CYCLE).idleMoves())
                .isEqualTo(3);
        assertThat(Learned.from(state(0, null), Signal.MOVED, false, true, CYCLE)
                        .idleMoves())
                .isEqualTo(3);
    }

    @Test
    void whatWasCaughtIsAuditedDailyAndThenLessAndLess() {
        PlaylistState state = after(state(0, null), Signal.STOOD, false);
        for (int days : new int[] {1, 2, 4, 8}) {
            assertThat(state.auditCycle()).isEqualTo(Duration.ofDays(days));
            assertThat(after(state, Signal.MOVED, true).auditCycle())
                    .as("a move is no audit")
                    .isEqualTo(Duration.ofDays(days));
            state = after(state, Signal.STOOD, true);
        }
        assertThat(state.auditCycle())
                .as("16 days are more than all others get")
                .isNull();
    }

    @Test
    void aCycleShorterThanADayIsShortEnough() {
        assertThat(Learned.from(state(0, null), Signal.STOOD, false, false, Duration.ofHours(6)))
                .isEqualTo(new Learned(0, null, true));
    }

    @Test
    void nothingIsCaughtWithoutASnapshotOrWithoutItems() {
        assertThat(Signal.of(null, "a")).isEqualTo(Signal.NONE);
        assertThat(Signal.of("a", null)).isEqualTo(Signal.NONE);
        assertThat(Learned.from(state(0, null), Signal.NONE, false, false, CYCLE))
                .isEqualTo(new Learned(0, null, false));
        assertThat(Learned.from(null, Signal.NONE, false, false, CYCLE)).isEqualTo(new Learned(0, null, false));
    }

    private static PlaylistState after(PlaylistState state, Signal signal, boolean same) {
        Learned learned = Learned.from(state, signal, same, false, CYCLE);
        return state(learned.idleMoves(), learned.auditCycle());
    }

    private static PlaylistState state(int idleMoves, @Nullable Duration auditCycle) {
        return new PlaylistState(
                new StateKey("p", null),
                "list",
                "detail",
                "c",
                "o",
                1,
                0,
                Instant.EPOCH,
                new TreeMap<>(),
                null,
                false,
                idleMoves,
                auditCycle);
    }
}
