package io.playlake.examples.cli;

import io.playlake.client.auth.ClientCredentials;
import io.playlake.client.auth.RefreshToken;
import io.playlake.emulator.AppProfile;
import io.playlake.emulator.SpotifyEmulator;
import io.playlake.error.ConfigurationException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code playlake emulator}. */
@Command(
        name = "emulator",
        description = "The Spotify Web API on loopback, over a synthetic catalogue that changes from one virtual day to"
                + " the next; runs until Ctrl-C.",
        sortOptions = false)
final class EmulatorCommand implements Callable<Integer> {

    private final Shell shell;

    @Option(names = "--port", paramLabel = "N", description = "Where to listen; default 0, which takes a free port.")
    int port;

    @Option(names = "--seed", paramLabel = "N", description = "What the catalogue follows from; default 1.")
    long seed = 1;

    @Option(
            names = "--profile",
            paramLabel = "KIND",
            description =
                    "Which kind of app asks: extended (the default), extended-late, development-old or development.")
    String profile = "extended";

    @Option(names = "--playlists", paramLabel = "N", description = "How many playlists there are; default 60.")
    int playlists = 60;

    @Option(
            names = "--request-limit",
            paramLabel = "CALLS",
            description = "How many calls it answers in any 30 seconds before a 429; default 0, no limit.")
    int requestLimit;

    @Option(
            names = "--daily-quota",
            paramLabel = "CALLS",
            description = "How many calls of each group of endpoints it answers in any 24 hours; default 0, no limit.")
    int dailyQuota;

    @Option(
            names = "--etags",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "",
            hideParamSyntax = true,
            description = "Sends an ETag with each answer, and 304 to those who have it.")
    Boolean etags = false;

    @Mixin
    CommonOptions common = new CommonOptions();

    EmulatorCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try (SpotifyEmulator emulator = start()) {
            shell.out()
                    .println(String.join(
                            "\n",
                            "The emulator listens at " + emulator.apiUrl() + "; it is " + emulator.date()
                                    + " there. Ctrl-C ends it.",
                            "",
                            "In another terminal:",
                            "  export " + ClientCredentials.ID + "=" + SpotifyEmulator.CLIENT_ID,
                            "  export " + ClientCredentials.SECRET + "=" + SpotifyEmulator.CLIENT_SECRET,
                            "  export " + RefreshToken.NAME + "=" + SpotifyEmulator.REFRESH_TOKEN,
                            "  export PLAYLAKE_API_URL=" + emulator.apiUrl(),
                            "  export PLAYLAKE_ACCOUNTS_URL=" + emulator.accountsUrl(),
                            "  " + Self.command() + " run --source "
                                    + (profile.equals("extended") ? "'browse:*'" : "me") + " --sink local:lake",
                            "",
                            "Move to another day, and see the calls:",
                            "  curl -X POST " + emulator.accountsUrl() + "/_emulator/day/1",
                            "  curl " + emulator.accountsUrl() + "/_emulator/calls"));
            shell.out().flush();
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            shell.err().println("the emulator has stopped");
        }
        return ExitCode.OK;
    }

    private SpotifyEmulator start() {
        try {
            return SpotifyEmulator.builder()
                    .port(port)
                    .seed(seed)
                    .profile(profile())
                    .playlists(playlists)
                    .requestLimit(requestLimit)
                    .dailyQuota(dailyQuota)
                    .etags(etags)
                    .start();
        } catch (IllegalArgumentException e) {
            throw new UsageException("--" + e.getMessage());
        } catch (UncheckedIOException e) {
            throw new ConfigurationException("--" + e.getMessage(), e);
        }
    }

    private AppProfile profile() {
        return switch (profile.strip().toLowerCase(Locale.ROOT)) {
            case "extended" -> AppProfile.EXTENDED;
            case "extended-late" -> AppProfile.EXTENDED_LATE;
            case "development-old" -> AppProfile.DEVELOPMENT_OLD;
            case "development" -> AppProfile.DEVELOPMENT;
            default ->
                throw new UsageException("--profile: got '" + Printable.cell(profile, 60)
                        + "', expected extended, extended-late, development-old or development");
        };
    }
}
