package io.playlake.table;

import io.playlake.model.SimplifiedArtist;

/**
 * One artist of a track or an album.
 *
 * @param ownerId the track's or the album's id
 * @param position in its list of artists, from 0
 */
public record ArtistCredit(String ownerId, int position, SimplifiedArtist artist) {}
