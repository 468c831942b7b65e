package io.playlake.emulator;

import io.playlake.emulator.Playable.Song;
import org.jspecify.annotations.Nullable;

/**
 * How a track is served in a market.
 *
 * @param song the track itself or a substitute
 * @param original the track that a substitute stands for; null where there is none
 * @param playable whether it can be played in the market
 * @param restriction why not; null where it can be played or nothing says why
 */
record Serving(
        Song song,
        @Nullable Song original,
        boolean playable,
        @Nullable String restriction) {}
