package io.playlake.source;

import io.playlake.client.SpotifyClient;
import io.playlake.error.AccessDeniedException;
import io.playlake.error.ConfigurationException;
import io.playlake.error.ResourceNotFoundException;

/** The public playlists of any user, owned and followed; only apps of extended quota may ask for them. */
public final class UserPlaylists implements PlaylistSource {

    private static final String KIND = "user";

    private final String userId;

    private UserPlaylists(String userId) {
        this.userId = userId;
    }

    /**
     * Returns the source of a user's playlists; its category id is {@code user:ID}.
     *
     * @throws ConfigurationException if the id is empty
     */
    public static UserPlaylists of(String userId) {
        if (userId.isBlank()) {
            throw new ConfigurationException("source user: got no id, expected that of a user");
        }
        return new UserPlaylists(userId.strip());
    }

    @Override
    public String name() {
        return KIND + ":" + userId;
    }

    @Override
    public void list(SpotifyClient spotify, ListingCollector listing) {
        try {
            listing.pages(name(), KIND, spotify.users().playlists(userId));
        } catch (ResourceNotFoundException e) {
            throw new ConfigurationException("source user: there is no user '" + userId + "'", e);
        } catch (AccessDeniedException e) {
            throw new ConfigurationException(
                    "source user: Spotify shows the playlists of other users only to apps with extended quota, and this"
                            + " one is refused (" + e.getMessage()
                            + "); use me for your own, or ids for those you know",
                    e);
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
