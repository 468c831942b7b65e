package io.playlake.source;

import io.playlake.client.SpotifyClient;

/** The playlists in the library of the user who logged in, owned and followed; needs a user token. */
public final class MyPlaylists implements PlaylistSource {

    private static final String ME = "me";

    private MyPlaylists() {}

    /** Returns the source. */
    public static MyPlaylists all() {
        return new MyPlaylists();
    }

    @Override
    public String name() {
        return ME;
    }

    @Override
    public void list(SpotifyClient spotify, ListingCollector listing) {
        listing.pages(ME, ME, spotify.users().myPlaylists());
    }

    @Override
    public String toString() {
        return name();
    }
}
