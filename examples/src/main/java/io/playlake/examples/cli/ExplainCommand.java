package io.playlake.examples.cli;

import com.google.gson.JsonObject;
import io.playlake.change.ChangeDetector;
import io.playlake.change.PlaylistState;
import io.playlake.run.Explanation;
import io.playlake.run.History;
import io.playlake.run.Observation;
import io.playlake.sink.Dataset;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code playlake explain}. */
@Command(
        name = "explain",
        description =
                "Shows why a playlist was fetched or skipped, which commit holds it, and when it is next audited.",
        sortOptions = false)
final class ExplainCommand extends HistoryCommand {

    @Parameters(
            index = "0",
            paramLabel = "PLAYLIST",
            converter = Values.PlaylistValue.class,
            description = "Its id, URI or link.")
    String playlist = "";

    @Option(names = "--audit-cycle", paramLabel = "TIME", description = "The audit cycle of the runs; default 14d.")
    Duration auditCycle = Duration.ofDays(14);

    @Option(names = "--last", paramLabel = "N", description = "How many of its runs are shown; default 10.")
    int last = 10;

    ExplainCommand(Shell shell) {
        super(shell);
    }

    @Override
    int look(Dataset dataset) {
        if (last < 1) {
            throw new UsageException("--last is " + last + ", expected 1 or more");
        }
        if (auditCycle.isZero()) {
            throw new UsageException("--audit-cycle is 0, expected more than nothing");
        }
        History history = History.of(dataset);
        Instant now = shell.time().now();
        Explanation why = history.explain(playlist, market, new ChangeDetector(false, auditCycle), now, last)
                .orElseThrow(() -> unknown(dataset, history, playlist, now));
        shell.out().println(json ? json(why) : text(why));
        return ExitCode.OK;
    }

    private String text(Explanation why) {
        StringBuilder text = new StringBuilder();
        Observation newest = why.observations().get(0);
        line(text, "playlist", title(newest));
        PlaylistState state = why.state();
        if (state == null) {
            line(text, "version", "none: no run has read it yet");
        } else {
            line(text, "version", version(state.contentHash(), state.items()));
            line(
                    text,
                    "",
                    "last read " + seconds(state.verifiedAt())
                            + (why.heldBy() == null ? "" : ", held by commit " + why.heldBy())
                            + "; " + Progress.count(state.stored().size(), "version", "versions") + " stored");
        }
        line(text, "next run", next(why));
        if (why.nextAudit() != null) {
            line(text, "next audit", seconds(why.nextAudit()) + cycle(state));
        }
        TextTable table = new TextTable("observed", "commit", "run id", "decision", "outcome", "calls", "reason");
        for (Observation row : why.observations()) {
            table.row(
                    row.observedAt(),
                    row.seq(),
                    row.runId(),
                    row.decision(),
                    row.outcome(),
                    cell(row.calls()),
                    row.reason() == null ? "" : row.reason());
        }
        return text.append('\n').append(table).toString();
    }

    private static String next(Explanation why) {
        PlaylistState state = why.state();
        String decision = why.ifItStands().label() + ": " + why.ifItStands().reason();
        if (state == null || state.unfinished() || why.ifItStands().label().equals("audit")) {
            return "fetches it, " + decision;
        }
        if (state.listSnapshot() == null) {
            return "asks for its first page, and for the others only if its snapshot moved";
        }
        return "skips it, unless its snapshot in the listing moves"
                + (state.isVolatile() ? " (which it does without a change, so its items tell)" : "");
    }

    private String cycle(@Nullable PlaylistState state) {
        return state == null || state.auditCycle() == null
                ? ""
                : ", by a cycle of its own of " + state.auditCycle() + ": its snapshot stood still over a change";
    }

    private static String json(Explanation why) {
        JsonObject object = new JsonObject();
        object.add("observations", Json.tree(why.observations()));
        object.add("state", Json.tree(why.state()));
        object.addProperty("held_by", why.heldBy());
        object.addProperty(
                "next_audit", why.nextAudit() == null ? null : why.nextAudit().toString());
        JsonObject next = new JsonObject();
        next.addProperty("decision", why.ifItStands().label());
        next.addProperty("due", why.ifItStands().due());
        next.addProperty("reason", why.ifItStands().reason());
        object.add("if_it_stands", next);
        return Json.text(object);
    }
}
