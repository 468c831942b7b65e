package io.playlake.examples.cli;

import com.google.common.hash.Hashing;
import io.playlake.client.AppProfile;
import io.playlake.client.SpotifyClient;
import io.playlake.client.SpotifyClientBuilder;
import io.playlake.client.auth.RefreshToken;
import io.playlake.client.limit.CallLedger;
import io.playlake.error.ConfigurationException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the API is, and how it may be asked; closing it closes the ledger of the client that was made. */
final class ApiOptions implements AutoCloseable {

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
                    "How many calls the account may make in any 24 hours, all processes together that share the ledger.")
    @Nullable
    Long budget;

    @Option(
            names = "--ledger",
            paramLabel = "LEDGER",
            description = "Where calls, waits and pace are kept, for all processes of the account that are to keep one"
                    + " limit: local:DIR (the default, in ~/.cache/playlake), or redis://HOST:PORT/DB for several"
                    + " machines.")
    @Nullable
    String ledger;

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

    private final Set<String> warned = new HashSet<>();
    private @Nullable CallLedger opened;

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
        LedgerText text = new LedgerText(shell, account(credentials.client().clientId()), budget != null);
        opened = text.open(ledger, once(shell::warn));
        if (opened != null) {
            builder.ledger(opened);
        }
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

    /** Names the account among those that keep their calls in one place: an app and an API. */
    private String account(String clientId) {
        return Hashing.sha256()
                .hashString(clientId + " " + apiUrl, StandardCharsets.UTF_8)
                .toString()
                .substring(0, 16);
    }

    /** Returns what takes warnings on to somebody, each of them once. */
    Consumer<String> once(Consumer<String> to) {
        return warning -> {
            if (warned.add(warning)) {
                to.accept(warning);
            }
        };
    }

    @Override
    public void close() {
        if (opened != null) {
            opened.close();
        }
    }
}
