package io.playlake.examples.cli;

import io.playlake.client.SpotifyClient;
import io.playlake.client.auth.ClientCredentials;
import io.playlake.emulator.SpotifyEmulator;
import io.playlake.run.Playlake;
import io.playlake.run.RunReport;
import io.playlake.sink.local.LocalSink;
import io.playlake.source.BrowseCategories;
import java.io.IOException;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code playlake demo}. */
@Command(
        name = "demo",
        description = "The whole story in half a minute, without credentials: an emulator of the Spotify Web API lives"
                + " through seven days, and each of them is a run into a lake on this machine.",
        footer = {
            "",
            "A folder that holds an earlier demo is continued with the next seven days; delete it to start anew. A"
                    + " folder that holds anything else is refused."
        })
final class DemoCommand implements Callable<Integer> {

    static final int DAYS = 7;

    private final Shell shell;

    @Parameters(paramLabel = "DIR", arity = "0..1", description = "Where the lake goes; default ./playlake-demo.")
    String folder = "playlake-demo";

    @Mixin
    CommonOptions common = new CommonOptions();

    DemoCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Path at;
        try {
            at = Path.of(folder);
        } catch (InvalidPathException e) {
            throw new UsageException("DIR: '" + Printable.cell(folder, 100) + "' is no path: " + e.getReason());
        }
        DemoLake lake = DemoLake.at(at);
        TextTable table = new TextTable("day", "listed", "changed", "fetched", "calls made", "calls saved", "rows");
        long made = 0;
        long saved = 0;
        try (SpotifyEmulator emulator = SpotifyEmulator.start()) {
            int first = lake.nextDay(emulator.today());
            shell.err()
                    .println(
                            first == 0
                                    ? "An emulator of the Spotify Web API runs at " + emulator.apiUrl()
                                            + "; seven of its days" + " follow, a run each."
                                    : "An earlier demo is in " + folder + "; its next seven days follow, a run each.");
            for (int day = first; day < first + DAYS; day++) {
                emulator.advanceTo(day);
                RunReport report = run(emulator, lake.sink(), "day " + (day - first + 1) + " of " + DAYS);
                made += report.callsMade();
                saved += report.callsSaved();
                table.row(
                        emulator.date(),
                        report.playlistsListed(),
                        report.playlistsChanged(),
                        report.playlistsFetched(),
                        report.callsMade(),
                        report.callsSaved(),
                        report.rowsWritten());
            }
        }
        table.row("together", "", "", "", made, saved, "");
        shell.out().println(table);
        shell.out().println();
        shell.out().println(DemoLake.afterword(folder));
        return ExitCode.OK;
    }

    private RunReport run(SpotifyEmulator emulator, LocalSink sink, String label) {
        try (SpotifyClient client = SpotifyClient.builder()
                        .credentials(ClientCredentials.of(SpotifyEmulator.CLIENT_ID, SpotifyEmulator.CLIENT_SECRET))
                        .apiUrl(URI.create(emulator.apiUrl()))
                        .accountsUrl(URI.create(emulator.accountsUrl()))
                        .rate(10_000)
                        .time(shell.time())
                        .build();
                Progress progress = new Progress(
                        shell, Progress.Mode.AUTO, label, () -> client.stats().totalCalls());
                Playlake playlake = Playlake.builder()
                        .client(client)
                        .source(BrowseCategories.all())
                        .sink(sink)
                        .logicalDate(emulator.today())
                        .listener(progress)
                        .time(shell.time())
                        .build()) {
            return playlake.run();
        }
    }
}
