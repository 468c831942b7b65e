package io.playlake.source;

import io.playlake.client.Answer;
import io.playlake.client.PageWalk;
import io.playlake.client.Pages;
import io.playlake.error.PlaylakeException;
import io.playlake.model.Category;
import io.playlake.model.Page;
import io.playlake.model.SimplifiedPlaylist;
import java.util.List;

/**
 * Takes what sources list. A category comes from one source, and either as pages or as ids; anything else is a
 * {@link io.playlake.error.ConfigurationException}. Used by one thread.
 */
public interface ListingCollector {

    /** A page of the list of categories itself; kept as a raw page. */
    void categories(Answer<Page<Category>> page);

    /**
     * A page of the playlists of a category.
     *
     * @param categoryId such as {@code latin} or {@code me}
     * @param kind of source, such as {@code browse}
     */
    void page(String categoryId, String kind, Answer<Page<SimplifiedPlaylist>> page);

    /**
     * The pages of the playlists of a category, to their end.
     *
     * @param categoryId such as {@code latin} or {@code me}
     * @param kind of source, such as {@code browse}
     */
    default void pages(String categoryId, String kind, Pages<SimplifiedPlaylist> pages) {
        PageWalk<SimplifiedPlaylist> walk = pages.iterator();
        while (walk.hasNext()) {
            page(categoryId, kind, walk.next());
        }
        String shortfall = walk.shortfall();
        if (shortfall != null) {
            incomplete(categoryId, shortfall, !walk.gaps().isEmpty());
        }
    }

    /**
     * A category of which something is missing; what was listed of it counts all the same.
     *
     * @param shortfall what is missing, see {@link PageWalk#shortfall()}
     * @param failed whether rows could not be served, and not only do the figures differ
     */
    void incomplete(String categoryId, String shortfall, boolean failed);

    /** Playlists that are known by id alone, in order; what they are is learned by fetching them. */
    void ids(String categoryId, String kind, List<String> playlistIds);

    /** A category that could not be listed; what came of it before is dropped, and the run goes on. */
    void failed(String categoryId, PlaylakeException cause);
}
