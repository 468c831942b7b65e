package io.playlake.examples.cli;

import io.playlake.run.RunPlan;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A plan for a person: the sums, a line for each playlist that calls are made for, and what will be null. */
final class PlanText {

    private PlanText() {}

    static String of(RunPlan plan) {
        StringBuilder text = new StringBuilder();
        if (plan.alreadyCommitted()) {
            line(text, "plan", "run " + plan.runId() + " is committed, so it does nothing and calls nothing");
            return text.toString().stripTrailing();
        }
        long due = plan.playlists().stream().filter(RunPlan.Turn::due).count();
        line(
                text,
                "plan",
                "run " + plan.runId() + " into " + Printable.line(plan.dataset()) + "; nothing is written now");
        line(
                text,
                "playlists",
                number(plan.playlists().size()) + " listed, " + number(due) + " due, "
                        + number(plan.playlists().size() - due) + " unchanged");
        line(text, "calls", calls(plan));
        plan.extras()
                .forEach(extra -> line(
                        text,
                        "",
                        extra.name() + ": " + price(extra.calls(), extra.most())
                                + (extra.note() == null ? "" : ", " + extra.note())));
        List<RunPlan.Turn> leftOver = plan.leftOver();
        if (plan.callsLeft() != null) {
            line(
                    text,
                    "budget",
                    number(plan.callsLeft()) + " left: "
                            + (leftOver.isEmpty()
                                    ? "enough"
                                    : plan.callsLeft() < plan.listingCalls()
                                            ? "too little to list again"
                                            : Progress.count(leftOver.size(), "playlist is", "playlists are")
                                                    + " left over to a later run"));
        }
        plan.warnings().forEach(warning -> line(text, "warning", Printable.line(warning)));
        plan.nulls().forEach(line -> line(text, "null", line));
        if (due > 0) {
            text.append('\n').append(table(plan, leftOver));
        }
        return text.toString().stripTrailing();
    }

    private static String calls(RunPlan plan) {
        Long most = plan.mostCalls();
        return price(plan.calls(), most)
                + ", of which " + number(plan.listingCalls()) + " to list (made for this plan too)"
                + (plan.auditCalls() == 0 ? "" : " and " + number(plan.auditCalls()) + " to audit");
    }

    private static TextTable table(RunPlan plan, List<RunPlan.Turn> leftOver) {
        Set<String> late = new HashSet<>();
        leftOver.forEach(turn -> late.add(turn.id()));
        TextTable table = new TextTable("playlist", "name", "decision", "calls", "reason");
        for (RunPlan.Turn turn : plan.playlists()) {
            if (turn.due()) {
                table.row(
                        turn.id(),
                        turn.name() == null ? "-" : Printable.cell(turn.name(), 40),
                        turn.decision(),
                        price(turn.calls(), turn.most()),
                        turn.reason() + (late.contains(turn.id()) ? "; left over, the budget ends before it" : ""));
            }
        }
        return table;
    }

    private static String price(long calls, @Nullable Long most) {
        return number(calls) + (most == null ? " or more" : most == calls ? "" : " to " + number(most));
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-10s %s", name, value)).append('\n');
    }
}
