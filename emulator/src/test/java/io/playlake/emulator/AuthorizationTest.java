package io.playlake.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationTest {

    private static final String REDIRECT = "http://127.0.0.1:8899/callback";
    private static final String VERIFIER = "0123456789-0123456789_0123456789~0123456789.abc";

    private final ManualClock clock = new ManualClock();
    private final SpotifyEmulator emulator =
            SpotifyEmulator.builder().playlists(10).clock(clock).start();

    @AfterEach
    void close() {
        emulator.close();
    }

    private static HttpResponse<String> authorize(SpotifyEmulator emulator, String query) {
        return Caller.send(HttpRequest.newBuilder(URI.create(emulator.accountsUrl() + "/authorize?" + query)));
    }

    private static String query(String redirect) {
        return "client_id=" + SpotifyEmulator.CLIENT_ID + "&response_type=code&redirect_uri=" + Urls.encode(redirect);
    }

    private static String challenge(String verifier) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }

    private static String pkce() throws Exception {
        return query(REDIRECT) + "&scope=playlist-read-private&state=a%26b&code_challenge_method=S256&code_challenge="
                + challenge(VERIFIER);
    }

    private static Map<String, String> redirected(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(302);
        URI location = URI.create(response.headers().firstValue("Location").orElseThrow());
        assertThat(location.toString()).startsWith(REDIRECT + "?");
        return ApiRequest.parse(location.getRawQuery());
    }

    private String code(String query) {
        return redirected(authorize(emulator, query)).getOrDefault("code", "");
    }

    private static String exchange(String code, String redirect) {
        return "grant_type=authorization_code&code=" + code + "&redirect_uri=" + Urls.encode(redirect);
    }

    private static String publicly(String code) {
        return exchange(code, REDIRECT) + "&client_id=" + SpotifyEmulator.CLIENT_ID + "&code_verifier=" + VERIFIER;
    }

    @Test
    void aPublicAppGetsTokensForACodeAndItsVerifier() throws Exception {
        Map<String, String> redirected = redirected(authorize(emulator, pkce()));
        assertThat(redirected).containsOnlyKeys("code", "state").containsEntry("state", "a&b");
        JsonObject tokens = Caller.object(Caller.post(emulator, publicly(redirected.getOrDefault("code", ""))));
        assertThat(tokens.keySet())
                .containsExactly("access_token", "token_type", "scope", "expires_in", "refresh_token");
        assertThat(tokens.get("scope").getAsString()).isEqualTo("playlist-read-private");
        Caller user = Caller.with(emulator, tokens.get("access_token").getAsString());
        assertThat(user.get("/me/playlists").statusCode()).isEqualTo(200);

        JsonObject refreshed = Caller.object(Caller.post(
                emulator,
                "grant_type=refresh_token&client_id=" + SpotifyEmulator.CLIENT_ID + "&refresh_token="
                        + tokens.get("refresh_token").getAsString()));
        assertThat(refreshed.get("scope").getAsString()).isEqualTo("playlist-read-private");
        assertThat(emulator.calls().tokenCount()).isEqualTo(2);
        assertThat(emulator.calls().count()).isEqualTo(1);
    }

    @Test
    void anAppWithASecretNeedsNoChallenge() {
        String query = query(REDIRECT);
        HttpResponse<String> response =
                Caller.post(emulator, exchange(code(query), REDIRECT), "Authorization", Caller.BASIC);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(Caller.object(response).has("scope")).isFalse();
        assertRefused(publicly(code(query)), "invalid_client");
    }

    @Test
    void aSecretDoesNotReplaceTheVerifier() throws Exception {
        HttpResponse<String> response =
                Caller.post(emulator, exchange(code(pkce()), REDIRECT), "Authorization", Caller.BASIC);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("code_verifier was incorrect");
    }

    private void assertRefused(String form, String error) {
        HttpResponse<String> response = Caller.post(emulator, form);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Caller.object(response).get("error").getAsString()).isEqualTo(error);
    }

    @Test
    void aCodeWorksOnceForTenMinutesAndForOneAddress() throws Exception {
        String used = code(pkce());
        assertThat(Caller.post(emulator, publicly(used)).statusCode()).isEqualTo(200);
        assertRefused(publicly(used), "invalid_grant");
        assertRefused(publicly("made-up"), "invalid_grant");
        assertRefused("grant_type=authorization_code&client_id=" + SpotifyEmulator.CLIENT_ID, "invalid_grant");
        assertRefused(publicly(code(pkce())).replace("callback", "callback2"), "invalid_grant");
        assertRefused(publicly(code(pkce())).replace(VERIFIER, VERIFIER + "x"), "invalid_grant");

        String inTime = code(pkce());
        clock.advance(Duration.ofMillis(599_999));
        String late = code(pkce());
        assertThat(Caller.post(emulator, publicly(inTime)).statusCode()).isEqualTo(200);
        clock.advance(Duration.ofMinutes(10));
        assertRefused(publicly(late), "invalid_grant");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8899/callback",
                "https://localhost/callback",
                "http://example.com/callback",
                "http://128.0.0.1/",
                "http://127.0.0.1.example.com/",
                "http://user@127.0.0.1/",
                "http://127.0.0.1/#fragment",
                "app://callback",
                "/callback",
                "http://127.0.0.1:port/ space",
                ""
            })
    void addressesThatLeadAnywhereAreRefused(String redirect) {
        HttpResponse<String> response = authorize(emulator, query(redirect));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).isEqualTo("INVALID_CLIENT: Invalid redirect URI");
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com/callback, https://example.com/callback?code=",
        "http://127.0.0.1:1/?a=b, http://127.0.0.1:1/?a=b&code=",
        "http://127.9.8.7/, http://127.9.8.7/?code=",
        "http://[::1]:8899/x, http://[::1]:8899/x?code="
    })
    void loopbackAndHttpsAreAllowed(String redirect, String location) {
        assertThat(authorize(emulator, query(redirect)).headers().firstValue("Location"))
                .hasValueSatisfying(value -> assertThat(value).startsWith(location));
    }

    @Test
    void anUnknownAppIsNotSentBack() {
        HttpResponse<String> response = authorize(emulator, query(REDIRECT).replace("client_id=", "client_id=x"));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Location")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "response_type=code, response_type=token, unsupported_response_type",
        "code_challenge_method=S256, code_challenge_method=plain, invalid_request",
        "code_challenge_method=S256, x=y, invalid_request",
        "code_challenge=, other=, invalid_request",
        "code_challenge=, code_challenge=x, invalid_request"
    })
    void otherMistakesAreSentBack(String right, String wrong, String error) throws Exception {
        assertThat(redirected(authorize(emulator, pkce().replace(right, wrong))))
                .containsOnlyKeys("error", "state")
                .containsEntry("error", error);
    }

    @Test
    void aUserMayDeny() throws Exception {
        try (SpotifyEmulator strict =
                SpotifyEmulator.builder().playlists(10).consent(false).start()) {
            assertThat(redirected(authorize(strict, pkce())))
                    .containsOnlyKeys("error", "state")
                    .containsEntry("error", "access_denied");
        }
    }
}
