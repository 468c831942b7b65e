package io.playlake.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenTest {

    private final ManualClock clock = new ManualClock();
    private final SpotifyEmulator emulator =
            SpotifyEmulator.builder().playlists(10).clock(clock).start();

    @AfterEach
    void close() {
        emulator.close();
    }

    @Test
    void grantsClientCredentialsFromHeaderAndForm() {
        JsonObject fromHeader =
                Caller.object(Caller.post(emulator, "grant_type=client_credentials", "Authorization", Caller.BASIC));
        assertThat(fromHeader.keySet()).containsExactly("access_token", "token_type", "expires_in");
        assertThat(fromHeader.get("expires_in").getAsInt()).isEqualTo(3600);

        HttpResponse<String> fromForm = Caller.post(
                emulator,
                "grant_type=client_credentials&client_id=" + SpotifyEmulator.CLIENT_ID + "&client_secret="
                        + SpotifyEmulator.CLIENT_SECRET);
        assertThat(fromForm.statusCode()).isEqualTo(200);
        assertThat(emulator.calls().tokenCount()).isEqualTo(2);
        assertThat(emulator.calls().count()).isZero();
    }

    @Test
    void refusesWrongCredentials() {
        HttpResponse<String> wrong = Caller.post(
                emulator, "grant_type=client_credentials&client_id=" + SpotifyEmulator.CLIENT_ID + "&client_secret=x");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).isEqualTo("{\"error\":\"invalid_client\",\"error_description\":\"Invalid client\"}");

        HttpResponse<String> none = Caller.post(emulator, "grant_type=client_credentials");
        assertThat(none.statusCode()).isEqualTo(400);
        assertThat(none.body()).isEqualTo("{\"error\":\"invalid_client\"}");
    }

    @Test
    void refreshesAUserTokenWithOrWithoutSecret() {
        String form = "grant_type=refresh_token&refresh_token=" + SpotifyEmulator.REFRESH_TOKEN;
        JsonObject body = Caller.object(Caller.post(emulator, form, "Authorization", Caller.BASIC));
        assertThat(body.get("scope").getAsString()).contains("playlist-read-private");
        assertThat(body.has("refresh_token")).isFalse();
        assertThat(Caller.post(emulator, form + "&client_id=" + SpotifyEmulator.CLIENT_ID)
                        .statusCode())
                .isEqualTo(200);

        HttpResponse<String> revoked =
                Caller.post(emulator, "grant_type=refresh_token&refresh_token=old", "Authorization", Caller.BASIC);
        assertThat(revoked.statusCode()).isEqualTo(400);
        assertThat(revoked.body())
                .isEqualTo("{\"error\":\"invalid_grant\",\"error_description\":\"Refresh token revoked\"}");
    }

    @Test
    void tokensExpireByTheClockAndOnDemand() {
        Caller caller = Caller.app(emulator);
        clock.advance(Duration.ofSeconds(3599));
        assertThat(caller.get("/browse/categories").statusCode()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(1));
        assertUnauthorized(caller.get("/browse/categories"), "invalid_token");

        Caller fresh = Caller.app(emulator);
        emulator.expireTokens();
        assertUnauthorized(fresh.get("/browse/categories"), "invalid_token");
    }

    @Test
    void tellsMissingTokensFromInvalidOnes() {
        URI categories = URI.create(emulator.apiUrl() + "/browse/categories");
        assertUnauthorized(Caller.send(HttpRequest.newBuilder(categories)), "missing_token");
        assertUnauthorized(Caller.with(emulator, "nonsense").get("/browse/categories"), "invalid_token");
        assertThat(Caller.send(HttpRequest.newBuilder(categories).header("Authorization", Caller.BASIC))
                        .statusCode())
                .isEqualTo(400);
    }

    private static HttpResponse<String> refresh(SpotifyEmulator emulator, String token) {
        return Caller.post(emulator, "grant_type=refresh_token&refresh_token=" + token, "Authorization", Caller.BASIC);
    }

    private static String refreshToken(HttpResponse<String> response) {
        return Caller.object(response).get("refresh_token").getAsString();
    }

    private static void assertRevoked(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .isEqualTo("{\"error\":\"invalid_grant\",\"error_description\":\"Refresh token revoked\"}");
    }

    @Test
    void aRefreshTokenCanBeRepeated() {
        try (SpotifyEmulator kept = SpotifyEmulator.builder()
                .playlists(10)
                .refreshRotation(RefreshRotation.KEPT)
                .start()) {
            assertThat(refreshToken(refresh(kept, SpotifyEmulator.REFRESH_TOKEN)))
                    .isEqualTo(SpotifyEmulator.REFRESH_TOKEN);
        }
    }

    @Test
    void aRefreshTokenCanBeForOneUse() {
        try (SpotifyEmulator rotating = SpotifyEmulator.builder()
                .playlists(10)
                .refreshRotation(RefreshRotation.ROTATING)
                .start()) {
            String second = refreshToken(refresh(rotating, SpotifyEmulator.REFRESH_TOKEN));
            assertThat(second).isNotEqualTo(SpotifyEmulator.REFRESH_TOKEN);
            assertRevoked(refresh(rotating, SpotifyEmulator.REFRESH_TOKEN));
            HttpResponse<String> third = refresh(rotating, second);
            assertThat(Caller.object(third).get("scope").getAsString()).contains("playlist-read-private");
            assertThat(refreshToken(third)).isNotEqualTo(second);
            assertRevoked(refresh(rotating, second));
        }
    }

    @Test
    void refreshTokensExpireHoweverOftenTheyAreUsed() {
        try (SpotifyEmulator strict = SpotifyEmulator.builder()
                .playlists(10)
                .clock(clock)
                .refreshRotation(RefreshRotation.ROTATING)
                .refreshTokenLifetime(Duration.ofDays(180))
                .start()) {
            clock.advance(Duration.ofDays(179));
            String second = refreshToken(refresh(strict, SpotifyEmulator.REFRESH_TOKEN));
            clock.advance(Duration.ofDays(1));
            assertRevoked(refresh(strict, second));
        }
    }

    @Test
    void refreshTokensCanBeRevoked() {
        emulator.revokeRefreshTokens();
        assertRevoked(refresh(emulator, SpotifyEmulator.REFRESH_TOKEN));
    }

    @Test
    void theLifetimeCanBeSet() {
        try (SpotifyEmulator brief = SpotifyEmulator.builder()
                .playlists(10)
                .clock(clock)
                .tokenLifetime(Duration.ofSeconds(5))
                .start()) {
            HttpResponse<String> granted =
                    Caller.post(brief, "grant_type=client_credentials", "Authorization", Caller.BASIC);
            assertThat(Caller.object(granted).get("expires_in").getAsInt()).isEqualTo(5);
            Caller app = Caller.app(brief);
            clock.advance(Duration.ofMillis(4_999));
            assertThat(app.get("/browse/categories").statusCode()).isEqualTo(200);
            clock.advance(Duration.ofMillis(1));
            assertUnauthorized(app.get("/browse/categories"), "invalid_token");
        }
    }

    @Test
    void anAppWithoutASecretGetsNoTokenOfItsOwn() {
        assertThat(Caller.post(emulator, "grant_type=client_credentials&client_id=" + SpotifyEmulator.CLIENT_ID)
                        .body())
                .contains("invalid_client");
        assertThat(Caller.post(emulator, "grant_type=password", "Authorization", Caller.BASIC)
                        .body())
                .contains("unsupported_grant_type");
    }

    private static void assertUnauthorized(HttpResponse<String> response, String error) {
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate").orElse("")).contains("error=\"" + error + "\"");
        assertThat(response.body())
                .isEqualTo("{\"error\":{\"status\":401,\"message\":\"Missing/invalid/expired access token\"}}");
    }
}
