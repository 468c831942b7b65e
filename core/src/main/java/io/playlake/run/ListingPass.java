package io.playlake.run;

import io.playlake.client.Answer;
import io.playlake.client.SpotifyClient;
import io.playlake.error.ConfigurationException;
import io.playlake.error.PlaylakeException;
import io.playlake.model.Category;
import io.playlake.model.Page;
import io.playlake.model.SimplifiedPlaylist;
import io.playlake.raw.RawPage;
import io.playlake.raw.RawStage;
import io.playlake.raw.RawUnit;
import io.playlake.raw.UnitSummary;
import io.playlake.raw.UnitWriter;
import io.playlake.source.Listing;
import io.playlake.source.ListingCollector;
import io.playlake.source.PlaylistSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Collects what the sources of a run list: stages every page, then merges it. */
final class ListingPass implements ListingCollector, AutoCloseable {

    /** The list of categories itself; sorts before every category. */
    private static final String CATEGORIES = "";

    private final @Nullable RawStage stage;
    private final Consumer<SimplifiedPlaylist> rows;
    private final Listing listing;
    private final List<Segment> segments = new ArrayList<>();
    private final Map<String, PlaylakeException> failures = new TreeMap<>();
    private final Map<String, String> gaps = new TreeMap<>();
    private final Map<String, String> shortfalls = new TreeMap<>();
    private final Map<String, Owner> owners = new HashMap<>();
    private String source = "";
    private @Nullable UnitWriter writer;
    private String writing = CATEGORIES;
    private int started;

    /** Pages of one category that came in one go. */
    record Segment(String categoryId, RawUnit unit) {

        boolean isOfCategories() {
            return categoryId.equals(CATEGORIES);
        }
    }

    ListingPass(RawStage stage, Set<String> excluded) {
        this(stage, excluded, row -> {});
    }

    private ListingPass(@Nullable RawStage stage, Set<String> excluded, Consumer<SimplifiedPlaylist> rows) {
        this.stage = stage;
        this.listing = new Listing(excluded);
        this.rows = rows;
    }

    /** Starts a pass that stages nothing, and shows each row instead. */
    static ListingPass unstaged(Set<String> excluded, Consumer<SimplifiedPlaylist> rows) {
        return new ListingPass(null, excluded, rows);
    }

    /** Lists all sources, to the end. */
    Listing list(List<PlaylistSource> sources, SpotifyClient spotify) {
        for (PlaylistSource next : sources) {
            source = next.name();
            next.list(spotify, this);
        }
        return finish();
    }

    @Override
    public void categories(Answer<Page<Category>> page) {
        stage(CATEGORIES, RawPage.ofCategory(page, null, "extended"));
    }

    @Override
    public void page(String categoryId, String kind, Answer<Page<SimplifiedPlaylist>> page) {
        own(categoryId, "page");
        // Only apps of extended quota get an answer about categories.
        String profile = page.endpoint().startsWith("/browse") ? "extended" : "unknown";
        stage(categoryId, RawPage.ofCategory(page, categoryId, profile));
        Integer offset = page.offset();
        listing.page(categoryId, kind, offset == null ? 0 : offset, page.value());
        page.value().items().stream().filter(Objects::nonNull).forEach(rows);
    }

    @Override
    public void incomplete(String categoryId, String shortfall, boolean failed) {
        (failed ? gaps : shortfalls).put(categoryId, shortfall);
    }

    /** Returns the categories of which rows could not be served, and what is missing. */
    Map<String, String> gaps() {
        return gaps;
    }

    /** Returns the categories whose figures do not agree, and how. */
    Map<String, String> shortfalls() {
        return shortfalls;
    }

    @Override
    public void ids(String categoryId, String kind, List<String> playlistIds) {
        own(categoryId, "ids");
        listing.ids(categoryId, kind, playlistIds);
    }

    @Override
    public void failed(String categoryId, PlaylakeException cause) {
        failures.put(categoryId, cause);
    }

    /** Throws if nothing could be listed: there is no listing to go by. */
    void requireSomething() {
        if (listing.categories().isEmpty() && !failures.isEmpty()) {
            throw failures.values().iterator().next();
        }
    }

    /** A category that failed, from whichever source, is no part of the listing. */
    private Listing finish() {
        finishSegment();
        failures.keySet().forEach(listing::drop);
        return listing;
    }

    /** Returns the staged pages, sorted by category; those of one category in the order they came. */
    List<Segment> segments() {
        return segments.stream()
                .sorted(Comparator.comparing(Segment::categoryId))
                .toList();
    }

    /** Returns what could not be listed, by category. */
    Map<String, PlaylakeException> failures() {
        return failures;
    }

    @Override
    public void close() {
        if (writer != null) {
            writer.close();
            writer = null;
        }
    }

    /** Pages of one category from two sources would be counted twice, and ids among pages would shift their places. */
    private void own(String categoryId, String form) {
        Owner owner = owners.computeIfAbsent(categoryId, id -> new Owner(source, form));
        if (!owner.source().equals(source)) {
            throw new ConfigurationException("source " + source + " and source " + owner.source()
                    + " both give category " + categoryId + "; drop one, or give ids another label (=LABEL)");
        }
        if (!owner.form().equals(form)) {
            throw new ConfigurationException(
                    "source " + source + " gives category " + categoryId + " both as pages and as ids, expected one");
        }
    }

    private record Owner(String source, String form) {}

    private void stage(String categoryId, RawPage page) {
        if (stage == null) {
            return;
        }
        if (writer == null || !writing.equals(categoryId)) {
            finishSegment();
            writer = stage.listing(started++);
            writing = categoryId;
        }
        writer.add(page);
    }

    private void finishSegment() {
        if (writer == null) {
            return;
        }
        try (UnitWriter ending = writer) {
            segments.add(new Segment(writing, ending.finish(UnitSummary.ofPages(Instant.EPOCH, null))));
        }
        writer = null;
    }
}
