package io.playlake.examples.cli;

import io.playlake.change.SnapshotStore;
import io.playlake.client.SpotifyClient;
import io.playlake.error.ConfigurationException;
import io.playlake.run.Playlake;
import io.playlake.run.RunReport;
import io.playlake.source.MyPlaylists;
import io.playlake.source.PlaylistSource;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

    @Option(
            names = "--source",
            paramLabel = "SOURCE",
            description = {"Where playlists come from; may be repeated.", SourceText.FORMS})
    List<String> sources = new ArrayList<>();

    @Option(names = "--sink", paramLabel = "SINK", description = "Where they go: local:DIR.")
    @Nullable
    String sink;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "Where state is looked up: sink (the default), or a copy in local:FILE or"
                    + " redis://HOST:PORT/DB; with ?prefix=NAME if lakes share a database.")
    String state = "sink";

    @Option(
            names = "--logical-date",
            paramLabel = "ISO",
            description = "What names the run and its partition: a date, or a date and time, UTC unless it has a zone;"
                    + " fractions of a second are dropped. Default: now.")
    @Nullable
    Instant logicalDate;

    @Option(names = "--market", paramLabel = "CC", description = "Market to ask for, such as SE.")
    @Nullable
    String market;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "How many playlists are fetched at a time; default 8.")
    int concurrency = 8;

    @Option(
            names = "--full",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "",
            hideParamSyntax = true,
            description = "Fetches unchanged ones too.")
    Boolean full = false;

    @Option(
            names = "--audit-cycle",
            paramLabel = "TIME",
            description = "How long at most a playlist goes unread while it looks unchanged; default 14d.")
    Duration auditCycle = Duration.ofDays(14);

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description = "A local folder for what is fetched and not yet committed; default: one that goes with the"
                    + " sink, or below ~/.cache/playlake.")
    @Nullable
    String work;

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

    @Mixin
    ApiOptions api = new ApiOptions();

    @Mixin
    CommonOptions common = new CommonOptions();

    RunCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        List<PlaylistSource> parsed = sources.stream().map(SourceText::parse).toList();
        if (parsed.isEmpty()) {
            throw new UsageException("--source is missing, expected " + SourceText.FORMS);
        }
        Playlake.Builder builder = Playlake.builder()
                .sink(SinkText.sink(sink))
                .auditCycle(auditCycle)
                .full(full)
                .concurrency(concurrency)
                .time(shell.time());
        parsed.forEach(builder::source);
        if (logicalDate != null) {
            builder.logicalDate(logicalDate);
        }
        if (work != null) {
            builder.workDirectory(path(work));
        }
        if (parsed.stream().anyMatch(MyPlaylists.class::isInstance)) {
            new Credentials(shell).requireUser();
        }
        try (ApiOptions used = api;
                SpotifyClient client = used.client(shell, market, concurrency);
                Progress shown =
                        new Progress(shell, progress, "", () -> client.stats().totalCalls())) {
            Playlake playlake = built(builder.client(client).listener(shown));
            try (SnapshotStore store = StateText.store(state, shell, used.once(shown::warning));
                    Playlake running = store == null ? playlake : built(builder.state(store))) {
                return finished(running.run(), shown);
            }
        }
    }

    /** Options that the library refuses were wrong on the command line. */
    private static Playlake built(Playlake.Builder builder) {
        try {
            return builder.build();
        } catch (ConfigurationException e) {
            throw new UsageException(e.getMessage());
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

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new UsageException("--work: '" + Printable.cell(text, 100) + "' is no path: " + e.getReason());
        }
    }
}
