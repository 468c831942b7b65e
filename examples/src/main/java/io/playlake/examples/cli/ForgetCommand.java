package io.playlake.examples.cli;

import io.playlake.change.SnapshotStore;
import io.playlake.error.ConfigurationException;
import io.playlake.run.Maintenance;
import io.playlake.sink.Commit;
import io.playlake.sink.Dataset;
import io.playlake.sink.Sink;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code playlake forget}. */
@Command(
        name = "forget",
        description =
                "Removes a playlist, a user or what is old from a lake: from every table, raw page, state and stage,"
                        + " and from every earlier commit. Calls no API, and cannot be undone.",
        sortOptions = false,
        footer = {
            "",
            "Of a user go the playlists that the user owned, and the id, hashed or not, and the name wherever else they"
                    + " stand. What is left of a text that held an id says `forgotten` in its place.",
            "",
            "--before goes by when things were received, and by whole runs. A version that a later run still names stays,"
                    + " with its tracks; table runs and the log still tell that the runs were.",
            "",
            "Reports, copies and backups that lie elsewhere are not touched."
        })
final class ForgetCommand implements Callable<Integer> {

    private final Shell shell;

    @Option(
            names = "--playlist",
            paramLabel = "ID",
            converter = Values.PlaylistValue.class,
            description = "A playlist: its id, URI or link.")
    @Nullable
    String playlist;

    @Option(names = "--user", paramLabel = "ID", description = "A user: the id, URI or link.")
    @Nullable
    String user;

    @Option(
            names = "--before",
            paramLabel = "INSTANT",
            converter = Values.InstantValue.class,
            description = "Runs that ended before then: a date, which means its first moment, or a date and time; UTC"
                    + " unless it has a zone.")
    @Nullable
    Instant before;

    @Option(
            names = "--sink",
            paramLabel = "SINK",
            description =
                    "The lake: " + SinkText.FORMS + "; repeated for all that one run goes to, as the run has them.")
    List<String> sinks = new ArrayList<>();

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description =
                    "A store of its state, to be rebuilt at once and not by the next run: " + StateText.FORMS + ".")
    @Nullable
    String state;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description = "The folder that runs stage in; default: one that goes with the sink, or below"
                    + " ~/.cache/playlake.")
    @Nullable
    String work;

    @Mixin
    CommonOptions common = new CommonOptions();

    ForgetCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (Stream.of(playlist, user, before).filter(one -> one != null).count() != 1) {
            throw new UsageException("expected one of --playlist, --user and --before");
        }
        List<Sink> lakes = new ArrayList<>();
        (sinks.isEmpty() ? Collections.<@Nullable String>singletonList(null) : sinks)
                .forEach(text -> lakes.add(SinkText.sink(text == null ? null : SinkText.withoutOptional(text), shell)));
        List<String> ids = level(lakes);
        if (state == null) {
            lakes.forEach(lake -> report(lake, forget(builder(lake, ids).build())));
            return ExitCode.OK;
        }
        try (SnapshotStore store = StateText.copy(state, StateText.FORMS, shell, shell::warn)) {
            // It follows the first, as in a run.
            for (Sink lake : lakes) {
                Maintenance.Builder builder = builder(lake, ids);
                report(lake, forget((lake == lakes.get(0) ? builder.state(store) : builder).build()));
            }
        }
        return ExitCode.OK;
    }

    private Maintenance.Builder builder(Sink lake, List<String> ids) {
        Maintenance.Builder builder = Maintenance.builder().sink(lake).time(shell.time());
        ids.forEach(builder::copiedFrom);
        return work == null ? builder : builder.workDirectory(path(work));
    }

    /** Returns the ids of the datasets. One that is behind could not be made level any more once it forgot by itself. */
    private static List<String> level(List<Sink> lakes) {
        List<String> ids = new ArrayList<>();
        Set<Long> heads = new TreeSet<>();
        for (Sink lake : lakes) {
            try (Dataset dataset = lake.openExisting()) {
                ids.add(dataset.id());
                heads.add(dataset.head().map(Commit::seq).orElse(0L));
            }
        }
        if (heads.size() > 1) {
            throw new ConfigurationException("the sinks end with different commits, " + heads
                    + "; let a run or a replay make them level first, or name them one by one");
        }
        return ids;
    }

    private Maintenance.Result forget(Maintenance maintenance) {
        if (playlist != null) {
            return maintenance.forgetPlaylist(playlist);
        }
        if (user != null) {
            return maintenance.forgetUser(user);
        }
        try {
            return maintenance.forgetBefore(before == null ? Instant.MIN : before);
        } catch (ConfigurationException e) {
            throw e.getMessage() != null && e.getMessage().startsWith("before ")
                    ? new UsageException("--" + e.getMessage())
                    : e;
        }
    }

    private void report(Sink lake, Maintenance.Result result) {
        String where = Printable.line(lake.name()) + ": ";
        if (result.seq() == 0) {
            shell.out().println(where + "holds nothing of that");
        } else {
            shell.out()
                    .println(where
                            + Progress.count(result.rowsBefore() - result.rowsAfter(), "row", "rows") + " gone, "
                            + Progress.count(result.filesBefore(), "file", "files") + " rewritten, commit "
                            + result.seq());
        }
        if (before == null) {
            result.playlists().stream()
                    .limit(20)
                    .forEach(id -> shell.out()
                            .println("forgot playlist " + id
                                    + "; if a source still lists it, the next run fetches it anew, unless"
                                    + " told to leave it out (--exclude " + id + ")"));
            if (result.playlists().size() > 20) {
                shell.out()
                        .println("and " + (result.playlists().size() - 20)
                                + " more playlists, of which the same is true");
            }
        }
        result.strays().forEach(stray -> shell.warn("not looked through: " + stray));
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new UsageException("--work: '" + Printable.cell(text, 100) + "' is no path: " + e.getReason());
        }
    }
}
