package io.playlake.run;

import io.playlake.change.ChangeDecision;
import io.playlake.change.PlaylistState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a dataset knows of a playlist and its turns.
 *
 * @param observations the last ones, newest first
 * @param state what the next run goes by; null if no run has read the playlist yet
 * @param heldBy number of the commit that holds the items of its present version; null if there is none
 * @param nextAudit when it is read again even if its snapshot stands; null if no run has read it yet
 * @param ifItStands what a run that begins now decides if it lists the snapshot of the last read
 */
public record Explanation(
        List<Observation> observations,
        @Nullable PlaylistState state,
        @Nullable Long heldBy,
        @Nullable Instant nextAudit,
        ChangeDecision ifItStands) {

    public Explanation {
        observations = List.copyOf(observations);
    }
}
