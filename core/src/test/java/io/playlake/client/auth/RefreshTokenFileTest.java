package io.playlake.client.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.client.http.HttpRequest;
import io.playlake.error.ConfigurationException;
import io.playlake.error.CredentialsException;
import io.playlake.error.LoginExpiredException;
import io.playlake.testing.ManualTime;
import io.playlake.testing.ScriptedTransport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefreshTokenFileTest {

    private static final URI ACCOUNTS = URI.create("https://accounts.example");
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final String REVOKED =
            "{\"error\":\"invalid_grant\",\"error_description\":\"Refresh token revoked\"}";

    @TempDir
    Path folder;

    private final ManualTime time = new ManualTime();
    private final ScriptedTransport wire = new ScriptedTransport();
    private Path path = Path.of("");

    @BeforeEach
    void path() {
        path = folder.resolve("config/playlake/refresh-token");
    }

    private TokenProvider provider() {
        return Tokens.ofUser(
                wire, ACCOUNTS, ClientCredentials.ofPublicClient("id"), RefreshToken.ofFile(path), DEADLINE, time);
    }

    private static String grant(String refreshToken) {
        return "{\"access_token\":\"a\",\"expires_in\":100,\"refresh_token\":\"" + refreshToken + "\"}";
    }

    private void write(String token) {
        RefreshTokenFile.at(path).write(RefreshToken.of(token));
    }

    private String content() throws IOException {
        return Files.readString(path);
    }

    private List<String> asked() {
        return wire.tokenRequests().stream()
                .map(HttpRequest::form)
                .map(form -> form.replaceAll(".*&refresh_token=([^&]*).*", "$1"))
                .toList();
    }

    @Test
    void isItsOwnersOnly() throws IOException {
        assertThat(RefreshTokenFile.at(path).exists()).isFalse();
        RefreshTokenFile.at(path).requireWritable();
        assertThat(path.getParent()).isEmptyDirectory();
        write("r1");
        write("r2");
        assertThat(content()).isEqualTo("r2\n");
        assertThat(RefreshToken.ofFile(path).value()).isEqualTo(Secret.of("r2"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        for (Path made : List.of(path.getParent(), folder.resolve("config"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                    .isEqualTo("rwx------");
        }
        assertThat(path.getParent()).isDirectoryContaining(file -> file.equals(path));
        try (Stream<Path> files = Files.list(path.getParent())) {
            assertThat(files).containsExactly(path);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"000", "277"})
    void isItsOwnersOnlyUnderAnyMask(String mask) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "umask " + mask + " && exec \"$@\"",
                        "sh",
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        path.toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.getParent())))
                .isEqualTo("rwx------");
    }

    /** Runs in a process of its own, since a JVM cannot change its mask. */
    static final class Writer {

        public static void main(String[] args) {
            RefreshTokenFile.at(Path.of(args[0])).write(RefreshToken.of("r1"));
        }
    }

    @Test
    void replacesAFileThatOthersCouldRead() throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, "old");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
        write("r1");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
    }

    @Test
    void aPlantedLinkIsRefused() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        Files.createDirectories(path.getParent());
        Files.createSymbolicLink(path, victim);
        assertThatThrownBy(() -> write("r1"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(path.toString())
                .hasMessageContaining("symbolic link");
        assertThatThrownBy(() -> RefreshTokenFile.at(path).requireWritable())
                .isInstanceOf(ConfigurationException.class);
        Files.delete(path);
        Files.createSymbolicLink(path, folder.resolve("nowhere"));
        assertThatThrownBy(() -> write("r1")).hasMessageContaining("symbolic link");
        assertThat(victim).hasContent("precious");
        assertThat(folder.resolve("nowhere")).doesNotExist();
    }

    @Test
    void whatCannotBeWrittenIsConfiguration() throws IOException {
        Files.createDirectories(path);
        assertThatThrownBy(() -> write("r1"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("it is no file");
        path = Files.createFile(folder.resolve("file")).resolve("below");
        assertThatThrownBy(() -> RefreshTokenFile.at(path).requireWritable())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(path.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "two words", "two\nlines"})
    void aFileWithoutATokenIsNamed(String content) throws IOException {
        path = Files.writeString(folder.resolve("t"), content);
        assertThatThrownBy(() -> RefreshToken.ofFile(path))
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining(path.toString())
                .hasMessageNotContaining("two");
        assertThatThrownBy(() -> RefreshToken.ofFile(folder.resolve("none")))
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("not found");
    }

    @Test
    void aReplacedTokenIsWrittenBack() throws Exception {
        write("r1");
        wire.thenToken(200, grant("r2")).thenToken(200, grant("r2"));
        TokenProvider tokens = provider();
        tokens.token();
        assertThat(content()).isEqualTo("r2\n");
        time.advance(Duration.ofSeconds(100));
        tokens.token();
        assertThat(asked()).containsExactly("r1", "r2");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
    }

    @Test
    void theVariableThatNamesAFileWritesItBackToo() throws Exception {
        write("r1");
        wire.thenToken(200, grant("r2"));
        Environment environment = Environment.of(Map.of("SPOTIFY_REFRESH_TOKEN_FILE", path.toString() + " ")::get);
        RefreshToken token = RefreshToken.from(environment).orElseThrow();
        Tokens.ofUser(wire, ACCOUNTS, ClientCredentials.ofPublicClient("id"), token, DEADLINE, time)
                .token();
        assertThat(content()).isEqualTo("r2\n");
    }

    @Test
    void aLinkThatWasReadStaysOne() throws Exception {
        write("r1");
        Path link = Files.createSymbolicLink(folder.resolve("link"), path);
        wire.thenToken(200, grant("r2"));
        Tokens.ofUser(wire, ACCOUNTS, ClientCredentials.ofPublicClient("id"), RefreshToken.ofFile(link), DEADLINE, time)
                .token();
        assertThat(link).isSymbolicLink().hasContent("r2");
        assertThat(content()).isEqualTo("r2\n");
    }

    @Test
    void twoProvidersShareAFile() throws Exception {
        write("r1");
        TokenProvider one = provider();
        TokenProvider two = provider();
        wire.thenToken(200, grant("r2")).thenToken(200, grant("r3"));
        one.token();
        two.token();
        time.advance(Duration.ofSeconds(100));
        one.token();
        assertThat(asked()).containsExactly("r1", "r2", "r3");
    }

    @Test
    void aRefusedTokenIsLookedUpOnceMore() throws Exception {
        write("r1");
        wire.thenToken(request -> {
            write("r2"); // another process was faster
            return ScriptedTransport.response(400, REVOKED);
        });
        provider().token();
        assertThat(asked()).containsExactly("r1", "r2");
        assertThat(time.sleeps()).isEmpty();
    }

    @Test
    void aLoginThatExpiredIsGivenUpAfterASecond() {
        write("r1");
        wire.thenToken(400, REVOKED);
        assertThatThrownBy(() -> provider().token())
                .isInstanceOf(LoginExpiredException.class)
                .hasMessageContaining("six months");
        assertThat(asked()).containsExactly("r1");
        assertThat(time.slept()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aNewLoginIsTakenUpAndNotOverwritten() throws Exception {
        write("r1");
        wire.thenToken(request -> {
            write("login");
            return ScriptedTransport.response(200, grant("r2"));
        });
        TokenProvider tokens = provider();
        tokens.token();
        assertThat(content()).isEqualTo("login\n");
        time.advance(Duration.ofSeconds(100));
        tokens.token();
        assertThat(asked()).containsExactly("r1", "login");
    }

    @Test
    void aTokenThatCannotBeWrittenBackIsKeptInMemory() throws Exception {
        write("r1");
        Path real = path.getParent();
        Path away = folder.resolve("away");
        wire.thenToken(request -> {
            Files.move(real, away);
            return ScriptedTransport.response(200, grant("r2"));
        });
        TokenProvider tokens = provider();
        assertThat(tokens.token()).isEqualTo(Secret.of("a"));
        assertThat(path).doesNotExist();
        Files.move(away, real);
        time.advance(Duration.ofSeconds(100));
        tokens.token();
        assertThat(asked()).containsExactly("r1", "r2");
        assertThat(content()).isEqualTo("r2\n");
    }
}
