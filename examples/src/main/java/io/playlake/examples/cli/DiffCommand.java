package io.playlake.examples.cli;

import io.playlake.change.PlaylistDiff;
import io.playlake.error.ConfigurationException;
import io.playlake.run.History;
import io.playlake.run.Observation;
import io.playlake.run.PlaylistVersion;
import io.playlake.run.VersionDiff;
import io.playlake.sink.Dataset;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code playlake diff}. */
@Command(
        name = "diff",
        description = "Shows what changed in a playlist between two instants, or with its last change.",
        sortOptions = false,
        footer = {"", "Positions count from 0. An item that only shifts, since others came or went, has not changed."})
final class DiffCommand extends HistoryCommand {

    @Parameters(
            index = "0",
            paramLabel = "PLAYLIST",
            converter = Values.PlaylistValue.class,
            description = "Its id, URI or link.")
    String playlist = "";

    @Option(
            names = "--from",
            paramLabel = "INSTANT",
            converter = Values.InstantValue.class,
            description = "As of when the old version is taken; default: the version before that of --to.")
    @Nullable
    Instant from;

    @Option(
            names = "--to",
            paramLabel = "INSTANT",
            converter = Values.InstantValue.class,
            description = "As of when the new version is taken; default: now.")
    @Nullable
    Instant to;

    DiffCommand(Shell shell) {
        super(shell);
    }

    @Override
    int look(Dataset dataset) {
        Instant end = to == null ? shell.time().now() : to;
        if (from != null && from.isAfter(end)) {
            throw new UsageException("--from is " + from + ", expected a time before --to, " + end);
        }
        PlaylistVersion now = read(asOf(dataset, playlist, end));
        PlaylistVersion before =
                from == null ? History.of(dataset).before(now).orElse(null) : read(asOf(dataset, playlist, from));
        // What has one version only did not change: it is compared with itself.
        VersionDiff diff = VersionDiff.between(before == null ? now : before, now);
        shell.out().println(json ? Json.text(Json.tree(diff)) : text(diff, before == null));
        return ExitCode.OK;
    }

    private static PlaylistVersion read(PlaylistVersion version) {
        Observation observed = version.observed();
        if (observed.contentHash() == null) {
            throw new ConfigurationException("playlist " + observed.playlistId() + " has no version as of "
                    + observed.observedAt() + ": its items were never read, or are not shown to this app");
        }
        return version;
    }

    private static String text(VersionDiff diff, boolean only) {
        StringBuilder text = new StringBuilder();
        line(text, "playlist", title(diff.to().observed()));
        if (!only) {
            line(text, "from", side(diff.from()));
        }
        line(text, "to", side(diff.to()));
        line(text, "changes", only ? "none: it is the first version" : changes(diff));
        if (diff.changes().isEmpty()) {
            return text.toString().stripTrailing();
        }
        TextTable table = new TextTable("change", "from", "to", "name", "uri");
        for (VersionDiff.Change change : diff.changes()) {
            PlaylistVersion.Item item = change.item();
            table.row(
                    change.event().kind(),
                    cell(change.event().from()),
                    cell(change.event().to()),
                    item.name() == null ? "-" : Printable.cell(item.name(), 60),
                    cell(item.uri()));
        }
        return text.append('\n').append(table).toString();
    }

    private static String side(PlaylistVersion version) {
        Observation observed = version.observed();
        return version(observed.contentHash(), observed.items()) + ", " + place(observed);
    }

    private static String changes(VersionDiff diff) {
        if (diff.changes().isEmpty()) {
            boolean same = String.valueOf(diff.from().observed().contentHash())
                    .equals(diff.to().observed().contentHash());
            return same ? "none: it is the same version" : "none in its order: only times of adding differ";
        }
        List<PlaylistDiff.Kind> kinds =
                diff.changes().stream().map(change -> change.event().kind()).toList();
        return Arrays.stream(PlaylistDiff.Kind.values())
                .filter(kinds::contains)
                .map(kind -> kinds.stream().filter(kind::equals).count() + " "
                        + kind.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
