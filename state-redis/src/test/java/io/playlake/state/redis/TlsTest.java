package io.playlake.state.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.playlake.change.SnapshotStore.Position;
import io.playlake.error.SinkException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Redis behind TLS, with a certificate that says localhost. */
class TlsTest {

    private static final String TRUST = "javax.net.ssl.trustStore";
    private static final String STORE_PASSWORD = "changeit";

    @TempDir
    private Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private RealRedis redis;
    private SSLServerSocket door;

    @BeforeEach
    void start() throws Exception {
        redis = RealRedis.start(Files.createDirectory(folder.resolve("redis")));
        Path store = folder.resolve("keys.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process made = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "redis",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        STORE_PASSWORD)
                .inheritIO()
                .start();
        assertThat(made.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), STORE_PASSWORD.toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, STORE_PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        door = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        threads.execute(this::serve);
    }

    @AfterEach
    void stop() throws IOException {
        System.clearProperty(TRUST);
        System.clearProperty(TRUST + "Password");
        door.close();
        threads.shutdownNow();
        redis.close();
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                Socket outside = door.accept();
                Socket inside = new Socket(InetAddress.getLoopbackAddress(), redis.port());
                threads.execute(() -> copy(outside, inside));
                threads.execute(() -> copy(inside, outside));
            } catch (IOException e) {
                // the door is closed, or somebody did not like the certificate
            }
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            // one of them went away
        }
    }

    private RedisSnapshotStore open(String host) {
        return RedisSnapshotStore.open(
                RedisAddress.of("rediss://" + host + ":" + door.getLocalPort()), warning -> fail(warning));
    }

    @Test
    @DisplayName("A certificate that the JVM trusts and that names the host is accepted, and no other")
    void checksCertificates() {
        assertThatThrownBy(() -> open("localhost"))
                .isInstanceOf(SinkException.class)
                .hasMessageContaining("certification path");
        System.setProperty(TRUST, folder.resolve("keys.p12").toString());
        System.setProperty(TRUST + "Password", STORE_PASSWORD);
        Position one = new Position("lake", 1, "sha-1");
        try (RedisSnapshotStore store = open("localhost")) {
            store.rebuild(one, States.many(10, "1"));
            assertThat(store.position()).contains(one);
        }
        assertThatThrownBy(() -> open("127.0.0.1"))
                .isInstanceOf(SinkException.class)
                .hasMessageContaining("subject alternative names");
    }
}
