package io.playlake.run;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import io.playlake.client.AppProfile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run would do, and the calls it would make; retries and token calls apart.
 *
 * @param dataset where it would commit, as a user would write it
 * @param runId of the run
 * @param logicalDate of the run
 * @param alreadyCommitted whether the dataset holds this run: it does nothing then, and nothing was listed
 * @param profile the kind of app that the prices are for
 * @param categories listed
 * @param listingCalls that were made to list, for this plan; the run lists again, at the same price
 * @param playlists everything listed, by id, in the order of their turns
 * @param extras what else calls would be spent on, once all playlists are read
 * @param callsLeft of the budget, once the plan was made; null without a budget
 * @param nulls what will be null, and why, a line each
 * @param warnings what the run would report, or be held back by, as far as the listing shows
 */
public record RunPlan(
        String dataset,
        String runId,
        Instant logicalDate,
        boolean alreadyCommitted,
        AppProfile profile,
        int categories,
        long listingCalls,
        List<Turn> playlists,
        List<Extra> extras,
        @Nullable Long callsLeft,
        List<String> nulls,
        List<String> warnings) {

    public RunPlan {
        playlists = List.copyOf(playlists);
        extras = List.copyOf(extras);
        nulls = List.copyOf(nulls);
        warnings = List.copyOf(warnings);
    }

    /**
     * The turn of one playlist.
     *
     * @param name in the listing; null for what is only named by id, or has none
     * @param decision why it is due or not, as table {@code playlists} has it: new, moved, left_over, audit, full,
     *     unchanged
     * @param due whether it is fetched, or at least looked at
     * @param reason a sentence
     * @param calls that the run makes for it, 0 or more; where only the first answer tells, those that it makes in any
     *     case
     * @param most that it can come to, unless the playlist changes while it is read; null if nobody knows how many items
     *     it has
     */
    public record Turn(
            String id,
            @Nullable String name,
            String decision,
            boolean due,
            String reason,
            long calls,
            @Nullable Long most) {}

    /**
     * Calls for something beside listings and playlists.
     *
     * @param name as on the command line, such as {@code refresh followers}
     * @param calls that the run makes for it in any case, 0 or more
     * @param most that it can come to; null if the due playlists have to be read first
     * @param note a sentence about what it depends on; null if it depends on nothing
     */
    public record Extra(
            String name,
            long calls,
            @Nullable Long most,
            @Nullable String note) {}

    /** Returns the calls that the run makes, listing included; what it costs in any case where that is not certain. */
    public long calls() {
        return listingCalls
                + playlists.stream().mapToLong(Turn::calls).sum()
                + extras.stream().mapToLong(Extra::calls).sum();
    }

    /** Returns the calls that the run makes at most; null if that is not known. */
    public @Nullable Long mostCalls() {
        List<@Nullable Long> parts = new ArrayList<>();
        playlists.forEach(turn -> parts.add(turn.most()));
        extras.forEach(extra -> parts.add(extra.most()));
        long most = listingCalls;
        for (Long calls : parts) {
            if (calls == null) {
                return null;
            }
            most += calls;
        }
        return most;
    }

    /** Returns the calls for audits alone; {@link #calls} includes them. */
    public long auditCalls() {
        return playlists.stream()
                .filter(turn -> turn.decision().equals("audit"))
                .mapToLong(Turn::calls)
                .sum();
    }

    /**
     * Returns what the budget does not reach for, if it is spent in the order of the turns and nobody else calls: the
     * run leaves it over. None without a budget.
     */
    public List<Turn> leftOver() {
        List<Turn> leftOver = new ArrayList<>();
        long left = callsLeft == null ? Long.MAX_VALUE : callsLeft - listingCalls;
        for (Turn turn : playlists) {
            if (turn.calls() > 0 && (!leftOver.isEmpty() || turn.calls() > left)) {
                leftOver.add(turn);
            } else {
                left -= turn.calls();
            }
        }
        return leftOver;
    }

    /** Returns the plan as a JSON object with names in snake case and times in ISO 8601, what it adds up to included. */
    public String toJson() {
        var gson = new GsonBuilder()
                .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
                .registerTypeAdapter(Instant.class, (JsonSerializer<Instant>)
                        (time, type, context) -> new JsonPrimitive(time.toString()))
                .disableHtmlEscaping()
                .serializeNulls()
                .setPrettyPrinting()
                .create();
        JsonElement plan = gson.toJsonTree(this);
        JsonObject object = plan.getAsJsonObject();
        object.addProperty("calls", calls());
        object.addProperty("most_calls", mostCalls());
        object.addProperty("audit_calls", auditCalls());
        object.add(
                "left_over", gson.toJsonTree(leftOver().stream().map(Turn::id).toList()));
        return gson.toJson(object);
    }
}
