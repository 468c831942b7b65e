package io.playlake.run.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.run.order.Rules.Breach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The order in which a run does things, in every interleaving of two processes, edits, deletions, limits, lost replies and
 * deaths at every step. No lock is in the model, and no clock: no rule may need one.
 */
class OrderModelTest {

    private static final Bounds ONE_SINK = new Bounds(1, 1, 2, 2, 2, 1);
    private static final Bounds TWO_SINKS = new Bounds(1, 2, 2, 2, 1, 1);
    private static final Bounds TWO_PLAYLISTS = new Bounds(2, 1, 1, 2, 1, 1);

    @Test
    @DisplayName("The order of the protocol keeps every rule")
    void protocol() {
        assertHolds(ONE_SINK, 10_000);
        assertHolds(TWO_SINKS, 10_000);
        assertHolds(TWO_PLAYLISTS, 1_000);
    }

    @Test
    @Tag("model")
    @DisplayName("The order of the protocol keeps every rule, looked at further")
    void protocolFurther() {
        assertHolds(new Bounds(1, 1, 2, 3, 2, 1), 900_000);
        assertHolds(new Bounds(2, 1, 2, 2, 2, 1), 300_000);
        assertHolds(new Bounds(1, 2, 2, 2, 2, 1), 50_000);
    }

    @ParameterizedTest
    @CsvSource({
        "STATE_FIRST, 1, HOLE",
        "STATE_BEFORE_COMMIT, 1, HOLE",
        "WRITE_IN_PLACE, 1, HALF_VISIBLE",
        "STORE_AS_AUTHORITY, 1, DUPLICATE",
        "LABEL_AFTER, 1, LOST_CHANGE",
        "NO_RECHECK, 1, MIXED",
        "PLAIN_PUT, 1, LOST_COMMIT",
        "STATE_AFTER_FIRST_SINK, 2, HOLE",
        "STATE_OF_ONE_SINK, 2, HOLE",
        "RESUME_BY_ID, 1, LOST_CHANGE",
        "SWEEP_AT_WORK, 1, HALF_VISIBLE",
        "LOST_REPLY_IS_FAILURE, 1, HOLE",
    })
    @DisplayName("Every weaker order breaks one")
    void weakerOrders(Order order, int sinks, Breach breach) {
        assertThat(new Explorer(order, sinks == 1 ? ONE_SINK : TWO_SINKS).explore())
                .contains(breach);
    }

    private static void assertHolds(Bounds bounds, int atLeast) {
        Explorer explorer = new Explorer(Order.PROTOCOL, bounds);
        assertThat(explorer.explore()).as(bounds.toString()).isEmpty();
        assertThat(explorer.worlds()).isGreaterThan(atLeast);
    }
}
