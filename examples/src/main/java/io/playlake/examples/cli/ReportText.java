package io.playlake.examples.cli;

import io.playlake.run.RunReport;
import io.playlake.run.SinkReport;
import java.util.Locale;

/** What came of a run, in a few lines for a person. */
final class ReportText {

    private ReportText() {}

    static String of(RunReport report) {
        String head = switch (report.status()) {
            case COMMITTED -> "committed";
            case PARTIAL -> "committed in part";
            case ALREADY_COMMITTED -> "committed before, nothing to do";
            case BEHIND -> "committed, but not everywhere";
        };
        StringBuilder text = new StringBuilder();
        line(text, head + ":", "run %s, commit %,d", report.runId(), report.seq());
        if (report.status() != RunReport.Status.ALREADY_COMMITTED) {
            line(
                    text,
                    "  playlists",
                    "%,d listed, %,d due, %,d fetched, %,d changed, %,d failed",
                    report.playlistsListed(),
                    report.playlistsDue(),
                    report.playlistsFetched(),
                    report.playlistsChanged(),
                    report.playlistsFailed());
            line(
                    text,
                    "  calls",
                    "%,d made, %,d saved (and %,d for tokens, %,d retries)",
                    report.callsMade(),
                    report.callsSaved(),
                    report.tokenCalls(),
                    report.retries());
            line(text, "  rows", "%,d", report.rowsWritten());
        }
        for (SinkReport sink : report.sinks()) {
            boolean first = sink.name().equals(report.dataset());
            line(
                    text,
                    first ? "  where" : sink.level() ? "  also" : "  behind",
                    "%s%s%s",
                    Printable.line(sink.name()),
                    sink.copied() == 0 ? "" : ", " + Progress.count(sink.copied(), "commit", "commits") + " copied",
                    sink.level() ? "" : ": " + Printable.line(String.valueOf(sink.failure())));
        }
        return text.toString().stripTrailing();
    }

    private static void line(StringBuilder text, String name, String format, Object... values) {
        text.append(name.startsWith(" ") ? String.format(Locale.ROOT, "%-11s ", name) : name + " ")
                .append(String.format(Locale.ROOT, format, values))
                .append('\n');
    }
}
