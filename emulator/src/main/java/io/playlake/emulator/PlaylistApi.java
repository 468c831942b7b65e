package io.playlake.emulator;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Answers the endpoints of single playlists. Thread-safe; each answer shows one day as a whole. */
final class PlaylistApi {

    private static final int EMBEDDED = 100;
    /** What an item takes at most, roughly: a body that need not grow is built in half the time. */
    private static final int ITEM_LENGTH = 4_000;

    private final World world;
    private final AppProfile profile;
    private final PlaylistJson playlists;
    private final Snapshots snapshots;
    private final Edits edits;
    private final PageQuirks quirks;

    PlaylistApi(
            World world,
            AppProfile profile,
            PlaylistJson playlists,
            Snapshots snapshots,
            Edits edits,
            PageQuirks quirks) {
        this.world = world;
        this.profile = profile;
        this.playlists = playlists;
        this.snapshots = snapshots;
        this.edits = edits;
        this.quirks = quirks;
    }

    Answer playlist(ApiRequest request, boolean user) {
        WorldDay today = world.today();
        PlaylistState playlist = today.playlists().get(request.id());
        Answer refusal = refusal(request.id(), playlist, user);
        if (refusal != null || playlist == null) {
            return Objects.requireNonNull(refusal);
        }
        String fields = request.parameter("fields");
        FieldFilter filter = fields == null ? null : FieldFilter.parse(fields);
        int expected = Math.min(playlist.items().size(), EMBEDDED);
        StringBuilder body = new StringBuilder((expected + 1) * ITEM_LENGTH);
        JsonText json = new JsonText(body);
        json.object();
        playlists.detailHead(json, playlist, request.base(), snapshots.ofPlaylist(playlist, today.day()));
        // The endpoint that the link leads to may give less at once than is embedded.
        Page embedded = new Page(EMBEDDED, 0, profile.cut() ? Page.MOST : EMBEDDED);
        boolean contents = readable(playlist, user) && (filter == null || filter.wants(playlists.contents()));
        if (contents) {
            json.object(playlists.contents());
            writeItems(json, request, request.path() + "/" + playlists.contents(), today, playlist, embedded);
            json.endObject();
        }
        json.endObject();
        if (contents) {
            edits.served(playlist.id());
        }
        return Answer.ok(filter == null ? body.toString() : filter.apply(body.toString()));
    }

    Answer items(ApiRequest request, boolean user, Page page) {
        WorldDay today = world.today();
        PlaylistState playlist = today.playlists().get(request.id());
        Answer refusal = refusal(request.id(), playlist, user);
        if (refusal != null || playlist == null) {
            return Objects.requireNonNull(refusal);
        }
        if (!readable(playlist, user)) {
            return ApiErrors.forbidden();
        }
        JsonText json = new JsonText(new StringBuilder(page.limit() * ITEM_LENGTH));
        json.object();
        writeItems(json, request, request.path(), today, playlist, page);
        String body = json.endObject().toString();
        edits.served(playlist.id());
        String fields = request.parameter("fields");
        return Answer.ok(fields == null ? body : FieldFilter.parse(fields).apply(body));
    }

    Answer images(ApiRequest request, boolean user) {
        PlaylistState playlist = world.today().playlists().get(request.id());
        Answer refusal = refusal(request.id(), playlist, user);
        if (refusal != null || playlist == null) {
            return Objects.requireNonNull(refusal);
        }
        return Answer.ok(PlaylistJson.images(playlist.identity()));
    }

    private void writeItems(
            JsonText json, ApiRequest request, String path, WorldDay today, PlaylistState playlist, Page page) {
        RenderContext context = RenderContext.of(request, today.day());
        page.write(
                json,
                request,
                path,
                edits.shown(playlist, today.day()),
                quirks.items(playlist.id()),
                (out, item) -> playlists.item(out, item, playlist, context));
    }

    /** Returns why the playlist is not shown at all, or null if it is. */
    private @Nullable Answer refusal(String id, @Nullable PlaylistState playlist, boolean user) {
        if (playlist == null || !ApiErrors.wellFormed(id)) {
            return ApiErrors.unknown(id);
        }
        Identity identity = playlist.identity();
        boolean hidden = (!profile.seesEditorial() && identity.editorial()) || (!identity.open() && !user);
        return hidden ? ApiErrors.notFound() : null;
    }

    private boolean readable(PlaylistState playlist, boolean user) {
        Identity identity = playlist.identity();
        return !profile.cut() || (user && (identity.own() || identity.shared()));
    }
}
