package io.playlake.emulator;

import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Answers requests that have a valid token. Thread-safe; each answer shows one day as a whole. */
final class WebApi {

    private static final Pattern BASE62 = Pattern.compile("[A-Za-z0-9]{22}");
    private static final Answer FORBIDDEN = Answer.error(403, "Forbidden");
    private static final int TRACKS_LIMIT = 100;
    private static final int LIMIT = 50;
    /** What an item takes at most, roughly: a body that need not grow is built in half the time. */
    private static final int ITEM_LENGTH = 4_000;

    private final World world;
    private final boolean development;
    private final PlaylistJson playlists;

    WebApi(World world, AppProfile profile) {
        this.world = world;
        development = profile == AppProfile.DEVELOPMENT;
        playlists =
                new PlaylistJson(profile, new PlayableJson(profile, world.pool().size()));
    }

    /** Returns the answer; {@code user} says whether the token stands for the emulator's user. */
    Answer handle(ApiRequest request, boolean user) {
        return switch (request.endpoint()) {
            case CATEGORIES -> development ? FORBIDDEN : paged(request, LIMIT, this::categories);
            case CATEGORY -> development ? FORBIDDEN : category(request);
            case CATEGORY_PLAYLISTS -> development ? FORBIDDEN : paged(request, LIMIT, this::categoryPlaylists);
            case PLAYLIST -> playlist(request, user);
            case PLAYLIST_TRACKS -> development ? FORBIDDEN : items(request, user, TRACKS_LIMIT);
            case PLAYLIST_ITEMS -> items(request, user, LIMIT);
            case MY_PLAYLISTS ->
                user
                        ? paged(request, LIMIT, this::myPlaylists)
                        : Answer.error(401, "Valid user authentication required");
            case TOKEN, OTHER -> Answer.error(404, "Not found.");
        };
    }

    private static Answer paged(ApiRequest request, int maximum, BiFunction<ApiRequest, Page, Answer> body) {
        Page.Result result = Page.of(request, maximum);
        Page page = result.page();
        return page == null ? Objects.requireNonNull(result.refusal()) : body.apply(request, page);
    }

    private Answer categories(ApiRequest request, Page page) {
        JsonText json = JsonText.create();
        json.object().object("categories");
        page.write(json, request, request.path(), world.categories(), (out, category) -> write(out, category, request));
        return Answer.ok(json.endObject().endObject().toString());
    }

    private Answer category(ApiRequest request) {
        Category found = find(request.id());
        if (found == null) {
            return noSuchCategory();
        }
        JsonText json = JsonText.create();
        write(json, found, request);
        return Answer.ok(json.toString());
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

    private static void write(JsonText json, Category category, ApiRequest request) {
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
                .field("name", category.name())
                .endObject();
    }

    private Answer categoryPlaylists(ApiRequest request, Page page) {
        WorldDay today = world.today();
        Category category = find(request.id());
        List<ListingRow> rows = world.listing(today, request.id()).orElse(null);
        if (category == null || rows == null) {
            return noSuchCategory();
        }
        JsonText json = JsonText.create();
        json.object().field("message", category.name()).object("playlists");
        page.write(json, request, request.path(), rows, (out, row) -> write(out, row, today, request));
        return Answer.ok(json.endObject().endObject().toString());
    }

    private Answer myPlaylists(ApiRequest request, Page page) {
        WorldDay today = world.today();
        JsonText json = JsonText.create();
        json.object();
        page.write(
                json, request, request.path(), world.myListing(today), (out, row) -> write(out, row, today, request));
        return Answer.ok(json.endObject().toString());
    }

    private void write(JsonText json, ListingRow row, WorldDay today, ApiRequest request) {
        switch (row.kind()) {
            case PLAYLIST -> {
                PlaylistState playlist = today.playlists().get(Objects.requireNonNull(row.playlistId()));
                playlists.row(json, Objects.requireNonNull(playlist), request.base());
            }
            case NULL -> json.value().append("null");
            case STUB -> playlists.stub(json, request.base());
        }
    }

    private Answer playlist(ApiRequest request, boolean user) {
        WorldDay today = world.today();
        PlaylistState playlist = today.playlists().get(request.id());
        Answer refusal = refusal(request.id(), playlist, user);
        if (refusal != null || playlist == null) {
            return Objects.requireNonNull(refusal);
        }
        String fields = request.parameter("fields");
        FieldFilter filter = fields == null ? null : FieldFilter.parse(fields);
        int expected = Math.min(playlist.items().size(), TRACKS_LIMIT);
        StringBuilder body = new StringBuilder((expected + 1) * ITEM_LENGTH);
        JsonText json = new JsonText(body);
        json.object();
        playlists.detailHead(json, playlist, request.base());
        // The endpoint that the link leads to may give less at once than is embedded.
        Page embedded = new Page(TRACKS_LIMIT, 0, development ? LIMIT : TRACKS_LIMIT);
        if (readable(playlist, user) && (filter == null || filter.wants(playlists.contents()))) {
            json.object(playlists.contents());
            writeItems(json, request, today, playlist, embedded);
            json.endObject();
        }
        json.endObject();
        return Answer.ok(filter == null ? body.toString() : filter.apply(body.toString()));
    }

    private Answer items(ApiRequest request, boolean user, int maximum) {
        return paged(request, maximum, (ignored, page) -> {
            WorldDay today = world.today();
            PlaylistState playlist = today.playlists().get(request.id());
            Answer refusal = refusal(request.id(), playlist, user);
            if (refusal != null || playlist == null) {
                return Objects.requireNonNull(refusal);
            }
            if (!readable(playlist, user)) {
                return FORBIDDEN;
            }
            JsonText json = new JsonText(new StringBuilder(page.limit() * ITEM_LENGTH));
            json.object();
            writeItems(json, request, today, playlist, page);
            String body = json.endObject().toString();
            String fields = request.parameter("fields");
            return Answer.ok(fields == null ? body : FieldFilter.parse(fields).apply(body));
        });
    }

    private void writeItems(JsonText json, ApiRequest request, WorldDay today, PlaylistState playlist, Page page) {
        RenderContext context = new RenderContext(
                request.base(), today.day(), request.parameter("market") != null, request.asksForEpisodes());
        String path =
                request.endpoint() == Endpoint.PLAYLIST ? request.path() + "/" + playlists.contents() : request.path();
        page.write(json, request, path, playlist.items(), (out, item) -> playlists.item(out, item, context));
    }

    /** Returns why the playlist is not shown at all, or null if it is. */
    private @Nullable Answer refusal(String id, @Nullable PlaylistState playlist, boolean user) {
        if (!BASE62.matcher(id).matches()) {
            return Answer.error(400, "Invalid base62 id");
        }
        if (playlist == null) {
            return notFound();
        }
        Identity identity = playlist.identity();
        boolean hidden = (development && identity.editorial()) || (!identity.open() && !user);
        return hidden ? notFound() : null;
    }

    private static Answer notFound() {
        return Answer.error(404, "Resource not found");
    }

    private boolean readable(PlaylistState playlist, boolean user) {
        Identity identity = playlist.identity();
        return !development || (user && (identity.own() || identity.shared()));
    }
}
