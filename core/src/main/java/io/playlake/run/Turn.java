package io.playlake.run;

import io.playlake.change.ChangeDecision;
import io.playlake.change.PlaylistState;
import io.playlake.source.ListedPlaylist;
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
        boolean doneBefore) {}
