package io.playlake.client.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.playlake.error.RateLimitedException;
import io.playlake.testing.ManualTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateGovernorTest {

    private static final Duration MAX_WAIT = Duration.ofMinutes(5);
    private static final String GROUP = "playlists";

    private final ManualTime time = new ManualTime();
    private final CallLedger ledger = CallLedger.inMemory();

    private RateGovernor governor(double rate) {
        return new RateGovernor(rate, MAX_WAIT, ledger, CallLedger.UNLIMITED, time);
    }

    /** Makes calls that all go well, and returns when they were made. */
    private List<Instant> calls(RateGovernor governor, int count) throws InterruptedException {
        List<Instant> given = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            governor.acquire(GROUP);
            governor.passed();
            given.add(time.now());
        }
        return given;
    }

    private static double rate(List<Instant> given, int from) {
        Duration took = Duration.between(given.get(from), given.get(given.size() - 1));
        return (given.size() - 1 - from) * 1e9 / took.toNanos();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 2.5, 5, 20, 100})
    void opensFromHalfAndThenKeepsWithinTwoPercentOfTheRate(double rate) throws InterruptedException {
        int opening = (int) (10 * rate) + 5;
        List<Instant> given = calls(governor(rate), opening + (int) (200 * rate) + 10);
        assertThat(rate(given.subList(0, Math.max(2, opening / 8)), 0)).isLessThan(0.75 * rate);
        assertThat(rate(given, opening)).isBetween(0.98 * rate, rate);
        assertThat(rate(given, 0)).isBetween(0.95 * rate, rate);
    }

    @ParameterizedTest
    @CsvSource({"5, 4", "20, 19", "0.5, 1", "100, 99"})
    void neverMoreThanTheRatesWorthInAnyWindowEvenWhereNothingSmooths(double rate, int permits)
            throws InterruptedException {
        RateGovernor bursting =
                new RateGovernor(rate, MAX_WAIT, ledger, CallLedger.UNLIMITED, time, perSecond -> Duration.ZERO);
        calls(bursting, (int) (10 * rate) + 5); // until it is open
        assertDistance(calls(bursting, 20 * permits), permits, Duration.ofNanos((long) (permits / rate * 1e9)));
    }

    @ParameterizedTest
    @CsvSource({"5, 150", "20, 600", "0.5, 15", "100, 3000"})
    void neverMoreThanTheRatesWorthInAnyThirtySecondsWhichIsWhatSpotifyCounts(double rate, int permits)
            throws InterruptedException {
        assertDistance(calls(governor(rate), 4 * permits), permits, Duration.ofSeconds(30));
    }

    private static void assertDistance(List<Instant> given, int permits, Duration window) {
        for (int i = permits; i < given.size(); i++) {
            assertThat(Duration.between(given.get(i - permits), given.get(i))).isGreaterThanOrEqualTo(window);
        }
    }

    @Test
    void spreadsPermitsEvenly() throws InterruptedException {
        RateGovernor governor = governor(5);
        calls(governor, 100);
        int opened = time.sleeps().size();
        calls(governor, 50);
        assertThat(time.sleeps().subList(opened, time.sleeps().size()))
                .hasSize(50)
                .allSatisfy(sleep -> assertThat(sleep).isBetween(Duration.ofMillis(202), Duration.ofMillis(203)));
    }

    @Test
    void anIdleTimeBuysNoBurst() throws InterruptedException {
        RateGovernor governor = governor(5);
        calls(governor, 100);
        time.advance(Duration.ofMinutes(1));
        Duration before = time.slept();
        calls(governor, 6);
        assertThat(time.slept().minus(before)).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void halvesOnceForAllThatWereOnTheirWayAndOpensMoreSlowlyAfterwards() throws InterruptedException {
        RateGovernor governor = governor(20);
        calls(governor, 300);
        assertThat(governor.rate()).isCloseTo(19.8, within(1e-9));
        long first = governor.acquire(GROUP);
        long second = governor.acquire(GROUP);
        governor.refused(second);
        governor.refused(first);
        assertThat(governor.rate()).isCloseTo(9.9, within(1e-9));
        governor.passed();
        assertThat(governor.rate()).isCloseTo(9.9 + 1.0 / 30, within(1e-9));
        governor.refused(governor.acquire(GROUP));
        assertThat(governor.rate()).isLessThan(5);
        for (int i = 0; i < 20; i++) {
            governor.refused(governor.acquire(GROUP));
        }
        assertThat(governor.rate()).isCloseTo(19.8 / 64, within(1e-9));
    }

    @Test
    void aHoldStopsEveryCallUntilItsEnd() throws InterruptedException {
        RateGovernor governor = governor(5);
        governor.hold(null, Duration.ofSeconds(30));
        governor.hold(null, Duration.ofSeconds(3));
        governor.acquire(GROUP);
        assertThat(time.slept()).hasSeconds(30);
    }

    @Test
    void aHoldOfAGroupLeavesOthersAlone() throws InterruptedException {
        RateGovernor governor = governor(5);
        governor.hold(GROUP, Duration.ofHours(3));
        governor.acquire("me");
        assertThat(time.sleeps()).isEmpty();
        assertThatThrownBy(() -> governor.acquire(GROUP)).isInstanceOf(RateLimitedException.class);
    }

    @Test
    void aHoldBeyondTheLimitPutsCallsOff() throws InterruptedException {
        RateGovernor governor = governor(5);
        Instant end = time.now().plus(Duration.ofHours(3));
        governor.hold(null, Duration.ofHours(3));
        assertThatThrownBy(() -> governor.acquire(GROUP))
                .isInstanceOfSatisfying(
                        RateLimitedException.class,
                        e -> assertThat(e.notBefore()).contains(end));
        time.advance(Duration.ofHours(3));
        governor.acquire(GROUP);
        assertThat(time.sleeps()).isEmpty();
    }

    @Test
    void aHoldSurvivesAJumpOfTheWallClock() throws InterruptedException {
        RateGovernor governor = governor(5);
        governor.hold(null, Duration.ofSeconds(30));
        time.jumpTo(Instant.parse("2030-01-01T00:00:00Z"));
        governor.acquire(GROUP);
        assertThat(time.slept()).hasSeconds(30);
    }

    @Test
    void aHoldIsKnownToWhoeverSharesTheLedger() {
        governor(5).hold(null, Duration.ofHours(1));
        assertThatThrownBy(() -> governor(5).acquire(GROUP))
                .isInstanceOfSatisfying(
                        RateLimitedException.class,
                        e -> assertThat(e.notBefore()).contains(time.now().plus(Duration.ofHours(1))));
    }

    @Test
    void theBudgetHoldsForAllThatShareTheLedger() throws InterruptedException {
        Instant begun = time.now();
        RateGovernor one = new RateGovernor(1000, MAX_WAIT, ledger, 10, time);
        RateGovernor other = new RateGovernor(1000, MAX_WAIT, ledger, 10, time);
        calls(one, 6);
        calls(other, 4);
        assertThatThrownBy(() -> other.acquire("me"))
                .isInstanceOfSatisfying(
                        RateLimitedException.class,
                        e -> assertThat(e.notBefore())
                                .contains(begun.plus(Duration.ofHours(24)).plusSeconds(1)))
                .hasMessageContaining("the budget of 10 calls in 24 hours is used up");
        time.advance(Duration.ofHours(24).plusSeconds(1));
        calls(other, 10);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 5, 20, 100})
    void allThatShareTheLedgerTogetherKeepTheRate(double rate) throws InterruptedException {
        RateGovernor one = governor(rate);
        RateGovernor other = governor(rate);
        calls(one, (int) (10 * rate) + 5); // until they are open
        calls(other, (int) (10 * rate) + 5);
        List<Instant> given = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            given.addAll(calls(one, 1));
            given.addAll(calls(other, 1));
        }
        assertThat(rate(given, 1)).isBetween(0.98 * rate, rate);
    }

    @Test
    void aHoldThatComesWhileASlotIsAwaitedTakesTheSlot() throws InterruptedException {
        RateGovernor[] governor = new RateGovernor[1];
        CallLedger held = new PacedLedger(ledger, () -> {
            governor[0].hold(null, Duration.ofSeconds(30));
            return Duration.ofSeconds(2);
        });
        governor[0] = new RateGovernor(5, MAX_WAIT, held, CallLedger.UNLIMITED, time);
        governor[0].acquire(GROUP);
        assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(28));
        assertThat(((PacedLedger) held).asked).isEqualTo(2);
    }

    /** A ledger whose first slot is somebody else's choice. */
    private static final class PacedLedger implements CallLedger {

        private final CallLedger ledger;
        private final Supplier<Duration> first;
        private int asked;

        PacedLedger(CallLedger ledger, Supplier<Duration> first) {
            this.ledger = ledger;
            this.first = first;
        }

        @Override
        public Duration pace(Instant now, double perSecond) throws IOException {
            return asked++ == 0 ? first.get() : ledger.pace(now, perSecond);
        }

        @Override
        public Optional<Refusal> take(String group, Instant now, long budget) throws IOException {
            return ledger.take(group, now, budget);
        }

        @Override
        public long calls(Instant now) throws IOException {
            return ledger.calls(now);
        }

        @Override
        public void hold(@Nullable String group, Instant until) {
            // only the governor's own hold is meant here
        }

        @Override
        public void learn(String lesson, Instant at) throws IOException {
            ledger.learn(lesson, at);
        }

        @Override
        public Map<String, Instant> lessons() throws IOException {
            return ledger.lessons();
        }

        @Override
        public void close() {}
    }
}
