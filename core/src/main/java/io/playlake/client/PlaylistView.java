package io.playlake.client;

import io.playlake.error.ConfigurationException;
import org.jspecify.annotations.Nullable;

/** Which part of a playlist is asked for. Immutable. */
public final class PlaylistView {

    private static final int MAX_FIELDS = 4_000;

    private final @Nullable String fields;
    private final @Nullable String market;
    private final boolean episodes;

    private PlaylistView(@Nullable String fields, @Nullable String market, boolean episodes) {
        this.fields = fields;
        this.market = market;
        this.episodes = episodes;
    }

    /** Returns all of it, episodes as episodes, for the market of the client if it has one. */
    public static PlaylistView whole() {
        return new PlaylistView(null, null, true);
    }

    /**
     * Returns this view with only some fields of the body, such as {@code snapshot_id,tracks(total,items(added_at))}. Names
     * must be those of the shape that the app gets; what matches nothing is left out without an error, and what the typed
     * value requires may be missing then, so that only the body is of use.
     *
     * @throws ConfigurationException if it is blank, or longer than 4,000 characters
     */
    public PlaylistView fields(String filter) {
        if (filter.isBlank() || filter.length() > MAX_FIELDS) {
            throw new ConfigurationException(
                    "fields has " + filter.length() + " characters, expected a filter of 1 to " + MAX_FIELDS);
        }
        return new PlaylistView(filter, market, episodes);
    }

    /**
     * Returns this view for a market in place of the client's.
     *
     * @param country two capital letters such as SE
     * @throws ConfigurationException if it is anything else
     */
    public PlaylistView market(String country) {
        return new PlaylistView(fields, SpotifyClientBuilder.checkedMarket(country), episodes);
    }

    /** Returns this view without knowledge of episodes: the API then shows them in the clothes of tracks. */
    public PlaylistView tracksOnly() {
        return new PlaylistView(fields, market, false);
    }

    ApiRequest on(ApiRequest request, @Nullable String clientMarket) {
        return request.with("market", market == null ? clientMarket : market)
                .with("additional_types", episodes ? "track,episode" : null)
                .with("fields", fields);
    }

    @Override
    public String toString() {
        return "PlaylistView[fields=" + fields + ", market=" + market + ", episodes=" + episodes + "]";
    }
}
