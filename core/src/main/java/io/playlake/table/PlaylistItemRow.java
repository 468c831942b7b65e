package io.playlake.table;

import io.playlake.model.PlaylistItem;

/** One item of one version of a playlist. */
public record PlaylistItemRow(String playlistId, String contentHash, int position, PlaylistItem item) {}
