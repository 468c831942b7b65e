package io.playlake.run;

import io.playlake.change.ChangeDecision;
import io.playlake.change.ChangeDetector;
import io.playlake.change.PlaylistState;
import io.playlake.change.StateKey;
import io.playlake.source.ListedPlaylist;
import io.playlake.source.Listing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A listed playlist and what was decided about it.
 *
 * @param doneBefore whether an earlier part of the same run has dealt with it
 */
record Turn(
        ListedPlaylist listed,
        ChangeDecision decision,
        @Nullable PlaylistState state,
        boolean doneBefore) {

    /**
     * Decides about everything listed, in the order of the ids.
     *
     * @param states looks up what is remembered
     * @param done what earlier parts of the same run have dealt with
     */
    static List<Turn> decide(
            RunSettings settings,
            Listing listing,
            Function<Set<StateKey>, Map<StateKey, PlaylistState>> states,
            Set<StateKey> done,
            Instant now) {
        ChangeDetector detector = new ChangeDetector(settings.full(), settings.auditCycle());
        String market = settings.client().market().orElse(null);
        Map<String, ListedPlaylist> playlists = listing.playlists();
        Set<StateKey> keys = new HashSet<>();
        playlists.keySet().forEach(id -> keys.add(new StateKey(id, market)));
        Map<StateKey, PlaylistState> known = states.apply(keys);
        List<Turn> turns = new ArrayList<>(playlists.size());
        for (ListedPlaylist playlist : playlists.values()) {
            PlaylistState state = known.get(new StateKey(playlist.id(), market));
            ChangeDecision decision = state != null && !state.unfinished() && done.contains(state.key())
                    ? ChangeDetector.decideAgain(playlist, state)
                    : detector.decide(playlist, state, now);
            turns.add(new Turn(playlist, decision, state, state != null && done.contains(state.key())));
        }
        return turns;
    }
}
