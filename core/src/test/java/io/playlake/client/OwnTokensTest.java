package io.playlake.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.playlake.LibraryVersion;
import io.playlake.client.auth.Secret;
import io.playlake.client.auth.TokenProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client whose tokens come from the application, against a real socket. */
@Timeout(60)
class OwnTokensTest {

    /** Numbers its tokens, and gives another one when the one before was refused. */
    private static final class Numbered implements TokenProvider {

        final AtomicInteger refused = new AtomicInteger();

        @Override
        public Secret token() {
            return Secret.of("own-" + refused.get());
        }

        @Override
        public void refused(Secret token) {
            refused.incrementAndGet();
        }

        @Override
        public String account() {
            return "own";
        }
    }

    @Test
    void areSentAndTheyLearnWhatIsRefused() throws IOException {
        List<String> seen = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/playlists/p1/images", exchange -> {
            seen.add(exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + exchange.getRequestHeaders().getFirst("User-Agent"));
            byte[] body = "[]".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(seen.size() == 1 ? 401 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        Numbered own = new Numbered();
        try (SpotifyClient client = SpotifyClient.builder()
                .tokenProvider(own)
                .apiUrl(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1"))
                .build()) {
            assertThat(client.playlists().images("p1").value()).isEmpty();
        } finally {
            server.stop(0);
        }
        String agent = " playlake/" + LibraryVersion.current();
        assertThat(seen).containsExactly("Bearer own-0" + agent, "Bearer own-1" + agent);
        assertThat(own.refused).hasValue(1);
    }
}
