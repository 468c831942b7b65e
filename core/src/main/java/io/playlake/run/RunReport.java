package io.playlake.run;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import io.playlake.sink.Commit;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What came of a run.
 *
 * @param status how it ended
 * @param dataset the first required sink, as a user would write it
 * @param runId of the commit
 * @param logicalDate of the run
 * @param seq number of the commit
 * @param categories listed
 * @param listedRows rows of all listings, repeats and nulls included
 * @param playlistsListed distinct playlists
 * @param playlistsDue that had to be fetched
 * @param playlistsFetched of which fetched or adopted
 * @param playlistsChanged of which with other items than before, or seen for the first time
 * @param playlistsUnchanged that were not fetched
 * @param playlistsFailed that could not be read
 * @param calls made, by endpoint
 * @param tokenCalls made to the accounts service
 * @param callsSaved pages of the playlists that were not fetched
 * @param retries calls that repeated a failed one
 * @param rateLimited answers of status 429
 * @param rows written, by table
 * @param notBefore earliest time at which to continue; null if nothing is left over, or nobody said
 * @param failures what failed alone, a line each
 * @param sinks how each sink stands, in the order they were given
 */
public record RunReport(
        Status status,
        String dataset,
        String runId,
        Instant logicalDate,
        long seq,
        int categories,
        int listedRows,
        int playlistsListed,
        int playlistsDue,
        int playlistsFetched,
        int playlistsChanged,
        int playlistsUnchanged,
        int playlistsFailed,
        SortedMap<String, Long> calls,
        long tokenCalls,
        long callsSaved,
        long retries,
        long rateLimited,
        SortedMap<String, Long> rows,
        @Nullable Instant notBefore,
        List<String> failures,
        List<SinkReport> sinks) {

    /** How a run ended. */
    public enum Status {
        /** Everything is in the dataset. */
        COMMITTED,
        /** What was finished is in the dataset; the rest is due, and the same logical date continues it. */
        PARTIAL,
        /** The dataset held this run before; nothing was done and nothing called. */
        ALREADY_COMMITTED,
        /**
         * Everything is in the first required sink, and another required one could not be given it: see {@link #sinks}. The
         * next run begins with that, and the same one does nothing else; neither asks the API again.
         */
        BEHIND
    }

    public RunReport {
        calls = new TreeMap<>(calls);
        rows = new TreeMap<>(rows);
        failures = List.copyOf(failures);
        sinks = List.copyOf(sinks);
    }

    static RunReport alreadyCommitted(Commit commit, SinkGroup sinks) {
        return new RunReport(
                Status.ALREADY_COMMITTED,
                sinks.name(),
                commit.attempt().runId(),
                commit.attempt().logicalDate(),
                commit.seq(),
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                new TreeMap<>(),
                0,
                0,
                0,
                0,
                new TreeMap<>(),
                null,
                List.of(),
                sinks.reports());
    }

    /** Returns the number of API calls made, token calls apart. */
    public long callsMade() {
        return calls.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns the number of rows written to all tables. */
    public long rowsWritten() {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns the report as a JSON object with names in snake case and times in ISO 8601. */
    public String toJson() {
        return new GsonBuilder()
                .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
                .registerTypeAdapter(Instant.class, (JsonSerializer<Instant>)
                        (time, type, context) -> new JsonPrimitive(time.toString()))
                .disableHtmlEscaping()
                .serializeNulls()
                .setPrettyPrinting()
                .create()
                .toJson(this);
    }
}
