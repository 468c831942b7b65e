package io.playlake.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.client.limit.CallLedger;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules of {@link CallLedger}, one test or more each. */
public abstract class CallLedgerContract {

    private static final Instant NOW = Instant.parse("2026-01-01T23:59:59.5Z");
    private static final String GROUP = "playlists";
    private static final long NO_BUDGET = CallLedger.UNLIMITED;

    /** Opens the ledger of the current test: the same at every call within one test, and empty at its first. */
    protected abstract CallLedger openLedger() throws IOException;

    @Test
    @DisplayName("A new ledger holds no calls and no lessons, and refuses nothing")
    void startsEmpty() throws IOException {
        try (CallLedger ledger = openLedger()) {
            assertThat(ledger.calls(NOW)).isZero();
            assertThat(ledger.lessons()).isEmpty();
            assertThat(ledger.take(GROUP, NOW, 1)).isEmpty();
        }
    }

    @Test
    @DisplayName("L1: what one enters counts for the others at once, and for 24 hours")
    void isShared() throws IOException {
        try (CallLedger one = openLedger();
                CallLedger other = openLedger()) {
            for (int i = 0; i < 3; i++) {
                assertThat(one.take(GROUP, NOW, NO_BUDGET)).isEmpty();
                assertThat(other.take("me", NOW.plusSeconds(i), NO_BUDGET)).isEmpty();
            }
            assertThat(one.calls(NOW.plusSeconds(3))).isEqualTo(6);
            assertThat(other.calls(NOW.plusSeconds(3))).isEqualTo(6);
            assertThat(other.calls(NOW.plus(Duration.ofHours(23)))).isEqualTo(6);
            assertThat(other.calls(NOW.plus(Duration.ofHours(25)))).isZero();
        }
    }

    @Test
    @DisplayName("L2, L4: a budget is never overrun, and says when there is room again")
    void keepsTheBudget() throws IOException {
        try (CallLedger ledger = openLedger()) {
            for (int i = 0; i < 10; i++) {
                assertThat(ledger.take(GROUP, NOW.plus(Duration.ofHours(i)), 10))
                        .isEmpty();
            }
            Instant full = NOW.plus(Duration.ofHours(12));
            CallLedger.Refusal refusal = ledger.take("me", full, 10).orElseThrow();
            assertThat(refusal.reason()).contains("10");
            assertThat(refusal.notBefore())
                    .isBetween(
                            NOW.plus(Duration.ofHours(24)),
                            NOW.plus(Duration.ofHours(24)).plusSeconds(1));
            assertThat(ledger.take("me", refusal.notBefore().minusSeconds(2), 10))
                    .isPresent();
            assertThat(ledger.take("me", refusal.notBefore(), 10)).isEmpty();
            assertThat(ledger.take("me", refusal.notBefore(), 10)).isPresent();
            assertThat(ledger.take("me", refusal.notBefore(), 11)).isEmpty();
        }
    }

