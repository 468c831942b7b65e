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

    private static void assertUnauthorized(HttpResponse<String> response, String error) {
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate").orElse("")).contains("error=\"" + error + "\"");
        assertThat(response.body())
                .isEqualTo("{\"error\":{\"status\":401,\"message\":\"Missing/invalid/expired access token\"}}");
    }
}
