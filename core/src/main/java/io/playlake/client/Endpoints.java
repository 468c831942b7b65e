package io.playlake.client;

/** The templates of the addresses. */
final class Endpoints {

    static final String CATEGORIES = "/browse/categories";
    static final String CATEGORY = "/browse/categories/{id}";
    static final String CATEGORY_PLAYLISTS = "/browse/categories/{id}/playlists";
    static final String PLAYLIST = "/playlists/{id}";
    static final String TRACKS = "/playlists/{id}/tracks";
    static final String ITEMS = "/playlists/{id}/items";
    static final String MY_PLAYLISTS = "/me/playlists";

    private Endpoints() {}
}
