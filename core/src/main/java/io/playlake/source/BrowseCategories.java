package io.playlake.source;

import io.playlake.client.Answer;
import io.playlake.client.PageWalk;
import io.playlake.client.SpotifyClient;
import io.playlake.error.AccessDeniedException;
import io.playlake.error.ConfigurationException;
import io.playlake.error.MalformedResponseException;
import io.playlake.error.PlaylakeException;
import io.playlake.error.RateLimitedException;
import io.playlake.error.RequestRefusedException;
import io.playlake.error.ResourceNotFoundException;
import io.playlake.error.TryLaterException;
import io.playlake.model.Category;
import io.playlake.model.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * The playlists of browse categories: named ones, or all. Only apps of extended quota may ask for them.
 *
 * <p>A named category that does not exist is an error of configuration; of all categories, one that fails is reported
 * and left out.
 */
public final class BrowseCategories implements PlaylistSource {

    private static final String KIND = "browse";

    /** So many categories in a row whose calls kept failing are no longer their own affair. */
    private static final int IN_A_ROW = 3;

    private final List<String> ids;

    private BrowseCategories(List<String> ids) {
        this.ids = ids;
    }

    /**
     * Returns the source of the named categories.
     *
     * @throws ConfigurationException if there is none, or an id is empty
     */
    public static BrowseCategories of(String... ids) {
        return of(List.of(ids));
    }

    /** Returns the source of the named categories; see {@link #of(String...)}. */
    public static BrowseCategories of(List<String> ids) {
        if (ids.isEmpty() || ids.stream().anyMatch(String::isBlank)) {
            throw new ConfigurationException("source browse: got " + ids + ", expected ids of categories, none empty");
        }
        return new BrowseCategories(List.copyOf(new TreeSet<>(ids)));
    }

    /** Returns the source of all categories that the API lists. */
    public static BrowseCategories all() {
        return new BrowseCategories(List.of());
    }

    @Override
    public String name() {
        return KIND + ":" + (ids.isEmpty() ? "*" : String.join(",", ids));
    }

    @Override
    public void list(SpotifyClient spotify, ListingCollector listing) {
        try {
            if (ids.isEmpty()) {
                listAll(spotify, listing);
            } else {
                listNamed(spotify, listing);
            }
        } catch (AccessDeniedException e) {
            throw mayNot(e);
        }
    }

    private static void listAll(SpotifyClient spotify, ListingCollector listing) {
        List<String> listed = listed(spotify, listing);
        List<PlaylakeException> failures = new ArrayList<>();
        int inARow = 0;
        for (String id : listed) {
            try {
                playlists(spotify, listing, id);
                inARow = 0;
            } catch (RateLimitedException e) {
                throw e;
            } catch (TryLaterException e) {
                if (++inARow == IN_A_ROW) {
                    throw e;
                }
                failures.add(e);
                listing.failed(id, e);
            } catch (RequestRefusedException | MalformedResponseException e) {
                inARow = 0;
                failures.add(e);
                listing.failed(id, e);
            }
        }
        // Some apps may list the categories, and then get 404 for each of them.
        if (!failures.isEmpty()
                && failures.size() == listed.size()
                && failures.stream().allMatch(RequestRefusedException.class::isInstance)) {
            throw mayNot((RequestRefusedException) failures.get(0));
        }
    }

    private void listNamed(SpotifyClient spotify, ListingCollector listing) {
        for (String id : ids) {
            try {
                playlists(spotify, listing, id);
            } catch (ResourceNotFoundException e) {
                throw new ConfigurationException(
                        "source browse: there is no category '" + id + "' for this app; the command `categories` lists"
                                + " those there are, and apps without extended quota have none (use ids or me)",
                        e);
            }
        }
    }

    private static ConfigurationException mayNot(RequestRefusedException cause) {
        // A denial says itself what to do instead.
        String instead =
                cause instanceof AccessDeniedException ? "" : "; use ids for playlists you know, or me for your own";
        return new ConfigurationException(
                "source browse: Spotify shows the playlists of categories only to apps with extended quota, and not to this"
                        + " one: " + cause.getMessage() + instead,
                cause);
    }

    private static List<String> listed(SpotifyClient spotify, ListingCollector listing) {
        List<String> found = new ArrayList<>();
        PageWalk<Category> walk = spotify.browse().categories().iterator();
        while (walk.hasNext()) {
            Answer<Page<Category>> page = walk.next();
            listing.categories(page);
            page.value().items().stream()
                    .filter(Objects::nonNull)
                    .map(Category::id)
                    .forEach(found::add);
        }
        String shortfall = walk.shortfall();
        if (shortfall != null) {
            listing.incomplete(KIND + ":*", shortfall, !walk.gaps().isEmpty());
        }
        return found.stream().distinct().sorted().toList();
    }

    private static void playlists(SpotifyClient spotify, ListingCollector listing, String id) {
        listing.pages(id, KIND, spotify.browse().playlists(id));
    }

    @Override
    public String toString() {
        return name();
    }
}
