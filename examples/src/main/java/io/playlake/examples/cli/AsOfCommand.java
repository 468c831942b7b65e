package io.playlake.examples.cli;

import com.google.gson.JsonObject;
import io.playlake.run.Observation;
import io.playlake.run.PlaylistVersion;
import io.playlake.sink.Dataset;
import java.time.Instant;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code playlake as-of}. */
@Command(
        name = "as-of",
        description = "Shows a playlist as it was observed last at or before an instant.",
        sortOptions = false,
        footer = {
            "",
            "Goes by the time of observation, never by a logical date. For example:",
            "playlake as-of 2026-11-22T06:00 37i9dQZF1DX10zKzsJ2jva --sink local:lake"
        })
final class AsOfCommand extends HistoryCommand {

    @Parameters(
            index = "0",
            paramLabel = "INSTANT",
            converter = Values.InstantValue.class,
            description = "A date, which means its first moment, or a date and time; UTC unless it has a zone.")
    Instant instant = Instant.EPOCH;

    @Parameters(
            index = "1",
            paramLabel = "PLAYLIST",
            converter = Values.PlaylistValue.class,
            description = "Its id, URI or link.")
    String playlist = "";

    AsOfCommand(Shell shell) {
        super(shell);
    }

    @Override
    int look(Dataset dataset) {
        PlaylistVersion version = asOf(dataset, playlist, instant);
        shell.out().println(json ? json(version) : text(version));
        return ExitCode.OK;
    }

    private static String json(PlaylistVersion version) {
        JsonObject object = Json.tree(version).getAsJsonObject();
        object.addProperty("carried", version.observed().carried());
        return Json.text(object);
    }

    private static String text(PlaylistVersion version) {
        Observation observed = version.observed();
        StringBuilder text = new StringBuilder();
        line(text, "playlist", title(observed));
        if (observed.ownerId() != null) {
            String name = observed.ownerName() == null ? "" : Printable.cell(observed.ownerName(), 100) + "  ";
            line(text, "owner", name + Printable.line(observed.ownerId()));
        }
        if (observed.followers() != null) {
            line(text, "followers", String.format(Locale.ROOT, "%,d", observed.followers()));
        }
        line(text, "as of", place(observed) + (observed.market() == null ? "" : ", market " + observed.market()));
        line(text, "version", version(observed.contentHash(), observed.items()));
        if (version.heldBy() != null) {
            line(text, "", "last read " + seconds(version.verifiedAt()) + ", held by commit " + version.heldBy());
        }
        if (observed.carried()) {
            line(
                    text,
                    "",
                    "this is the version that stood: it was due, and not read (" + observed.outcome()
                            + (observed.reason() == null ? "" : ": " + Printable.line(observed.reason())) + ")");
        }
        if (version.items().isEmpty()) {
            return text.toString().stripTrailing();
        }
        TextTable table = new TextTable("position", "name", "added", "uri");
        for (PlaylistVersion.Item item : version.items()) {
            table.row(
                    item.position(),
                    item.name() == null ? "-" : Printable.cell(item.name(), 60),
                    cell(item.addedAt()),
                    cell(item.uri()));
        }
        return text.append('\n').append(table).toString();
    }
}
