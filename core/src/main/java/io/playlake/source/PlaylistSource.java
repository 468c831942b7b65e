package io.playlake.source;

import io.playlake.client.SpotifyClient;

/**
 * A place where playlists come from. Implementations are immutable and thread-safe.
 *
 * <p>One of your own hands pages of the client, or ids, to the collector:
 *
 * <pre>{@code
 * PlaylistSource mine = PlaylistSource.of("mine", (spotify, listing) -> listing.ids("ids:mine", "ids", loadIds()));
 * }</pre>
 */
public interface PlaylistSource {

    /** Returns what it is, as on the command line, such as {@code browse:latin}; part of a run's identity. */
    String name();

    /**
     * Lists the playlists.
     *
     * @throws io.playlake.error.PlaylakeException if nothing of it can be listed; a category that fails alone is
     *     handed to {@link ListingCollector#failed} instead
     */
    void list(SpotifyClient spotify, ListingCollector listing);

    /** Makes a source of a name and a way to list. */
    static PlaylistSource of(String name, Lister lister) {
        return new PlaylistSource() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void list(SpotifyClient spotify, ListingCollector listing) {
                lister.list(spotify, listing);
            }

            @Override
            public String toString() {
                return name;
            }
        };
    }

    /** The way to list, apart from the name. */
    @FunctionalInterface
    interface Lister {

        /** See {@link PlaylistSource#list}. */
        void list(SpotifyClient spotify, ListingCollector listing);
    }
}
