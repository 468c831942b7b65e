package io.playlake.examples.cli;

import io.playlake.LibraryVersion;
import io.playlake.client.auth.AuthorizationCodeLogin;
import io.playlake.client.auth.AuthorizationCodeLoginBuilder;
import io.playlake.client.auth.LoginAttempt;
import io.playlake.client.auth.LoginGrant;
import io.playlake.client.auth.RefreshToken;
import io.playlake.client.auth.RefreshTokenFile;
import io.playlake.client.http.HttpTransport;
import io.playlake.client.http.PooledTransport;
import io.playlake.client.limit.RetryPolicy;
import io.playlake.client.limit.RetryingTransport;
import io.playlake.error.ConfigurationException;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code playlake login}. */
@Command(
        name = "login",
        description = "Logs a user in to the app of SPOTIFY_CLIENT_ID, in a browser, and stores the refresh token where"
                + " the other commands find it. Without SPOTIFY_CLIENT_SECRET it needs no secret (PKCE).",
        footer = {
            "",
            "The browser must reach the redirect URI: for a browser on another machine, forward the port first, such"
                    + " as with ssh -L 8888:127.0.0.1:8888 HOST."
        },
        sortOptions = false)
final class LoginCommand implements Callable<Integer> {

    private static final Duration MAX_WAIT = Duration.ofMinutes(1);

    private final Shell shell;

    @Option(
            names = "--redirect-uri",
            paramLabel = "URI",
            description = "Where Spotify sends the browser back to, as registered with the app; default"
                    + " http://127.0.0.1:8888/callback. Port 0 takes a free one, if the address is registered without"
                    + " a port.")
    URI redirectUri = AuthorizationCodeLogin.DEFAULT_REDIRECT_URI;

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            split = ",",
            description = "What the user is asked for; repeatable. Default playlist-read-private and"
                    + " playlist-read-collaborative.")
    List<String> scopes = new ArrayList<>();

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description =
                    "Where the refresh token is stored, readable by its owner only; default " + LoginFile.DEFAULT + ".")
    @Nullable
    String file;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "How long the user has, such as 90s or 5m (the default).")
    Duration timeout = Duration.ofMinutes(5);

    @Mixin
    AccountsOption accounts = new AccountsOption();

    @Mixin
    CommonOptions common = new CommonOptions();

    LoginCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        RefreshTokenFile target = target();
        AuthorizationCodeLoginBuilder builder = AuthorizationCodeLogin.builder(new Credentials(shell).app())
                .redirectUri(redirectUri)
                .timeout(timeout)
                .time(shell.time());
        if (!scopes.isEmpty()) {
            builder.scopes(scopes);
        }
        if (accounts.url != null) {
            builder.accountsUrl(accounts.url);
        }
        try (HttpTransport transport = transport()) {
            AuthorizationCodeLogin login = built(builder.transport(transport));
            target.requireWritable();
            try (LoginAttempt attempt = login.start()) {
                shell.err()
                        .println("Register " + registered() + " as a redirect URI of your app at"
                                + " https://developer.spotify.com/dashboard, if it is not yet; then open this address"
                                + " in a browser:");
                shell.out().println(attempt.authorizeUrl());
                shell.out().flush();
                store(attempt.await(), target);
            }
        }
        return ExitCode.OK;
    }

    private void store(LoginGrant grant, RefreshTokenFile target) {
        target.write(grant.refreshToken());
        shell.out()
                .println("Logged in. " + Printable.line(target.toString())
                        + " holds the refresh token, which is good until "
                        + grant.expiresAt().atOffset(ZoneOffset.UTC).toLocalDate()
                        + " (UTC); then log in again.");
        for (String asked : scopes.isEmpty() ? AuthorizationCodeLogin.DEFAULT_SCOPES : scopes) {
            if (!grant.scopes().contains(asked)) {
                shell.err().println("playlake: warning: the user did not agree to " + asked);
            }
        }
        if (Credentials.fromVariable(shell)) {
            shell.err()
                    .println("playlake: warning: " + RefreshToken.NAME
                            + " (or the same with _FILE) is set, and the other commands prefer it to this file");
        } else if (file != null) {
            shell.err().println("Let the other commands find it: " + RefreshToken.NAME + "_FILE is to name the file");
        }
    }

    private RefreshTokenFile target() {
        if (file == null) {
            RefreshTokenFile found = LoginFile.of(shell);
            if (found == null) {
                throw new UsageException("--file is missing, and there is no HOME for the default of it");
            }
            return found;
        }
        try {
            return RefreshTokenFile.at(Path.of(file));
        } catch (InvalidPathException e) {
            throw new UsageException("--file: '" + Printable.cell(file, 100) + "' is no path: " + e.getReason());
        }
    }

    private AuthorizationCodeLogin built(AuthorizationCodeLoginBuilder builder) {
        AuthorizationCodeLogin login;
        try {
            login = builder.build();
        } catch (ConfigurationException e) {
            throw new UsageException(e.getMessage());
        }
        if ("https".equalsIgnoreCase(redirectUri.getScheme())) {
            throw new UsageException("redirectUri is " + redirectUri
                    + ", expected http://127.0.0.1:PORT/PATH: this command listens there");
        }
        return login;
    }

    /** A port that is not known beforehand is not registered either. */
    private String registered() {
        String text = redirectUri.toString();
        return redirectUri.getPort() == 0 ? text.replaceFirst(":0(?=/|$)", "") : text;
    }

    private HttpTransport transport() {
        return new RetryingTransport(
                new PooledTransport(1, "playlake/" + LibraryVersion.current()),
                RetryPolicy.defaults(),
                MAX_WAIT,
                shell.time(),
                () -> ThreadLocalRandom.current().nextDouble(),
                (group, wait) -> {});
    }
}
