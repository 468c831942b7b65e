package io.playlake.examples.cli;

import io.playlake.error.ConfigurationException;
import io.playlake.run.History;
import io.playlake.run.Observation;
import io.playlake.run.PlaylistVersion;
import io.playlake.sink.Dataset;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A question to the history of one playlist. */
abstract class HistoryCommand extends LakeCommand {

    /** A hash for the eye; the whole of it is in the JSON. */
    private static final int DIGITS = 12;

    @Option(
            names = "--market",
            paramLabel = "CC",
            description = "Market that the runs asked for, such as SE; without it, runs that asked for none.")
    @Nullable
    String market;

    @Option(
            names = "--json",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "",
            hideParamSyntax = true,
            description = "Prints the answer as JSON.")
    Boolean json = false;

    HistoryCommand(Shell shell) {
        super(shell);
    }

    /** Returns a playlist as of an instant, or says why the lake does not know. */
    final PlaylistVersion asOf(Dataset dataset, String playlistId, Instant instant) {
        History history = History.of(dataset);
        return history.asOf(playlistId, market, instant)
                .orElseThrow(() -> unknown(dataset, history, playlistId, instant));
    }

    /** Returns why there is no observation. */
    final ConfigurationException unknown(Dataset dataset, History history, String playlistId, Instant instant) {
        List<Observation> first = history.first(playlistId);
        if (first.isEmpty()) {
            return new ConfigurationException(
                    "no run of " + Printable.line(dataset.name()) + " observed playlist " + playlistId);
        }
        return first.stream()
                .filter(one -> Objects.equals(one.market(), market))
                .findFirst()
                .map(one -> new ConfigurationException(
                        "playlist " + playlistId + " was first observed at " + one.observedAt() + ", after " + instant))
                .orElseGet(() -> new ConfigurationException("playlist " + playlistId + " was observed "
                        + first.stream()
                                .map(one -> one.market() == null ? "without a market" : "in market " + one.market())
                                .collect(Collectors.joining(", "))
                        + " only, and not "
                        + (market == null ? "without one (--market)" : "in market " + Printable.cell(market, 20))));
    }

    static String title(Observation observed) {
        return (observed.name() == null ? "" : Printable.cell(observed.name(), 100) + "  ")
                + Printable.line(observed.uri());
    }

    static String place(Observation observed) {
        return "observed " + observed.observedAt() + " by run " + Printable.line(observed.runId()) + ", commit "
                + observed.seq();
    }

    /** Returns a version in a few words; null if its items were never read. */
    static String version(@Nullable String hash, @Nullable Integer items) {
        return hash == null || items == null
                ? "none: its items were never read, or are not shown to this app"
                : hash.substring(0, DIGITS) + ", " + Progress.count(items, "item", "items");
    }

    static void line(StringBuilder text, String name, String value) {
        text.append(name)
                .append(" ".repeat(Math.max(1, 11 - name.length())))
                .append(value)
                .append('\n');
    }

    static String seconds(@Nullable Instant time) {
        return time == null ? "-" : time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static Object cell(@Nullable Object value) {
        return value == null ? "-" : value;
    }
}