    @Test
    @DisplayName("L2: a budget is not overrun by many who take at once")
    void keepsTheBudgetUnderARace() throws Exception {
        int threads = 8;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<CallLedger> ledgers = new ArrayList<>();
        try {
            List<Future<Integer>> taken = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                CallLedger own = openLedger();
                ledgers.add(own);
                taken.add(pool.submit(() -> {
                    int mine = 0;
                    while (own.take(GROUP, NOW, 200).isEmpty()) {
                        mine++;
                    }
                    return mine;
                }));
            }
            int all = 0;
            for (Future<Integer> one : taken) {
                all += one.get();
            }
            assertThat(all).isEqualTo(200);
        } finally {
            pool.shutdownNow();
            ledgers.forEach(CallLedger::close);
        }
    }

    @Test
    @DisplayName("L3: a hold of a group refuses the group, a hold of all refuses all, and the latest counts")
    void holds() throws IOException {
        try (CallLedger one = openLedger();
                CallLedger other = openLedger()) {
            one.hold(GROUP, NOW.plusSeconds(100));
            one.hold(GROUP, NOW.plusSeconds(50));
            assertThat(other.take(GROUP, NOW.plusSeconds(60), NO_BUDGET))
                    .hasValueSatisfying(refusal ->
                            assertThat(refusal.notBefore()).isBetween(NOW.plusSeconds(100), NOW.plusSeconds(101)));
            assertThat(other.take("me", NOW.plusSeconds(60), NO_BUDGET)).isEmpty();
            one.hold(null, NOW.plusSeconds(80));
            assertThat(other.take("me", NOW.plusSeconds(60), NO_BUDGET)).isPresent();
            assertThat(other.take("me", NOW.plusSeconds(81), NO_BUDGET)).isEmpty();
            assertThat(other.take(GROUP, NOW.plusSeconds(81), NO_BUDGET)).isPresent();
            assertThat(other.take(GROUP, NOW.plusSeconds(101), NO_BUDGET)).isEmpty();
        }
    }

    @Test
    @DisplayName("L5: entries, holds and lessons are there when it is opened again")
    void isDurable() throws IOException {
        try (CallLedger ledger = openLedger()) {
            assertThat(ledger.take(GROUP, NOW, NO_BUDGET)).isEmpty();
            ledger.hold(GROUP, NOW.plusSeconds(100));
            ledger.learn("/browse/categories/{id}", NOW);
            ledger.learn("/browse/categories/{id}", NOW.plusSeconds(5));
            ledger.learn("development", NOW);
        }
        try (CallLedger ledger = openLedger()) {
            assertThat(ledger.calls(NOW.plusSeconds(1))).isEqualTo(1);
            assertThat(ledger.take(GROUP, NOW.plusSeconds(1), NO_BUDGET)).isPresent();
            assertThat(ledger.lessons()).containsOnlyKeys("/browse/categories/{id}", "development");
            assertThat(ledger.lessons().get("/browse/categories/{id}"))
                    .isBetween(NOW.plusSeconds(4), NOW.plusSeconds(5));
        }
    }

    @Test
    @DisplayName(
            "L6: slots follow each other at the rate, whoever takes them, and an idle time buys no more than the catch-up")
    void keepsOnePace() throws IOException {
        try (CallLedger one = openLedger();
                CallLedger other = openLedger()) {
            assertThat(one.pace(NOW, 5)).isZero();
            for (int i = 1; i < 20; i++) {
                CallLedger either = i % 3 == 0 ? one : other;
                assertSlot(either.pace(NOW, 5), Duration.ofMillis(200L * i));
            }
            Instant later = NOW.plus(Duration.ofHours(1));
            assertThat(other.pace(later, 5)).isZero();
            assertSlot(one.pace(later, 5), Duration.ofMillis(200));
            assertSlot(other.pace(later, 5), Duration.ofMillis(400));
        }
    }

    @Test
    @DisplayName("L6: who comes late within the catch-up costs no rate")
    void catchesUp() throws IOException {
        try (CallLedger ledger = openLedger()) {
            Instant at = NOW;
            Duration first = ledger.pace(at, 10);
            for (int i = 1; i <= 100; i++) {
                at = at.plusMillis(i % 2 == 0 ? 89 : 111);
                assertThat(ledger.pace(at, 10)).isLessThanOrEqualTo(CallLedger.CATCH_UP);
            }
            assertThat(first).isZero();
            assertThat(ledger.pace(at, 10)).isLessThanOrEqualTo(Duration.ofMillis(100));
        }
    }

    @Test
    @DisplayName("L6: many at once get each slot once")
    void givesEachSlotOnce() throws Exception {
        int threads = 8;
        int each = 25;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<CallLedger> ledgers = new ArrayList<>();
        try {
            List<Future<List<Duration>>> given = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                CallLedger own = openLedger();
                ledgers.add(own);
                given.add(pool.submit(() -> {
                    List<Duration> mine = new ArrayList<>();
                    for (int call = 0; call < each; call++) {
                        mine.add(own.pace(NOW, 100));
                    }
                    return mine;
                }));
            }
            List<Duration> all = new ArrayList<>();
            for (Future<List<Duration>> one : given) {
                all.addAll(one.get());
            }
            all.sort(null);
            for (int i = 1; i < threads * each; i++) {
                assertSlot(all.get(i), Duration.ofMillis(10L * i));
            }
        } finally {
            pool.shutdownNow();
            ledgers.forEach(CallLedger::close);
        }
    }

    @Test
    @DisplayName("L6: a clock that is behind waits longer and has its turn; one that is far ahead stops nobody")
    void toleratesClocks() throws IOException {
        try (CallLedger ledger = openLedger()) {
            assertThat(ledger.pace(NOW, 5)).isZero();
            assertSlot(ledger.pace(NOW.minusSeconds(1), 5), Duration.ofMillis(1_200));
            assertSlot(ledger.pace(NOW, 5), Duration.ofMillis(400));
            assertThat(ledger.pace(NOW.plus(Duration.ofDays(1_000)), 5)).isZero();
            assertThat(ledger.pace(NOW, 5)).isZero();
            assertSlot(ledger.pace(NOW, 5), Duration.ofMillis(200));
        }
    }

    @Test
    @DisplayName("L5, L6: the pace goes on when the ledger is opened again")
    void keepsThePace() throws IOException {
        try (CallLedger ledger = openLedger()) {
            assertThat(ledger.pace(NOW, 0.1)).isZero();
        }
        try (CallLedger ledger = openLedger()) {
            assertSlot(ledger.pace(NOW, 0.1), Duration.ofSeconds(10));
        }
    }

    private static void assertSlot(Duration wait, Duration slot) {
        Duration rounding = Duration.ofMillis(1);
        assertThat(wait).isBetween(slot.minus(CallLedger.CATCH_UP).minus(rounding), slot.plus(rounding));
    }
}
