package io.playlake.table;

import io.playlake.model.SimplifiedPlaylist;

/** One playlist under one category; the columns' documentation says what the fields mean. */
public record CategoryPlaylistRow(String categoryId, int position, int repeats, SimplifiedPlaylist playlist) {}
