package io.playlake.examples.cli;

import io.playlake.change.SnapshotStore;
import io.playlake.client.SpotifyClient;
import io.playlake.run.Playlake;
import io.playlake.run.RunReport;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code playlake run}. */
@Command(
        name = "run",
        description = "Lists playlists, fetches those that changed, and commits them to a lake, whole or not at all.",
        sortOptions = false,
        footer = {
            "",
            "The same logical date a second time does nothing and calls nothing. What a rate limit left over is"
                    + " continued by the same command (exit code 75 until it is done).",
            "",
            "Most apps cannot list browse categories any more: then use ids and me. A file of ids has one id, URI or"
                    + " link a line, and comments after #."
        })
final class RunCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    RunOptions options = new RunOptions();

    @Option(
            names = "--json",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "",
            hideParamSyntax = true,
            description = "Prints the report as JSON, whatever came of it.")
    Boolean json = false;

    @Option(
            names = "--progress",
            paramLabel = "MODE",
            description = "auto (the default: a bar on a terminal, lines elsewhere), plain or none.")
    Progress.Mode progress = Progress.Mode.AUTO;

    RunCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Playlake.Builder builder = options.builder(shell);
        try (ApiOptions api = options.api;
                SpotifyClient client = api.client(shell, options.market, options.concurrency);
                Progress shown =
                        new Progress(shell, progress, "", () -> client.stats().totalCalls())) {
            Playlake playlake = RunOptions.built(builder.client(client).listener(shown));
            try (SnapshotStore store = StateText.store(options.state, shell, api.once(shown::warning));
                    Playlake running = store == null ? playlake : RunOptions.built(builder.state(store))) {
                return finished(running.run(), shown);
            }
        }
    }

    private int finished(RunReport report, Progress shown) {
        shown.close();
        shell.out().println(json ? report.toJson() : ReportText.of(report));
        if (report.status() != RunReport.Status.PARTIAL) {
            return ExitCode.OK;
        }
        Instant notBefore = report.notBefore();
        shell.err()
                .println("playlake: partial: a limit of the API left "
                        + Progress.count(
                                report.playlistsDue() - report.playlistsFetched() - report.playlistsFailed(),
                                "playlist",
                                "playlists")
                        + " over; the same command continues"
                        + (notBefore == null ? ", later" : ", not before " + notBefore));
        return ExitCode.TRY_LATER;
    }
}
