package io.playlake.model;

import org.jspecify.annotations.Nullable;

/**
 * What a search found, a page for each kind that was asked for; null for the others. Totals are estimates.
 *
 * @param tracks rows without an id are defects
 * @param artists likewise
 * @param albums likewise
 * @param playlists null rows stand for playlists that this app is not shown
 * @param shows rows without an id are defects
 * @param episodes likewise
 * @param audiobooks likewise
 */
public record SearchResults(
        @Nullable Page<Track> tracks,
        @Nullable Page<Artist> artists,
        @Nullable Page<SimplifiedAlbum> albums,
        @Nullable Page<SimplifiedPlaylist> playlists,
        @Nullable Page<Show> shows,
        @Nullable Page<Episode> episodes,
        @Nullable Page<Audiobook> audiobooks) {}
