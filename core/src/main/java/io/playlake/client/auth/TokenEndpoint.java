package io.playlake.client.auth;

import io.playlake.client.http.ErrorText;
import io.playlake.client.http.HttpRequest;
import io.playlake.client.http.HttpResponse;
import io.playlake.client.http.HttpTransport;
import io.playlake.error.CredentialsException;
import io.playlake.error.LoginExpiredException;
import io.playlake.error.RequestRefusedException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;

/** Spotify's {@code /api/token}: one call, one grant. Transient faults are the transport's to repeat. */
final class TokenEndpoint {

    static final String PATH = "/api/token";

    private final HttpTransport transport;
    private final URI address;
    private final ClientCredentials app;
    private final Duration deadline;

    TokenEndpoint(HttpTransport transport, URI accounts, ClientCredentials app, Duration deadline) {
        this.transport = transport;
        this.address = URI.create(accounts + PATH);
        this.app = app;
        this.deadline = deadline;
    }

    TokenAnswer clientCredentials() throws IOException, InterruptedException {
        return ask("grant_type=client_credentials", Grant.APP);
    }

    TokenAnswer refresh(Secret refreshToken) throws IOException, InterruptedException {
        return ask(
                "grant_type=refresh_token&refresh_token=" + encoded(refreshToken.reveal()),
                Grant.REFRESH,
                refreshToken);
    }

    /** Redeems the code of a login. The verifier proves that whoever asks began it, and goes along with a secret too. */
    TokenAnswer redeem(Secret code, URI redirect, Secret verifier) throws IOException, InterruptedException {
        return ask(
                "grant_type=authorization_code&code=" + encoded(code.reveal()) + "&redirect_uri="
                        + encoded(redirect.toString()) + "&code_verifier=" + encoded(verifier.reveal()),
                Grant.CODE,
                code,
                verifier);
    }

    private enum Grant {
        APP,
        REFRESH,
        CODE
    }

    private TokenAnswer ask(String form, Grant grant, Secret... hidden) throws IOException, InterruptedException {
        Secret secret = app.clientSecret();
        HttpRequest request;
        if (secret == null) {
            request = HttpRequest.post(address, PATH, form + "&client_id=" + encoded(app.clientId()));
        } else {
            String pair = app.clientId() + ":" + secret.reveal();
            String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
            request = HttpRequest.post(address, PATH, form).withHeader("Authorization", "Basic " + basic);
        }
        HttpResponse response = transport.execute(request, deadline);
        if (response.status() == 200) {
            return TokenAnswer.of(response.body());
        }
        throw refusal(response, grant, hidden);
    }

    private RuntimeException refusal(HttpResponse response, Grant grant, Secret... hidden) {
        ErrorText error = ErrorText.of(response.body());
        String said = error.message();
        Secret secret = app.clientSecret();
        said = secret == null ? said : secret.mask(said);
        for (Secret one : hidden) {
            said = one.mask(said);
        }
        int status = response.status();
        if (status != 400 && status != 401) {
            return new RequestRefusedException(status, "POST " + PATH, said);
        }
        String code = error.code() == null ? "" : error.code().toLowerCase(Locale.ROOT);
        if (grant == Grant.REFRESH && code.equals("invalid_grant")) {
            return new LoginExpiredException("Spotify no longer accepts the refresh token of client " + app.clientId()
                    + " (" + said + "): it expires six months after the login and may be revoked before; log in again");
        }
        if (grant == Grant.CODE && code.equals("invalid_grant")) {
            return new CredentialsException("Spotify refused the code that the login brought (" + said
                    + "): it is good once, for some minutes, and for one redirect URI; log in again");
        }
        return new CredentialsException("Spotify refused the credentials of client " + app.clientId() + " with status "
                + status + (said.isEmpty() ? "" : ": " + said));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
