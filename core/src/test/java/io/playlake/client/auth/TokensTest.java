package io.playlake.client.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.client.http.HttpRequest;
import io.playlake.client.http.HttpResponse;
import io.playlake.error.CredentialsException;
import io.playlake.error.MalformedResponseException;
import io.playlake.error.RequestRefusedException;
import io.playlake.error.TryLaterException;
import io.playlake.testing.ManualTime;
import io.playlake.testing.ScriptedTransport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {

    private static final URI ACCOUNTS = URI.create("https://accounts.example");
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final ManualTime time = new ManualTime();
    private final ScriptedTransport wire = new ScriptedTransport();
    private final ClientCredentials app = ClientCredentials.of("id", "sec:ret");

    private TokenProvider ofApp() {
        return Tokens.ofApp(wire, ACCOUNTS, app, DEADLINE, time);
    }

    private TokenProvider ofUser() {
        return Tokens.ofUser(wire, ACCOUNTS, app, RefreshToken.of("r1+/="), DEADLINE, time);
    }

    private static String grant(String token, String more) {
        return "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\"" + more + "}";
    }

    @Test
    void asksOnceAndKeepsTheTokenUntilAMinuteBeforeItsEnd() throws Exception {
        TokenProvider tokens = ofApp();
        assertThat(tokens.token()).isEqualTo(Secret.of("scripted-1"));
        time.advance(Duration.ofSeconds(3539));
        assertThat(tokens.token()).isEqualTo(Secret.of("scripted-1"));
        time.advance(Duration.ofSeconds(1));
        assertThat(tokens.token()).isEqualTo(Secret.of("scripted-2"));
        HttpRequest request = wire.tokenRequests().get(0);
        assertThat(request.uri()).hasToString("https://accounts.example/api/token");
        assertThat(request.form()).isEqualTo("grant_type=client_credentials");
        assertThat(request.headers()).containsEntry("Authorization", "Basic aWQ6c2VjOnJldA==");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ",\"expires_in\":null", ",\"expires_in\":-5", ",\"expires_in\":\"x\"", ",\"expires_in\":[]"})
    void anOddLifetimeReadsAsAnHour(String lifetime) throws Exception {
        wire.thenToken(200, grant("t", lifetime));
        TokenProvider tokens = ofApp();
        tokens.token();
        time.advance(Duration.ofSeconds(3500));
        tokens.token();
        assertThat(wire.tokenRequests()).hasSize(1);
    }

    @Test
    void aShortLivedTokenIsUsedForHalfItsLife() throws Exception {
        wire.thenToken(200, grant("t", ",\"expires_in\":30"));
        TokenProvider tokens = ofApp();
        tokens.token();
        time.advance(Duration.ofSeconds(14));
        tokens.token();
        assertThat(wire.tokenRequests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401})
    void refusedCredentialsAreNotTriedAgain(int status) {
        wire.thenToken(status, "{\"error\":\"invalid_client\",\"error_description\":\"Invalid sec:ret client\"}");
        assertThatThrownBy(() -> ofApp().token())
                .isInstanceOf(CredentialsException.class)
                .hasMessage("Spotify refused the credentials of client id with status " + status
                        + ": invalid_client, Invalid *** client");
        assertThat(wire.tokenRequests()).hasSize(1);
    }

    @Test
    void anyOtherRefusalIsOneOfTheRequest() {
        wire.thenToken(404, "<html>");
        assertThatThrownBy(() -> ofApp().token()).isInstanceOf(RequestRefusedException.class);
        wire.thenToken(200, "{\"access_token\":7}");
        assertThatThrownBy(() -> ofApp().token())
                .isInstanceOf(MalformedResponseException.class)
                .hasMessageContaining("$.access_token");
    }

    @Test
    void aRotatedRefreshTokenReplacesTheOldOneAndAnAbsentOneKeepsIt() throws Exception {
        wire.thenToken(200, grant("a1", ",\"expires_in\":100,\"refresh_token\":\"r2\""))
                .thenToken(200, grant("a2", ",\"expires_in\":100"))
                .thenToken(200, grant("a3", ",\"expires_in\":100,\"refresh_token\":null"));
        TokenProvider tokens = ofUser();
        for (int i = 0; i < 3; i++) {
            tokens.token();
            time.advance(Duration.ofSeconds(100));
        }
        assertThat(wire.tokenRequests())
                .extracting(HttpRequest::form)
                .containsExactly(
                        "grant_type=refresh_token&refresh_token=r1%2B%2F%3D",
                        "grant_type=refresh_token&refresh_token=r2", "grant_type=refresh_token&refresh_token=r2");
    }

    @Test
    void anExpiredLoginSaysSo() {
        wire.thenToken(400, "{\"error\":\"invalid_grant\",\"error_description\":\"Refresh token revoked\"}");
        assertThatThrownBy(() -> ofUser().token())
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("six months")
                .hasMessageContaining("log in again");
        assertThat(wire.tokenRequests()).hasSize(1);
    }

    @Test
    void aPublicClientNamesItselfInTheForm() throws Exception {
        ClientCredentials open = ClientCredentials.ofPublicClient("id");
        Tokens.ofUser(wire, ACCOUNTS, open, RefreshToken.of("r"), DEADLINE, time)
                .token();
        assertThat(wire.tokenRequests().get(0).form())
                .isEqualTo("grant_type=refresh_token&refresh_token=r&client_id=id");
        assertThat(wire.tokenRequests().get(0).headers()).doesNotContainKey("Authorization");
        assertThatThrownBy(() -> Tokens.ofApp(wire, ACCOUNTS, open, DEADLINE, time))
                .isInstanceOf(CredentialsException.class);
    }

    @Test
    void manyThreadsShareOneFlight() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        wire.thenToken(request -> {
            arrived.countDown();
            go.await();
            return ScriptedTransport.response(200, grant("one", ""));
        });
        TokenProvider tokens = ofApp();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Secret>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                answers.add(threads.submit(tokens::token));
            }
            assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
            go.countDown();
            for (Future<Secret> answer : answers) {
                assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(Secret.of("one"));
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(wire.tokenRequests()).hasSize(1);
    }

    @Test
    void nobodyAsksBeforeTheTimeThatTheEndpointNamed() throws Exception {
        wire.thenToken(request -> {
            throw new TryLaterException("not now", time.now().plusSeconds(60), null);
        });
        TokenProvider tokens = ofApp();
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(tokens::token)
                    .isInstanceOfSatisfying(
                            TryLaterException.class,
                            e -> assertThat(e.notBefore()).contains(Instant.parse("2026-01-01T00:01:00Z")));
        }
        assertThat(wire.tokenRequests()).hasSize(1);
        time.advance(Duration.ofSeconds(60));
        assertThat(tokens.token()).isEqualTo(Secret.of("scripted-2"));
    }

    @Test
    void a401IsReplayedOnceWithANewToken() throws Exception {
        AuthorizedTransport transport = new AuthorizedTransport(wire, ofApp());
        wire.then(401, "").then(200, "{}").then(401, "").then(401, "{\"error\":{\"message\":\"no scripted-3!\"}}");
        HttpRequest request = HttpRequest.get(URI.create("https://api.example/v1/x"), "/x");
        HttpResponse response = transport.execute(request, DEADLINE);
        assertThat(response.status()).isEqualTo(200);
        assertThat(wire.requests())
                .extracting(asked -> asked.headers().get("Authorization"))
                .containsExactly("Bearer scripted-1", "Bearer scripted-2");
        assertThatThrownBy(() -> transport.execute(request, DEADLINE))
                .isInstanceOf(CredentialsException.class)
                .hasMessage("GET /v1/x: the API refused a fresh token too: no ***!");
        assertThat(wire.requests()).hasSize(4);
        assertThat(wire.tokenRequests()).hasSize(3);
    }

    @Test
    void readsTheEnvironment(@TempDir Path dir) throws IOException {
        Path file = Files.writeString(dir.resolve("secret"), "from-file\n");
        ClientCredentials read = ClientCredentials.from(
                environment(Map.of("SPOTIFY_CLIENT_ID", " id ", "SPOTIFY_CLIENT_SECRET_FILE", file.toString())));
        assertThat(read.clientId()).isEqualTo("id");
        assertThat(read.clientSecret()).isEqualTo(Secret.of("from-file"));
        assertThat(RefreshToken.from(environment(Map.of()))).isEmpty();
        assertThat(RefreshToken.from(environment(Map.of("SPOTIFY_REFRESH_TOKEN", "r")))
                        .orElseThrow()
                        .value())
                .isEqualTo(Secret.of("r"));
    }

    @Test
    void missingCredentialsAreNamedAndSaidWhereToGet() {
        assertThatThrownBy(() -> ClientCredentials.from(environment(Map.of("SPOTIFY_CLIENT_ID", ""))))
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("SPOTIFY_CLIENT_ID and SPOTIFY_CLIENT_SECRET")
                .hasMessageContaining("https://developer.spotify.com/dashboard");
        assertThatThrownBy(() -> ClientCredentials.from(environment(Map.of("SPOTIFY_CLIENT_ID", "id"))))
                .hasMessageStartingWith("missing in the environment: SPOTIFY_CLIENT_SECRET (");
    }

    @Test
    void contradictionsAndUnreadableFilesAreNamedWithoutTheirValues() {
        assertThatThrownBy(() -> RefreshToken.from(
                        environment(Map.of("SPOTIFY_REFRESH_TOKEN", "canary", "SPOTIFY_REFRESH_TOKEN_FILE", "f"))))
                .isInstanceOf(CredentialsException.class)
                .hasMessageNotContaining("canary");
        assertThatThrownBy(() -> RefreshToken.from(environment(Map.of("SPOTIFY_REFRESH_TOKEN_FILE", "/no/canary"))))
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("SPOTIFY_REFRESH_TOKEN_FILE")
                .hasMessageNotContaining("canary")
                .hasNoCause();
    }

    private static Environment environment(Map<String, String> variables) {
        return Environment.of(variables::get);
    }
}
