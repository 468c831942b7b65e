package io.playlake.emulator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers the browse endpoints for playlists. Immutable. */
final class BrowseApi {

    private final World world;
    private final Options options;
    private final ListingJson listings;
    private final PageQuirks quirks;

    BrowseApi(World world, Options options, ListingJson listings, PageQuirks quirks) {
        this.world = world;
        this.options = options;
        this.listings = listings;
        this.quirks = quirks;
    }

    Answer categories(ApiRequest request, Page page) {
        List<Category> all = quirks.rows(world.categories(), world.today().day());
        JsonText json = JsonText.create();
        json.object().object("categories");
        page.write(
                json, request, request.path(), all, quirks.listing(), (out, category) -> write(out, category, request));
        return Answer.ok(json.endObject().endObject().toString());
    }

    Answer category(ApiRequest request) {
        Category found = find(request.id());
        if (found == null) {
            return noSuchCategory();
        }
        JsonText json = JsonText.create();
        write(json, found, request);
        return Answer.ok(json.toString());
    }

    Answer playlists(ApiRequest request, Page page) {
        WorldDay today = world.today();
        Category category = find(request.id());
        List<ListingRow> rows = world.listing(today, request.id()).orElse(null);
        return category == null || rows == null
                ? noSuchCategory()
                : playlists(request, page, name(category, request), quirks.ofCategory(rows, today.day()), today);
    }

    Answer featured(ApiRequest request, Page page) {
        WorldDay today = world.today();
        return playlists(request, page, "Popular now", quirks.rows(world.featured(today), today.day()), today);
    }

    private Answer playlists(ApiRequest request, Page page, String message, List<ListingRow> rows, WorldDay today) {
        JsonText json = JsonText.create();
        json.object().field("message", message).object("playlists");
        page.write(
                json,
                request,
                request.path(),
                rows,
                quirks.listing(),
                (out, row) -> listings.row(out, row, today, request));
        return Answer.ok(json.endObject().endObject().toString());
    }

    private @Nullable Category find(String id) {
        return world.categories().stream()
                .filter(category -> category.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    private static Answer noSuchCategory() {
        return Answer.error(404, "Specified id doesn't exist");
    }

    private String name(Category category, ApiRequest request) {
        String locale = request.parameter("locale");
        String language = locale == null ? request.language() : locale;
        return options.has(Quirk.LOCALIZED_NAMES) && language != null
                ? category.name() + " (" + language + ")"
                : category.name();
    }

    private void write(JsonText json, Category category, ApiRequest request) {
        json.object()
                .field("href", request.base() + "/browse/categories/" + category.id())
                .array("icons")
                .object()
                .field("height", 274)
                .field("url", "https://t.scdn.co/images/" + category.id() + ".jpeg")
                .field("width", 274)
                .endObject()
                .endArray()
                .field("id", category.id())
                .field("name", name(category, request))
                .endObject();
    }
}
