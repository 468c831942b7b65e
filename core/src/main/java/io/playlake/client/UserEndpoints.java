package io.playlake.client;

import io.playlake.error.ConfigurationException;
import io.playlake.model.CurrentUser;
import io.playlake.model.SimplifiedPlaylist;

/** Users and the playlists they own or follow. Thread-safe. */
public final class UserEndpoints {

    private final ApiCaller api;

    UserEndpoints(ApiCaller api) {
        this.api = api;
    }

    /** Returns the user who logged in; needs a user's token. */
    public Answer<CurrentUser> me() {
        return api.get(ApiRequest.of(Endpoint.ME), ResponseDecoders::me);
    }

    /** Returns the playlists that the user who logged in owns or follows; needs a user's token. */
    public Pages<SimplifiedPlaylist> myPlaylists() {
        return api.pages(ApiRequest.of(Endpoint.MY_PLAYLISTS), ResponseDecoders::myPlaylists);
    }

    /**
     * Returns the public playlists of any user, for apps with extended quota.
     *
     * @param userId may hold any character but {@code /} and control characters
     * @throws ConfigurationException if the id cannot be one
     */
    public Pages<SimplifiedPlaylist> playlists(String userId) {
        return api.pages(ApiRequest.of(Endpoint.USER_PLAYLISTS, "user id", userId), ResponseDecoders::userPlaylists);
    }
}
