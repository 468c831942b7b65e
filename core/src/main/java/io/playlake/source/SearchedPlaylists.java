package io.playlake.source;

import io.playlake.client.SpotifyClient;
import io.playlake.error.ConfigurationException;
import java.util.regex.Pattern;

/** The playlists that a search finds, at most the first 1,000 of them. */
public final class SearchedPlaylists implements PlaylistSource {

    private static final String KIND = "search";
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final String query;
    private final String label;

    private SearchedPlaylists(String query, String label) {
        this.query = query;
        this.label = label;
    }

    /**
     * Returns the source of what a query finds.
     *
     * @param query 1 to 250 characters
     * @param label names the group: its category id is {@code search:LABEL}; letters, digits and {@code . _ -}
     * @throws ConfigurationException if one of them is not as it must be; the message names it
     */
    public static SearchedPlaylists of(String query, String label) {
        if (query.isBlank() || query.length() > 250) {
            throw new ConfigurationException(
                    "source search: the query has " + query.length() + " characters, expected 1 to 250");
        }
        if (!LABEL.matcher(label).matches()) {
            throw new ConfigurationException("source search: label '" + label + "' does not match " + LABEL);
        }
        return new SearchedPlaylists(query.strip(), label);
    }

    @Override
    public String name() {
        return KIND + ":" + query + "=" + label;
    }

    @Override
    public void list(SpotifyClient spotify, ListingCollector listing) {
        listing.pages(KIND + ":" + label, KIND, spotify.search().playlists(query));
    }

    @Override
    public String toString() {
        return name();
    }
}
