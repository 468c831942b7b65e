package io.playlake.emulator;

import java.util.Objects;

/** Renders the rows of listings of one day. Immutable. */
final class ListingJson {

    private final PlaylistJson playlists;
    private final Snapshots snapshots;

    ListingJson(PlaylistJson playlists, Snapshots snapshots) {
        this.playlists = playlists;
        this.snapshots = snapshots;
    }

    void row(JsonText json, ListingRow row, WorldDay day, ApiRequest request) {
        switch (row.kind()) {
            case PLAYLIST -> {
                PlaylistState playlist =
                        Objects.requireNonNull(day.playlists().get(Objects.requireNonNull(row.playlistId())));
                playlists.row(json, playlist, request.base(), snapshots.inListing(playlist, day.day()));
            }
            case NULL -> json.value().append("null");
            case STUB -> playlists.stub(json, request.base());
            case ZEROED -> playlists.zeroed(json);
        }
    }
}
