package io.playlake.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.playlake.client.auth.ClientCredentials;
import io.playlake.client.auth.RefreshToken;
import io.playlake.client.auth.Secret;
import io.playlake.client.http.HttpRequest;
import io.playlake.testing.ManualTime;
import io.playlake.testing.ScriptedTransport;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Plants canaries where secrets are, breaks everything, and looks for them in every text that came out. */
class SecretsTest {

    private static final String SECRET = "canary-client-secret";
    private static final String REFRESH = "canary-refresh-token";
    private static final String TOKEN = "canary-access-token";

    private final List<String> texts = new ArrayList<>();

    @Test
    void noSecretShowsAnywhere() {
        String echo = "{\"error\":\"x\",\"error_description\":\"" + SECRET + " " + REFRESH + "\"}";
        String grant = "{\"access_token\":\"" + TOKEN + "\",\"expires_in\":3600}";
        for (int status : new int[] {302, 400, 401, 403, 404, 429, 500}) {
            broken(new ScriptedTransport()
                    .thenToken(status, echo)
                    .otherwise(r -> ScriptedTransport.response(200, "{}")));
            ScriptedTransport api = new ScriptedTransport()
                    .otherwise(request -> ScriptedTransport.response(
                            status,
                            "{\"error\":{\"message\":\"" + request.headers().get("Authorization") + "\"}}"));
            broken(api.thenToken(200, grant).thenToken(200, grant));
        }
        broken(new ScriptedTransport().thenToken(200, "{\"access_token\":\"" + TOKEN));
        broken(new ScriptedTransport()
                .thenToken(200, grant)
                .otherwise(request -> ScriptedTransport.response(
                        200, "you sent " + request.headers().get("Authorization"))));
        assertThat(texts).hasSizeGreaterThan(50).noneMatch(text -> text.contains("canary"));
    }

    private void broken(ScriptedTransport wire) {
        ClientCredentials app = ClientCredentials.of("id", SECRET);
        RefreshToken refresh = RefreshToken.of(REFRESH);
        SpotifyClientBuilder builder = SpotifyClient.builder()
                .credentials(app)
                .refreshToken(refresh)
                .time(new ManualTime())
                .transport(wire);
        try (SpotifyClient client = builder.build()) {
            Throwable thrown = catchThrowable(() -> client.playlists().get("p1").value());
            assertThat(thrown).isNotNull();
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            texts.add(trace.toString());
            texts.addAll(List.of(
                    client.toString(),
                    client.stats().toString(),
                    app.toString(),
                    refresh.toString(),
                    Secret.of(TOKEN).toString()));
        }
        for (HttpRequest request : wire.requests()) {
            texts.add(request.toString());
        }
        for (HttpRequest request : wire.tokenRequests()) {
            texts.add(request.toString());
        }
    }
}
