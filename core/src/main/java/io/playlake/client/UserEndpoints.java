package io.playlake.client;

import io.playlake.model.SimplifiedPlaylist;

/** What belongs to the user who logged in; needs a user's token. Thread-safe. */
public final class UserEndpoints {

    private static final int LIMIT = 50;

    private final ApiCaller api;

    UserEndpoints(ApiCaller api) {
        this.api = api;
    }

    /** Returns the playlists that the user owns or follows. */
    public Pages<SimplifiedPlaylist> myPlaylists() {
        ApiRequest all = ApiRequest.of(Endpoint.MY_PLAYLISTS);
        return Pages.of(
                offset -> api.get(all.with("limit", LIMIT).with("offset", offset), ResponseDecoders::myPlaylists));
    }
}
