package io.playlake.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.playlake.emulator.SpotifyEmulator;
import io.playlake.examples.cli.Cli.Result;
import io.playlake.testing.ManualTime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Plays the user, the browser and the accounts service; the refresh token must show nowhere but in the file. */
@Timeout(60)
class LoginCommandTest {

    private static final String ANY_PORT = "http://127.0.0.1:0/callback";

    @TempDir
    Path folder;

    private final ManualTime time = new ManualTime();
    private final List<String> forms = new ArrayList<>();
    private String decision = "code=canary-code";
    private String scope = "playlist-read-private playlist-read-collaborative";
    private int status = 200;
    private Action onToken = () -> {};
    private HttpServer accounts = accounts();
    private Cli cli = Cli.bare();

    private interface Action {
        void run() throws IOException;
    }

    private static HttpServer accounts() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void start() {
        accounts.createContext("/authorize", exchange -> {
            Map<String, String> asked = new HashMap<>();
            for (String pair : exchange.getRequestURI().getRawQuery().split("&", -1)) {
                String[] parts = pair.split("=", 2);
                asked.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
            exchange.getResponseHeaders()
                    .set("Location", asked.get("redirect_uri") + "?" + decision + "&state=" + asked.get("state"));
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        accounts.createContext("/api/token", exchange -> {
            onToken.run();
            forms.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            answer(
                    exchange,
                    status == 200
                            ? "{\"access_token\":\"canary-access\",\"token_type\":\"Bearer\",\"expires_in\":3600,"
                                    + "\"refresh_token\":\"" + SpotifyEmulator.REFRESH_TOKEN + "\",\"scope\":\"" + scope
                                    + "\"}"
                            : "{\"error\":\"invalid_grant\",\"error_description\":\"Refresh token revoked\"}");
        });
        accounts.start();
        cli = Cli.bare()
                .at(time)
                .with("SPOTIFY_CLIENT_ID", SpotifyEmulator.CLIENT_ID)
                .with(
                        "PLAYLAKE_ACCOUNTS_URL",
                        "http://127.0.0.1:" + accounts.getAddress().getPort())
                .with("XDG_CONFIG_HOME", folder.resolve("config").toString());
    }

    @AfterEach
    void stop() {
        accounts.stop(0);
    }

    private void answer(HttpExchange exchange, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Path token() {
        return folder.resolve("config/playlake/refresh-token");
    }

    private Result login(String... more) {
        return login(LoginCommandTest::open, more);
    }

    private Result login(Consumer<String> user, String... more) {
        List<String> args = new ArrayList<>(List.of("login", "--redirect-uri", ANY_PORT));
        args.addAll(List.of(more));
        Result result = cli.readBy(line -> {
                    if (line.startsWith("http")) {
                        user.accept(line);
                    }
                })
                .call(args.toArray(String[]::new));
        cli.readBy(line -> {});
        assertThat(result.all()).doesNotContain("canary", SpotifyEmulator.REFRESH_TOKEN, "\tat ", "Exception");
        return result;
    }

    /** A browser, which follows where it is sent. */
    private static void open(String address) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(address).toURL().openConnection(Proxy.NO_PROXY);
            connection.setReadTimeout(10_000);
            try (var page = connection.getInputStream()) {
                assertThat(new String(page.readAllBytes(), StandardCharsets.UTF_8))
                        .contains("You can close this window");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void storesTheTokenWhereTheOtherCommandsFindIt() throws IOException {
        Result result = login();
        assertThat(result.err())
                .startsWith("Register http://127.0.0.1/callback as a redirect URI")
                .contains("https://developer.spotify.com/dashboard")
                .hasLineCount(1);
        assertThat(result.out())
                .startsWith("http://127.0.0.1:" + accounts.getAddress().getPort() + "/authorize?")
                .contains(token().toString(), "good until 2026-07-01 (UTC)")
                .hasLineCount(2);
        assertThat(result.code()).isZero();
        assertThat(token()).hasContent(SpotifyEmulator.REFRESH_TOKEN);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token().getParent())))
                .isEqualTo("rwx------");
        assertThat(forms.get(0)).contains("code=canary-code&", "code_verifier=", "client_id=");

        try (SpotifyEmulator emulator =
                SpotifyEmulator.builder().playlists(12).items(1, 20).start()) {
            Result run = Cli.against(emulator)
                    .with("HOME", folder.resolve("elsewhere").toString())
                    .with("XDG_CONFIG_HOME", folder.resolve("config").toString())
                    .call("run", "--source", "me", "--sink", "local:" + folder.resolve("lake"));
            assertThat(run.code()).as(run.all()).isZero();
        }
    }

    @Test
    void storesTheTokenElsewhereIfTold() {
        Path file = folder.resolve("mine/token");
        scope = "a-scope";
        Result result = login("--file", file.toString(), "--scope", "a-scope,b-scope", "--scope", "c-scope");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("scope=a-scope%20b-scope%20c-scope&", file.toString());
        assertThat(result.err())
                .contains("did not agree to b-scope", "did not agree to c-scope")
                .contains("SPOTIFY_REFRESH_TOKEN_FILE is to name the file");
        assertThat(file).exists();
        assertThat(token()).doesNotExist();
        cli.with("SPOTIFY_REFRESH_TOKEN", "another-one");
        assertThat(login().err()).contains("warning: SPOTIFY_REFRESH_TOKEN (or the same with _FILE) is set");
    }

    @Test
    void aUserWhoDeclinesIs77() {
        decision = "error=access_denied";
        Result result = login();
        assertThat(result.err()).contains("playlake: the user declined");
        assertThat(result.code()).isEqualTo(77);
        assertThat(token()).doesNotExist();
    }

    @Test
    void aRefusedCodeIs77AndARefusedTokenSaysToLogIn() throws IOException {
        status = 400;
        Result result = login();
        assertThat(result.err()).contains("Spotify refused the code that the login brought");
        assertThat(result.code()).isEqualTo(77);

        Files.createDirectories(token().getParent());
        Files.writeString(token(), "canary-refresh");
        Result check = cli.call("check");
        assertThat(check.out())
                .contains("six months", "log in again (`playlake login`)")
                .doesNotContain("canary");
        assertThat(check.code()).isEqualTo(77);
    }

    @Test
    void aTokenThatCannotBeWrittenBackIsWarnedAbout() throws IOException {
        Files.createDirectories(token().getParent());
        Files.writeString(token(), "canary-old");
        onToken = () -> Files.delete(token());
        PrintStream before = System.err;
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        Result check;
        try {
            check = cli.with("PLAYLAKE_API_URL", "http://127.0.0.1:1/v1").call("check");
        } finally {
            System.setErr(before);
        }
        assertThat(logged.toString(StandardCharsets.UTF_8))
                .contains("Spotify replaced the refresh token in " + token(), "not found", "another login")
                .hasLineCount(1);
        assertThat(check.all() + logged).doesNotContain("canary", SpotifyEmulator.REFRESH_TOKEN);
    }

    @Test
    void nobodyInTimeIs75() {
        Result result = login(address -> time.advance(Duration.ofSeconds(90)), "--timeout", "90s");
        assertThat(result.err()).contains("nobody logged in within 90 s");
        assertThat(result.code()).isEqualTo(75);
    }

    @Test
    void anInterruptIs75() {
        Result result = login(address -> Thread.currentThread().interrupt());
        assertThat(Thread.interrupted()).isFalse();
        assertThat(result.err()).contains("playlake: interrupted");
        assertThat(result.code()).isEqualTo(75);
    }

    @Test
    void whatStandsInTheWayIsSaidBeforeAnybodyLogsIn() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Result result = cli.call("login", "--redirect-uri", "http://127.0.0.1:" + taken.getLocalPort() + "/");
            assertThat(result.err()).contains("nothing can listen there").hasLineCount(1);
            assertThat(result.code()).isEqualTo(78);
        }
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("victim"));
        Result link = login("--file", folder.resolve("link").toString());
        assertThat(link.err()).contains("symbolic link").hasLineCount(1);
        assertThat(link.code()).isEqualTo(78);

        Result none = Cli.bare().with("HOME", folder.toString()).call("login");
        assertThat(none.err()).contains("missing in the environment: SPOTIFY_CLIENT_ID");
        assertThat(none.code()).isEqualTo(77);
        assertThat(forms).isEmpty();
    }

    @Test
    void wrongOptionsAre64() {
        usage("Spotify refuses the name localhost", "--redirect-uri", "http://localhost:8888/callback");
        usage("this command listens there", "--redirect-uri", "https://app.example/back");
        usage("scopes: got 'two words'", "--scope", "two words");
        usage("timeout is PT0S", "--timeout", "0s");
        usage("accountsUrl", "--accounts-url", "http://example.org");
        cli.without("XDG_CONFIG_HOME");
        usage("--file is missing");
    }

    private void usage(String message, String... args) {
        List<String> all = new ArrayList<>(List.of("login"));
        all.addAll(List.of(args));
        Result result = cli.call(all.toArray(String[]::new));
        assertThat(result.err()).contains(message).hasLineCount(1);
        assertThat(result.code()).isEqualTo(64);
    }
}
