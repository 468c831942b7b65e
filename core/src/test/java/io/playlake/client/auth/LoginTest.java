package io.playlake.client.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.playlake.client.http.HttpRequest;
import io.playlake.error.CancelledException;
import io.playlake.error.ConfigurationException;
import io.playlake.error.CredentialsException;
import io.playlake.error.MalformedResponseException;
import io.playlake.error.PlaylakeException;
import io.playlake.error.TryLaterException;
import io.playlake.testing.ManualTime;
import io.playlake.testing.ScriptedTransport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LoginTest {

    private static final URI ACCOUNTS = URI.create("https://accounts.example");
    private static final URI ANY_PORT = URI.create("http://127.0.0.1:0/callback");
    private static final String GRANT = "{\"access_token\":\"canary-access\",\"token_type\":\"Bearer\","
            + "\"expires_in\":3600,\"refresh_token\":\"canary-refresh\",\"scope\":\"one two\"}";

    private final ManualTime time = new ManualTime(Instant.parse("2026-08-31T23:00:00Z"));
    private final ScriptedTransport wire = new ScriptedTransport();

    private AuthorizationCodeLoginBuilder login(ClientCredentials app) {
        return AuthorizationCodeLogin.builder(app)
                .accountsUrl(ACCOUNTS)
                .redirectUri(ANY_PORT)
                .time(time)
                .transport(wire);
    }

    private AuthorizationCodeLoginBuilder login() {
        return login(ClientCredentials.ofPublicClient("id"));
    }

    @Test
    void logsInWithoutASecret() throws IOException {
        wire.thenToken(200, GRANT);
        try (LoginAttempt attempt = login().build().start()) {
            assertThat(attempt.authorizeUrl().toString())
                    .startsWith("https://accounts.example/authorize?response_type=code&client_id=id&redirect_uri=http")
                    .contains("&scope=playlist-read-private%20playlist-read-collaborative&state=")
                    .contains("&code_challenge_method=S256&code_challenge=");
            Browser browser = new Browser(attempt.authorizeUrl());
            assertThat(browser.asked("redirect_uri"))
                    .isEqualTo(attempt.redirectUri().toString())
                    .matches("http://127\\.0\\.0\\.1:[1-9]\\d*/callback");
            assertThat(browser.asked("state")).hasSize(43);

            Browser.Page page = browser.back("code=canary%2Bcode");
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.text())
                    .contains("You can close this window")
                    .doesNotContain("canary")
                    .doesNotContain("<script", "http");
            assertThat(page.policy()).contains("default-src 'none'");

            LoginGrant grant = attempt.await();
            assertThat(grant.refreshToken().value()).isEqualTo(Secret.of("canary-refresh"));
            assertThat(grant.scopes()).containsExactly("one", "two");
            assertThat(grant.expiresAt()).isEqualTo("2027-02-28T23:00:00Z");
            assertThat(grant.toString() + attempt).doesNotContain("canary");

            HttpRequest request = wire.tokenRequests().get(0);
            assertThat(request.uri()).hasToString("https://accounts.example/api/token");
            assertThat(request.headers()).doesNotContainKey("Authorization");
            String redirect = browser.asked("redirect_uri").replace(":", "%3A").replace("/", "%2F");
            assertThat(request.form())
                    .matches("grant_type=authorization_code&code=canary%2Bcode&redirect_uri=\\Q" + redirect
                            + "\\E&code_verifier=[A-Za-z0-9_-]{43,128}&client_id=id");
            String verifier = String.valueOf(request.form()).replaceAll(".*code_verifier=([^&]*).*", "$1");
            assertThat(Pkce.of(Secret.of(verifier)).challenge()).isEqualTo(browser.asked("code_challenge"));
        }
        assertThat(wire.isClosed()).isFalse();
    }

    @Test
    void anAppWithASecretShowsItBesidesTheProof() throws IOException {
        wire.thenToken(200, GRANT.replace(",\"scope\":\"one two\"", ""));
        try (LoginAttempt attempt = login(ClientCredentials.of("id", "sec:ret"))
                .scopes(List.of("mine"))
                .build()
                .start()) {
            new Browser(attempt.authorizeUrl()).back("code=c");
            assertThat(attempt.await().scopes()).containsExactly("mine");
        }
        assertThat(wire.tokenRequests().get(0).form())
                .contains("&code_verifier=")
                .doesNotContain("client_id");
        assertThat(wire.tokenRequests().get(0).headers()).containsEntry("Authorization", "Basic aWQ6c2VjOnJldA==");
    }

    @Test
    void whatDoesNotHoldTheStateChangesNothing() throws IOException {
        wire.thenToken(200, GRANT);
        try (LoginAttempt attempt = login().build().start()) {
            Browser browser = new Browser(attempt.authorizeUrl());
            assertThat(browser.stray("/favicon.ico").status()).isEqualTo(404);
            assertThat(browser.stray("/callback/more?code=c&state=" + browser.asked("state"))
                            .status())
                    .isEqualTo(404);
            for (String query : List.of(
                    "",
                    "?code=evil",
                    "?code=evil&state=",
                    "?code=evil&state=%zz",
                    "?code=evil&state=<script>alert(1)</script>"
                            .replace("<", "%3C")
                            .replace(">", "%3E"),
                    "?error=access_denied&state=other",
                    "?state=" + browser.asked("state"),
                    "?code=a&code=evil&state=" + browser.asked("state"),
                    "?code=evil&state=" + browser.asked("state") + "&x=" + "y".repeat(9000))) {
                Browser.Page page = browser.stray("/callback" + query);
                assertThat(page.status()).as(query).isEqualTo(400);
                assertThat(page.text()).doesNotContain("evil", "<script");
            }
            for (String method : List.of("HEAD", "POST", "DELETE")) {
                assertThat(browser.ask(method, browser.asked("redirect_uri")).status())
                        .isEqualTo(405);
            }
            assertThat(browser.back("code=good").status()).isEqualTo(200);
            assertThat(browser.back("code=again").status()).isEqualTo(409);
            attempt.await();
        }
        assertThat(wire.tokenRequests())
                .singleElement()
                .satisfies(request -> assertThat(request.form()).contains("code=good&"));
    }

    @ParameterizedTest
    @CsvSource({
        "access_denied,CredentialsException,the user declined",
        "unauthorized_client,CredentialsException,Spotify refused the login: unauthorized_client",
        "invalid_scope,ConfigurationException,Spotify does not know one of them",
        "server_error,TryLaterException,Spotify cannot log in anybody now",
        "%0Aforged,CredentialsException,\\u000aforged"
    })
    void saysWhyThereIsNoCode(String error, String type, String message) throws IOException {
        try (LoginAttempt attempt = login().build().start()) {
            assertThat(new Browser(attempt.authorizeUrl())
                            .back("error=" + error)
                            .text())
                    .contains("Nobody was logged in")
                    .doesNotContain("forged");
            assertThatThrownBy(attempt::await)
                    .isInstanceOf(PlaylakeException.class)
                    .hasMessageContaining(message)
                    .extracting(thrown -> thrown.getClass().getSimpleName())
                    .isEqualTo(type);
        }
        assertThat(wire.tokenRequests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "400,invalid_grant,CredentialsException",
        "400,invalid_client,CredentialsException",
        "404,gone,RequestRefusedException",
        "429,slow,TryLaterException",
        "503,busy,TryLaterException"
    })
    void aRefusedCodeIsShownNowhere(int status, String code, String type) throws IOException {
        String[] verifier = new String[1];
        wire.thenToken(request -> {
            verifier[0] = String.valueOf(request.form()).replaceAll(".*code_verifier=([^&]*).*", "$1");
            return ScriptedTransport.response(
                    status,
                    "{\"error\":\"" + code + "\",\"error_description\":\"canary-code canary-secret " + verifier[0]
                            + "\"}");
        });
        try (LoginAttempt attempt =
                login(ClientCredentials.of("id", "canary-secret")).build().start()) {
            new Browser(attempt.authorizeUrl()).back("code=canary-code");
            Throwable thrown = catchThrowable(attempt::await);
            assertThat(thrown.getClass().getSimpleName()).isEqualTo(type);
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString()).contains(code).doesNotContain("canary", verifier[0]);
        }
    }

    @Test
    void anAnswerWithoutARefreshTokenIsNonsense() throws IOException {
        try (LoginAttempt attempt = login().build().start()) {
            new Browser(attempt.authorizeUrl()).back("code=c");
            assertThatThrownBy(attempt::await)
                    .isInstanceOf(MalformedResponseException.class)
                    .hasMessageContaining("$.refresh_token");
        }
    }

    @Test
    void anUnreachableEndpointIsForLater() throws IOException {
        wire.thenToken(request -> {
            throw new IOException("connection reset");
        });
        try (LoginAttempt attempt = login().build().start()) {
            new Browser(attempt.authorizeUrl()).back("code=c");
            assertThatThrownBy(attempt::await)
                    .isInstanceOf(TryLaterException.class)
                    .hasMessageContaining("connection reset");
        }
    }

    @Test
    void redeemsWhatABrowserBroughtElsewhere() {
        wire.thenToken(200, GRANT);
        URI elsewhere = URI.create("https://app.example/back");
        try (LoginAttempt attempt = login().redirectUri(elsewhere).build().start()) {
            assertThatThrownBy(attempt::await)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("redeem(URI)");
            String state = new Browser(attempt.authorizeUrl()).asked("state");
            assertThatThrownBy(() -> attempt.redeem(URI.create(elsewhere + "?code=canary&state=other")))
                    .isInstanceOf(CredentialsException.class)
                    .hasMessageNotContaining("canary");
            URI back = URI.create(elsewhere + "?code=canary&state=" + state);
            assertThat(attempt.redeem(back).scopes()).containsExactly("one", "two");
            assertThatThrownBy(() -> attempt.redeem(back)).hasMessageContaining("this login is over");
        }
        assertThat(wire.tokenRequests()).hasSize(1);
    }

    @Test
    void aPortThatIsTakenIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI uri = URI.create("http://127.0.0.1:" + taken.getLocalPort() + "/callback");
            AuthorizationCodeLogin login = login().redirectUri(uri).build();
            assertThatThrownBy(login::start)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(uri.toString())
                    .hasMessageContaining("another port");
        }
    }

    @Test
    void theTimeIsUpWhenItIsUp() throws IOException {
        try (LoginAttempt attempt =
                login().timeout(Duration.ofMinutes(2)).build().start()) {
            new Browser(attempt.authorizeUrl()).stray("/callback?code=c&state=old");
            time.advance(Duration.ofMinutes(2));
            assertThatThrownBy(attempt::await)
                    .isInstanceOf(TryLaterException.class)
                    .hasMessageStartingWith("nobody logged in within 120 s")
                    .hasMessageContaining("belonged to another login");
        }
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        try (LoginAttempt attempt = login().build().start()) {
            CountDownLatch running = new CountDownLatch(1);
            CompletableFuture<Boolean> flag = new CompletableFuture<>();
            Thread waiting = new Thread(() -> {
                running.countDown();
                try {
                    attempt.await();
                } catch (CancelledException e) {
                    flag.complete(Thread.currentThread().isInterrupted());
                } catch (RuntimeException e) {
                    flag.completeExceptionally(e);
                }
            });
            waiting.start();
            running.await();
            waiting.interrupt();
            assertThat(flag.get(10, TimeUnit.SECONDS)).isTrue();
            waiting.join();
        }
    }

    @Test
    void closingEndsTheWaitAndLeavesNeitherThreadNorPort() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        LoginAttempt attempt = login().build().start();
        int port = attempt.redirectUri().getPort();
        new Browser(attempt.authorizeUrl()).stray("/favicon.ico");
        // A browser connects in advance; one that never says anything holds up nobody.
        try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), port)) {
            silent.getOutputStream().write('G');
            silent.getOutputStream().flush();
            CompletableFuture<Throwable> ended = new CompletableFuture<>();
            Thread waiting = new Thread(() -> ended.complete(catchThrowable(attempt::await)));
            waiting.start();
            attempt.close();
            attempt.close();
            assertThat(ended.get(10, TimeUnit.SECONDS))
                    .isInstanceOf(CancelledException.class)
                    .hasMessageContaining("closed");
            waiting.join();
        }
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> !before.contains(thread))
                        .map(Thread::getName)
                        .filter(name -> name.startsWith("playlake-login") || name.startsWith("HTTP-Dispatcher"))
                        .collect(Collectors.toList()))
                .isEmpty();
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                .isInstanceOf(ConnectException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "a&b=c", "ü"})
    void refusesWhatIsNoScope(String scope) {
        assertThatThrownBy(() -> login().scopes(List.of(scope)).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("scopes: got '" + scope);
    }

    @Test
    void checksItsOptions() {
        assertThatThrownBy(() -> login().timeout(Duration.ZERO).build()).hasMessageContaining("timeout is PT0S");
        assertThatThrownBy(() -> login().timeout(Duration.ofHours(2)).build()).hasMessageContaining("timeout");
        assertThatThrownBy(() ->
                        login().accountsUrl(URI.create("http://example.org")).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("accountsUrl");
        assertThat(AuthorizationCodeLogin.builder(ClientCredentials.of("id", "canary"))
                        .build()
                        .toString())
                .contains("id", "redirectUri=http://127.0.0.1:8888/callback")
                .doesNotContain("canary");
    }
}
