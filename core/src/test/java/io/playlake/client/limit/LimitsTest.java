package io.playlake.client.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.client.http.HttpRequest;
import io.playlake.client.http.HttpResponse;
import io.playlake.error.ConfigurationException;
import io.playlake.error.QuotaExceededException;
import io.playlake.error.ServerFailingException;
import io.playlake.error.TryLaterException;
import io.playlake.testing.ManualTime;
import io.playlake.testing.ScriptedTransport;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {

    private static final Duration MAX_WAIT = Duration.ofMinutes(5);
    private static final HttpRequest REQUEST = HttpRequest.get(URI.create("https://h.example/v1/p?q=1"), "/p");

    private static final String QUOTA =
            "{\"error\":{\"status\":429,\"message\":\"Too many requests\",\"reason\":\"QUOTA_EXCEEDED\"}}";

    private final ManualTime time = new ManualTime();
    private final ScriptedTransport wire = new ScriptedTransport();
    private final List<Duration> held = new ArrayList<>();
    private final List<String> heldGroups = new ArrayList<>();

    private RetryingTransport retrying(double dice) {
        return new RetryingTransport(wire, RetryPolicy.defaults(), MAX_WAIT, time, () -> dice, (group, wait) -> {
            held.add(wait);
            heldGroups.add(String.valueOf(group));
        });
    }

    private HttpResponse call(double dice) throws InterruptedException {
        return retrying(dice).execute(REQUEST, Duration.ofSeconds(30));
    }

    @Test
    void defaultsArePinned() {
        assertThat(RetryPolicy.defaults()).hasToString("RetryPolicy[attempts=5, base=PT0.5S, cap=PT30S, budget=PT2M]");
    }

    @Test
    void backoffDoublesUpToItsCapAndIsWhollyRandom() {
        RetryPolicy policy = RetryPolicy.defaults();
        assertThat(policy.backoff(1, 1)).hasMillis(500);
        assertThat(policy.backoff(2, 1)).hasMillis(1000);
        assertThat(policy.backoff(3, 0.5)).hasMillis(1000);
        assertThat(policy.backoff(4, 0)).isZero();
        assertThat(policy.backoff(7, 1)).hasSeconds(30);
        assertThat(policy.backoff(Integer.MAX_VALUE, 1)).hasSeconds(30);
        assertThat(policy.backoff(-3, 9)).hasMillis(500);
    }

    @Test
    void aPolicyIsCheckedWhenBuilt() {
        assertThatThrownBy(() -> RetryPolicy.builder().attempts(0).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("retryPolicy.attempts is 0, expected 1 to 100");
        assertThatThrownBy(() -> RetryPolicy.builder().base(Duration.ZERO).build())
                .hasMessageContaining("base");
        assertThatThrownBy(() -> RetryPolicy.builder().cap(Duration.ofMillis(1)).build())
                .hasMessageContaining("cap");
        assertThatThrownBy(
                        () -> RetryPolicy.builder().budget(Duration.ofDays(9)).build())
                .hasMessageContaining("budget");
    }

    @ParameterizedTest
    @CsvSource({
        "1, PT1S",
        "' 30 ', PT30S",
        "86400, PT24H",
        "9223372036854775807, PT720H",
        "99999999999999999999999999999999999999999999999, PT720H",
        "'Thu, 01 Jan 2026 00:01:00 GMT', PT1M"
    })
    void readsRetryAfter(String header, Duration wait) {
        assertThat(RetryAfter.parse(header, time.now())).isEqualTo(wait);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "0", "-1", "soon", "1.5", "1e9", "٣", "Thu, 01 Jan 2015 00:00:00 GMT", "Foo, 99 Bar"})
    void senselessWaitsAreNone(String header) {
        assertThat(RetryAfter.parse(header, time.now())).isNull();
    }

    @Test
    void waitsAsLongAsA429AsksForAndALittleLonger() throws InterruptedException {
        wire.then(429, "Retry-After", "20", "Too many requests").then(200, "{}");
        assertThat(call(0.5).tryNo()).isEqualTo(2);
        assertThat(time.sleeps()).containsExactly(Duration.ofMillis(20_500));
        assertThat(held).containsExactly(Duration.ofMillis(20_500));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "x", ""})
    void a429WithoutUsableWaitBacksOffAllTheSame(String header) throws InterruptedException {
        wire.then(429, "Retry-After", header, "")
                .then(429, "Retry-After", header, "")
                .then(200, "{}");
        assertThat(call(0).tryNo()).isEqualTo(3);
        assertThat(time.sleeps()).containsExactly(Duration.ofMillis(250), Duration.ofMillis(500));
    }

    @Test
    void aWaitBeyondTheLimitIsNotWaited() {
        Instant begun = time.now();
        wire.then(429, "Retry-After", "86400", "{\"error\":{\"message\":\"Too many\",\"reason\":\"QUOTA_EXCEEDED\"}}");
        assertThatThrownBy(() -> call(0.5))
                .isInstanceOfSatisfying(
                        TryLaterException.class,
                        e -> assertThat(e.notBefore()).contains(begun.plus(Duration.ofDays(1))))
                .hasMessageContaining("QUOTA_EXCEEDED");
        assertThat(time.sleeps()).isEmpty();
        assertThat(held).hasSize(1);
    }

    @Test
    void paddingNeverMakesAnAllowedWaitTooLong() throws InterruptedException {
        wire.then(429, "Retry-After", "300", "").then(200, "{}");
        call(1);
        assertThat(time.slept()).isEqualTo(MAX_WAIT);
    }

    @ParameterizedTest
    @ValueSource(ints = {202, 500, 502, 503, 504})
    void triesTransientAnswersAgain(int status) throws InterruptedException {
        wire.then(status, "").thenFail("connection reset").then(200, "{}");
        assertThat(call(1).tryNo()).isEqualTo(3);
        assertThat(time.sleeps()).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(held).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 304, 400, 401, 403, 404})
    void handsOutEveryOtherAnswer(int status) throws InterruptedException {
        wire.then(status, "");
        assertThat(call(1).status()).isEqualTo(status);
    }

    @Test
    void a503MayAskForAWaitToo() throws InterruptedException {
        wire.then(503, "retry-after", "7", "").then(200, "{}");
        call(0);
        assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void stopsWhenTheBudgetIsUsedUp() {
        wire.otherwise(request -> {
            time.advance(Duration.ofSeconds(50));
            return ScriptedTransport.response(504, "");
        });
        assertThatThrownBy(() -> call(1))
                .isInstanceOf(TryLaterException.class)
                .hasMessageContaining("used up its retry budget PT2M");
        assertThat(wire.requests()).hasSize(3);
    }

    @Test
    void theLastFaultIsTheCause() {
        wire.thenFail("one").thenFail("two").thenFail("three").thenFail("four").thenFail("five\nlines");
        assertThatThrownBy(() -> call(0))
                .isInstanceOf(TryLaterException.class)
                .hasMessage("GET /v1/p failed 5 times; last: five\\u000alines")
                .hasCauseInstanceOf(java.io.IOException.class);
    }

    @Test
    void aQuotaHoldsItsOwnGroupOnly() {
        HttpRequest request =
                HttpRequest.get(URI.create("https://h.example/v1/artists/a/albums"), "/artists/{id}/albums");
        wire.then(429, "Retry-After", "86207", QUOTA);
        assertThatThrownBy(() -> retrying(0).execute(request, Duration.ofSeconds(30)))
                .isInstanceOfSatisfying(QuotaExceededException.class, e -> {
                    assertThat(e.group()).isEqualTo("artists");
                    assertThat(e.notBefore()).contains(time.now().plusSeconds(86_207));
                });
        assertThat(heldGroups).containsExactly("artists");
    }

    @Test
    void aQuotaWithoutAWaitIsNotAskedForAgainSoon() {
        wire.then(429, QUOTA);
        assertThatThrownBy(() -> call(0))
                .isInstanceOfSatisfying(
                        QuotaExceededException.class,
                        e -> assertThat(e.notBefore()).contains(time.now().plus(Duration.ofHours(1))));
        assertThat(wire.requests()).hasSize(1);
        assertThat(time.sleeps()).isEmpty();
    }

    @Test
    void aQuotaThatComesBackSoonIsWaitedFor() throws InterruptedException {
        wire.then(429, "Retry-After", "30", QUOTA).then(200, "{}");
        assertThat(call(0).tryNo()).isEqualTo(2);
        assertThat(time.slept()).hasSeconds(30);
        assertThat(heldGroups).containsExactly("p");
    }

    @Test
    void aRequestMayAskForFewerTries() {
        wire.then(503, "").then(503, "");
        assertThatThrownBy(() -> retrying(0).execute(REQUEST.withAttempts(2), Duration.ofSeconds(30)))
                .isInstanceOfSatisfying(
                        ServerFailingException.class,
                        e -> assertThat(e.status()).isEqualTo(503));
        assertThat(wire.requests()).hasSize(2);
    }
}
