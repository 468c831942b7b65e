package io.playlake.examples.cli;

import com.google.common.hash.Hashing;
import io.playlake.client.AppProfile;
import io.playlake.client.SpotifyClient;
import io.playlake.client.SpotifyClientBuilder;
import io.playlake.client.auth.RefreshToken;
import io.playlake.client.limit.FileCallLedger;
import io.playlake.error.ConfigurationException;
import io.playlake.error.Reason;
import io.playlake.error.SinkException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
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

    @Option(
            names = "--budget",
            paramLabel = "CALLS",
            description =
                    "How many calls the account may make in any 24 hours, all processes of this machine together.")
    @Nullable
    Long budget;

    @Option(
            names = "--profile",
            paramLabel = "KIND",
            description = "The kind of app: auto (the default: its answers tell), extended or development.")
    String profile = "auto";

    @Option(names = "--api-url", paramLabel = "URL", description = "The Web API; for an emulator or a proxy.")
    @Nullable
    URI apiUrl;

    @Mixin
    AccountsOption accounts = new AccountsOption();

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
        builder.profile(profile());
        ledger(shell, credentials.client().clientId(), builder);
        RefreshToken token = credentials.refreshToken();
        if (token != null) {
            builder.refreshToken(token);
        }
        if (apiUrl != null) {
            builder.apiUrl(apiUrl);
        }
        if (accounts.url != null) {
            builder.accountsUrl(accounts.url);
        }
        if (budget != null) {
            builder.budget(budget);
        }
        try {
            return builder.build();
        } catch (ConfigurationException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private @Nullable AppProfile profile() {
        return switch (profile.strip().toLowerCase(Locale.ROOT)) {
            case "auto" -> null;
            case "extended" -> AppProfile.EXTENDED;
            case "development" -> AppProfile.DEVELOPMENT;
            default ->
                throw new UsageException(
                        "--profile: got '" + Printable.cell(profile, 60) + "', expected auto, extended or development");
        };
    }

    /** One folder for each account and API below the user's cache. Where there can be none, only a budget needs it. */
    private void ledger(Shell shell, String clientId, SpotifyClientBuilder builder) {
        String account = Hashing.sha256()
                .hashString(clientId + " " + apiUrl, StandardCharsets.UTF_8)
                .toString()
                .substring(0, 16);
        Path folder = Path.of(Objects.requireNonNullElse(
                        shell.variable("XDG_CACHE_HOME"), System.getProperty("user.home") + "/.cache"))
                .resolve("playlake")
                .resolve("accounts")
                .resolve(account);
        try {
            builder.ledger(FileCallLedger.open(folder));
        } catch (IOException e) {
            String problem = "calls cannot be counted in " + folder + ": " + Reason.of(e);
            if (budget != null) {
                throw new SinkException("--budget: " + problem, e);
            }
            shell.err().println("playlake: " + problem + "; this run does not know of others");
        }
    }
}
