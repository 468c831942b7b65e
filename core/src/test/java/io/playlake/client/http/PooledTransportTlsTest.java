package io.playlake.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PooledTransportTlsTest {

    private static final String PASSWORD = "for-this-test";
    private static final String TRUST = "javax.net.ssl.trustStore";

    @TempDir
    private static Path dir;

    private final AtomicInteger calls = new AtomicInteger();

    /** Makes an authority of this test, and three certificates for one key that it signed. */
    @BeforeAll
    static void makeCertificates() throws Exception {
        keytool(
                "ca.p12",
                "-genkeypair -alias ca -keyalg EC -dname CN=ca -ext bc=ca:true -startdate -500d -validity 900");
        keytool("server.p12", "-genkeypair -alias server -keyalg EC -dname CN=server");
        keytool("server.p12", "-certreq -alias server -file " + dir.resolve("server.csr"));
        sign("good", "localhost", "-1d");
        sign("other", "other.example", "-1d");
        sign("expired", "localhost", "-400d");
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("ca", load("ca.p12").getCertificate("ca"));
        try (OutputStream out = Files.newOutputStream(dir.resolve("trust.p12"))) {
            trust.store(out, PASSWORD.toCharArray());
        }
    }

    private static void sign(String name, String host, String start) throws Exception {
        keytool(
                "ca.p12",
                "-gencert -alias ca -infile " + dir.resolve("server.csr") + " -outfile " + dir.resolve(name + ".crt")
                        + " -ext san=dns:" + host + " -startdate " + start + " -validity 90");
    }

    @AfterEach
    void forgetTrust() {
        System.clearProperty(TRUST);
        System.clearProperty(TRUST + "Password");
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefused() {
        assertRefused("good", false);
    }

    @Test
    void aCertificateOfAnotherHostIsRefused() {
        assertRefused("other", true);
    }

    @Test
    void aCertificateThatHasExpiredIsRefused() {
        assertRefused("expired", true);
    }

    @Test
    void aCertificateThatIsVouchedForIsAccepted() throws Exception {
        assertThat(call("good", true).status()).isEqualTo(204);
    }

    private void assertRefused(String certificate, boolean trusted) {
        assertThatThrownBy(() -> call(certificate, trusted)).isInstanceOf(SSLException.class);
        assertThat(calls).hasValue(0);
    }

    /** Calls a server that shows a certificate, from a transport that trusts the authority or not. */
    private HttpResponse call(String certificate, boolean trusted) throws Exception {
        if (trusted) {
            System.setProperty(TRUST, dir.resolve("trust.p12").toString());
            System.setProperty(TRUST + "Password", PASSWORD);
        }
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(certificate)));
        server.createContext("/", exchange -> {
            calls.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try (PooledTransport transport = new PooledTransport(1, "playlake/test")) {
            URI address = URI.create("https://localhost:" + server.getAddress().getPort() + "/");
            HttpRequest request = HttpRequest.get(address, "/").withHeader("Authorization", "Bearer canary");
            return transport.execute(request, Duration.ofSeconds(20));
        } finally {
            server.stop(0);
        }
    }

    private static void keytool(String store, String arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments.split(" ")));
        command.addAll(List.of("-keystore", dir.resolve(store).toString(), "-storepass", PASSWORD));
        command.add("-J-Duser.language=en");
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue())
                .as(Files.readString(dir.resolve("keytool.log")))
                .isZero();
    }

    private static KeyStore load(String store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(dir.resolve(store))) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    private static SSLContext context(String certificate) throws Exception {
        char[] password = PASSWORD.toCharArray();
        Certificate shown;
        try (InputStream in = Files.newInputStream(dir.resolve(certificate + ".crt"))) {
            shown = CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
        KeyStore keys = load("server.p12");
        keys.setKeyEntry("server", keys.getKey("server", password), password, new Certificate[] {
            shown, load("ca.p12").getCertificate("ca")
        });
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
