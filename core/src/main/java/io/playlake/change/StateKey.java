package io.playlake.change;

import org.jspecify.annotations.Nullable;

/**
 * What state is kept under: the market is part of a playlist's identity, since relinking changes its items.
 *
 * @param market ISO 3166-1 alpha-2; null if none was asked for
 */
public record StateKey(String playlistId, @Nullable String market) {}
