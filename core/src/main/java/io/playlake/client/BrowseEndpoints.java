package io.playlake.client;

import io.playlake.error.ConfigurationException;
import io.playlake.model.Category;
import io.playlake.model.SimplifiedPlaylist;

/** Browse categories and their playlists; only older apps with extended quota may use all of it. Thread-safe. */
public final class BrowseEndpoints {

    private final ApiCaller api;

    BrowseEndpoints(ApiCaller api) {
        this.api = api;
    }

    /** Returns the categories that the API lists; others may exist. */
    public Pages<Category> categories() {
        return api.pages(ApiRequest.of(Endpoint.CATEGORIES).with("locale", api.locale()), ResponseDecoders::categories);
    }

    /**
     * Returns one category.
     *
     * @throws ConfigurationException if the id cannot be one
     */
    public Answer<Category> category(String id) {
        ApiRequest one = ApiRequest.of(Endpoint.CATEGORY, "category id", id).with("locale", api.locale());
        return api.get(one, ResponseDecoders::category);
    }

    /**
     * Returns the playlists of a category. A playlist may be listed more than once, even within a page.
     *
     * @throws ConfigurationException if the id cannot be one
     */
    public Pages<SimplifiedPlaylist> playlists(String categoryId) {
        return api.pages(
                ApiRequest.of(Endpoint.CATEGORY_PLAYLISTS, "category id", categoryId),
                ResponseDecoders::categoryPlaylists);
    }

    /** Returns the playlists that Spotify features at present. */
    public Pages<SimplifiedPlaylist> featured() {
        return api.pages(
                ApiRequest.of(Endpoint.FEATURED_PLAYLISTS).with("locale", api.locale()),
                ResponseDecoders::featuredPlaylists);
    }
}
