package io.playlake.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LimitsTest {

    private static final String QUOTA_BODY =
            "{\"error\":{\"status\":429,\"message\":\"Too many requests\",\"reason\":\"QUOTA_EXCEEDED\"}}";

    private final ManualClock clock = new ManualClock();

    private SpotifyEmulator start(UnaryOperator<SpotifyEmulatorBuilder> options) {
        return options.apply(SpotifyEmulator.builder().playlists(10).clock(clock))
                .start();
    }

    private static String retryAfter(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(429);
        return response.headers().firstValue("Retry-After").orElse("absent");
    }

    @Test
    void aFixedWaitIsEnforced() {
        try (SpotifyEmulator emulator =
                start(builder -> builder.requestLimit(1).retryAfter(RetryAfter.seconds(86_400)))) {
            Caller app = Caller.app(emulator);
            assertThat(app.get("/browse/categories").statusCode()).isEqualTo(200);
            assertThat(retryAfter(app.get("/browse/categories"))).isEqualTo("86400");
            clock.advance(Duration.ofMinutes(10));
            assertThat(retryAfter(app.get("/browse/categories"))).isEqualTo("85800");
            clock.advance(Duration.ofMinutes(1_430));
            assertThat(Caller.app(emulator).get("/browse/categories").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aShortFixedWaitDoesNotFreeAPlace() {
        try (SpotifyEmulator emulator = start(builder -> builder.requestLimit(1).retryAfter(RetryAfter.seconds(1)))) {
            Caller app = Caller.app(emulator);
            app.get("/browse/categories");
            assertThat(retryAfter(app.get("/browse/categories"))).isEqualTo("1");
            clock.advance(Duration.ofSeconds(1));
            assertThat(retryAfter(app.get("/browse/categories"))).isEqualTo("1");
            clock.advance(Duration.ofSeconds(29));
            assertThat(app.get("/browse/categories").statusCode()).isEqualTo(200);
            assertThat(emulator.calls().early()).isEmpty();
        }
    }

    @Test
    void theWaitCanBeHiddenOrZero() {
        for (RetryAfter mode : new RetryAfter[] {RetryAfter.ABSENT, RetryAfter.ZERO}) {
            try (SpotifyEmulator emulator =
                    start(builder -> builder.requestLimit(1).retryAfter(mode))) {
                Caller app = Caller.app(emulator);
                app.get("/browse/categories");
                assertThat(retryAfter(app.get("/browse/categories")))
                        .isEqualTo(mode.equals(RetryAfter.ZERO) ? "0" : "absent");
                assertThat(retryAfter(app.get("/browse/categories")))
                        .isEqualTo(mode.equals(RetryAfter.ZERO) ? "0" : "absent");
                assertThat(emulator.calls().early()).isEmpty();
                clock.advance(Duration.ofSeconds(30));
                assertThat(app.get("/browse/categories").statusCode()).isEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theBodyHasThreeShapes(RateLimitBody kind) {
        try (SpotifyEmulator emulator = start(builder -> builder.requestLimit(1).rateLimitBody(kind))) {
            Caller app = Caller.app(emulator);
            app.get("/browse/categories");
            HttpResponse<String> limited = app.get("/browse/categories");
            String start = "{\"error\":{\"status\":429,\"message\":\"API rate limit exceeded\"";
            assertThat(limited.body())
                    .isEqualTo(
                            switch (kind) {
                                case JSON -> start + "}}";
                                case JSON_WITH_REASON -> start + ",\"reason\":\"RATE_LIMIT_EXCEEDED\"}}";
                                case TEXT -> "Too many requests";
                            });
            assertThat(limited.headers().firstValue("Content-Type").orElse(""))
                    .startsWith(kind == RateLimitBody.TEXT ? "text/plain" : "application/json");
        }
    }

    @Test
    void thePenaltyGrowsWithEachCallDuringIt() {
        try (SpotifyEmulator emulator =
                start(builder -> builder.requestLimit(1).penaltyGrowth(Duration.ofMinutes(1)))) {
            Caller app = Caller.app(emulator);
            app.get("/browse/categories");
            assertThat(retryAfter(app.get("/browse/categories"))).isEqualTo("30");
            clock.advance(Duration.ofSeconds(10));
            assertThat(retryAfter(app.get("/browse/categories"))).isEqualTo("80");
            assertThat(retryAfter(app.get("/browse/categories"))).isEqualTo("140");
            clock.advance(Duration.ofSeconds(140));
            assertThat(app.get("/browse/categories").statusCode()).isEqualTo(200);
            assertThat(emulator.calls().early()).hasSize(2);
        }
    }

    @Test
    void theQuotaOfAGroupRollsOver24Hours() {
        try (SpotifyEmulator emulator = start(builder -> builder.dailyQuota(2).tokenLifetime(Duration.ofDays(3)))) {
            Caller app = Caller.app(emulator);
            assertThat(app.get("/browse/categories").statusCode()).isEqualTo(200);
            clock.advance(Duration.ofHours(1));
            assertThat(app.get("/browse/categories/nowhere").statusCode()).isEqualTo(404);
            clock.advance(Duration.ofMillis(1));
            HttpResponse<String> limited = app.get("/browse/categories");
            assertThat(retryAfter(limited)).isEqualTo("82800");
            assertThat(limited.body()).isEqualTo(QUOTA_BODY);
            assertThat(app.get("/playlists/short").statusCode()).isEqualTo(400);
            clock.advance(Duration.ofHours(23));
            assertThat(app.get("/browse/categories").statusCode()).isEqualTo(200);
            assertThat(retryAfter(app.get("/browse/categories"))).isEqualTo("3600");
            assertThat(emulator.calls().early()).isEmpty();
        }
    }

    @Test
    void groupsHaveQuotasOfTheirOwn() {
        try (SpotifyEmulator emulator = start(builder -> builder.dailyQuota(5)
                .dailyQuota("users", 1)
                .dailyQuota("browse", 0)
                .dailyQuota("playlists", 1))) {
            Caller user = Caller.user(emulator);
            user.get("/me/playlists");
            assertThat(retryAfter(user.get("/users/x/playlists"))).isEqualTo("86400");
            user.get("/playlists/short");
            assertThat(retryAfter(user.get("/playlists/short"))).isEqualTo("86400");
            for (int i = 0; i < 9; i++) {
                assertThat(user.get("/browse/categories").statusCode()).isEqualTo(200);
                assertThat(user.get("/markets").statusCode() == 429).isEqualTo(i >= 5);
            }
        }
    }

    @Test
    void earlyCallsAreThoseBeforeAKnownEnd() {
        try (SpotifyEmulator emulator = start(builder -> builder.dailyQuota("playlists", 1))) {
            Caller app = Caller.app(emulator);
            app.get("/playlists/short");
            app.get("/playlists/short");
            assertThat(emulator.calls().early()).isEmpty();
            app.get("/browse/categories");
            assertThat(emulator.calls().early()).isEmpty();
            app.get("/playlists/other");
            assertThat(emulator.calls().early()).extracting(Call::path).containsExactly("/v1/playlists/other");
            emulator.calls().reset();

            emulator.faults().on("/browse/*").answer(429, "Too many requests", Map.of("Retry-After", "7"));
            app.get("/browse/categories");
            clock.advance(Duration.ofMillis(6_999));
            app.get("/browse/categories");
            assertThat(emulator.calls().early()).hasSize(1);
            clock.advance(Duration.ofMillis(1));
            app.get("/browse/categories");
            assertThat(emulator.calls().early()).hasSize(1);

            emulator.faults().on("/browse/*").answer(429, "", Map.of("Retry-After", "Thu, 01 Jan 2026 00:00:17 GMT"));
            app.get("/browse/categories");
            clock.advance(Duration.ofSeconds(9));
            app.get("/browse/categories");
            assertThat(emulator.calls().early()).hasSize(2);
        }
    }

    @Test
    void tokensAndTheWebApiHoldApart() {
        try (SpotifyEmulator emulator = start(builder -> builder)) {
            Caller app = Caller.app(emulator);
            emulator.faults().on("/api/token").answer(429, "", Map.of("Retry-After", "9"));
            emulator.faults().on("/browse/*").times(2).answer(503, "", Map.of("Retry-After", "9"));
            emulator.faults().on("/playlists/*").answer(429, "", Map.of("Retry-After", "soon"));
            Caller.post(emulator, "");
            app.get("/browse/categories");
            app.get("/browse/categories");
            app.get("/playlists/short");
            app.get("/playlists/short");
            assertThat(emulator.calls().early()).isEmpty();
            Caller.post(emulator, "");
            assertThat(emulator.calls().early()).extracting(Call::endpoint).containsExactly("/api/token");
        }
    }

    @Test
    void badOptionsAreNamed() {
        assertRefused(
                builder -> builder.penaltyGrowth(Duration.ofDays(2)), "penaltyGrowth: PT48H, expected PT0S to PT24H");
        assertRefused(builder -> builder.dailyQuota(-1), "dailyQuota: -1, expected 0 to 2147483647");
        assertRefused(builder -> builder.dailyQuota("me", -2), "dailyQuota: me: -2, expected 0 to 2147483647");
        assertRefused(builder -> builder.tokenLifetime(Duration.ZERO), "tokenLifetime: PT0S, expected PT1S to PT8760H");
        assertRefused(
                builder -> builder.refreshTokenLifetime(Duration.ZERO),
                "refreshTokenLifetime: PT0S, expected PT1S to PT87600H");
        assertThatThrownBy(() -> RetryAfter.seconds(0)).hasMessage("seconds: 0, expected 1 to 31536000");
    }

    private void assertRefused(UnaryOperator<SpotifyEmulatorBuilder> option, String message) {
        assertThatThrownBy(() -> start(option))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
