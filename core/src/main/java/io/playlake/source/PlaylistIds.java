package io.playlake.source;

import com.google.common.hash.Hashing;
import io.playlake.client.SpotifyClient;
import io.playlake.error.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Playlists named by id. There is no list to look them up in, so each costs at least one call a run; what has not
 * changed costs no more.
 */
public final class PlaylistIds implements PlaylistSource {

    /** The label under which ids go when none is given. */
    public static final String DEFAULT_LABEL = "list";

    private static final String KIND = "ids";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{1,64}");
    private static final Pattern LINK = Pattern.compile(
            "(?:spotify:playlist:|https://open\\.spotify\\.com/playlist/)([A-Za-z0-9]{1,64})(?:\\?.*)?");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final String label;
    private final List<String> ids;

    private PlaylistIds(String label, List<String> ids) {
        this.label = label;
        this.ids = ids;
    }

    /** Returns the source of these playlists under the default label; see {@link #labelled}. */
    public static PlaylistIds of(String... ids) {
        return labelled(DEFAULT_LABEL, List.of(ids));
    }

    /**
     * Returns the source of these playlists.
     *
     * @param label names the group: its category id is {@code ids:LABEL}; letters, digits and {@code . _ -}
     * @param ids ids, URIs or links of playlists; repeats are dropped
     * @throws ConfigurationException if there is none, or one is not an id; the message names it
     */
    public static PlaylistIds labelled(String label, List<String> ids) {
        if (!LABEL.matcher(label).matches()) {
            throw new ConfigurationException("source ids: label '" + label + "' does not match " + LABEL);
        }
        LinkedHashSet<String> clean = new LinkedHashSet<>();
        for (String id : ids) {
            clean.add(idOf("source ids", id));
        }
        if (clean.isEmpty()) {
            throw new ConfigurationException("source ids: got no id, expected at least one");
        }
        return new PlaylistIds(label, List.copyOf(clean));
    }

    /**
     * Returns the id in an id, URI or link of a playlist.
     *
     * @param option what it was given for, as messages name it
     * @throws ConfigurationException if it is none of them; the message names it
     */
    public static String idOf(String option, String text) {
        Matcher link = LINK.matcher(text.strip());
        String bare = link.matches() ? link.group(1) : text.strip();
        if (!ID.matcher(bare).matches()) {
            throw new ConfigurationException(option + ": '" + text
                    + "' is not the id of a playlist, expected letters and digits such as 37i9dQZF1DX10zKzsJ2jva");
        }
        return bare;
    }

    /** Names label and ids: other ids are another configuration. Many are told by a digest. */
    @Override
    public String name() {
        String all = String.join(",", ids.stream().sorted().toList());
        String digest = Hashing.sha256().hashString(all, StandardCharsets.UTF_8).toString();
        return KIND + ":" + (ids.size() <= 3 ? all : ids.size() + "-" + digest.substring(0, 16)) + "=" + label;
    }

    @Override
    public void list(SpotifyClient spotify, ListingCollector listing) {
        listing.ids(KIND + ":" + label, KIND, ids);
    }

    @Override
    public String toString() {
        return name();
    }
}
