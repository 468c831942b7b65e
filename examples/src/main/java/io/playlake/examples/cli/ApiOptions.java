package io.playlake.examples.cli;

import io.playlake.client.SpotifyClient;
import io.playlake.client.SpotifyClientBuilder;
import io.playlake.client.auth.RefreshToken;
import io.playlake.error.ConfigurationException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the API is, and how it may be asked. */
final class ApiOptions {

    @Option(
            names = "--locale",
            paramLabel = "ll_CC",
            description = "Language of the names of categories, such as es_MX.")
    @Nullable
    String locale;

    @Option(
            names = "--rate",
            paramLabel = "N/s",
            description = "How many calls a second, such as 5/s (the default) or 0.5/s.")
    Rate rate = new Rate(5);

    @Option(
            names = "--max-wait",
            paramLabel = "TIME",
            description = "The longest wait that the API may ask for, such as 30s or 5m (the default).")
    Duration maxWait = Duration.ofMinutes(5);

    @Option(names = "--api-url", paramLabel = "URL", description = "The Web API; for an emulator or a proxy.")
    @Nullable
    URI apiUrl;

    @Option(
            names = "--accounts-url",
            paramLabel = "URL",
            description = "The accounts service; for an emulator or a proxy.")
    @Nullable
    URI accountsUrl;

    /** Returns a client with these options. */
    SpotifyClient client(Shell shell, @Nullable String market, int concurrency) {
        Credentials credentials = new Credentials(shell);
        SpotifyClientBuilder builder = SpotifyClient.builder()
                .credentials(credentials.client())
                .market(market)
                .locale(locale)
                .rate(rate.perSecond())
                .concurrency(concurrency)
                .maxWait(maxWait)
                .time(shell.time());
        RefreshToken token = credentials.refreshToken();
        if (token != null) {
            builder.refreshToken(token);
        }
        if (apiUrl != null) {
            builder.apiUrl(apiUrl);
        }
        if (accountsUrl != null) {
            builder.accountsUrl(accountsUrl);
        }
        try {
            return builder.build();
        } catch (ConfigurationException e) {
            throw new UsageException(e.getMessage());
        }
    }
}
