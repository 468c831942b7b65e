package io.playlake.emulator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers what is asked about users and their playlists. Immutable. */
final class UserApi {

    private final World world;
    private final AppProfile profile;
    private final ListingJson listings;
    private final PageQuirks quirks;

    UserApi(World world, AppProfile profile, ListingJson listings, PageQuirks quirks) {
        this.world = world;
        this.profile = profile;
        this.listings = listings;
        this.quirks = quirks;
    }

    Answer me(ApiRequest request) {
        JsonText json = JsonText.create();
        json.object().field("account_id", "acct_" + new Dice(83, 1).base62(20));
        if (!profile.cut()) {
            json.field("country", WebApi.HOME).field("email", "listener@example.com");
        }
        json.field("display_name", Owner.SELF.displayName());
        if (!profile.cut()) {
            json.object("explicit_content")
                    .field("filter_enabled", false)
                    .field("filter_locked", false)
                    .endObject();
        }
        PlaylistJson.user(json, Owner.SELF.id(), request.base());
        if (!profile.cut()) {
            followers(json, Owner.SELF);
        }
        json.array("images").endArray();
        if (!profile.cut()) {
            json.field("product", "premium");
        }
        return Answer.ok(json.endObject().toString());
    }

    Answer user(ApiRequest request) {
        Owner owner = owner(request.id());
        if (owner == null) {
            return ApiErrors.notFound();
        }
        JsonText json = JsonText.create();
        json.object().field("display_name", owner.displayName());
        PlaylistJson.user(json, owner.id(), request.base());
        followers(json, owner);
        json.array("images").endArray();
        return Answer.ok(json.endObject().toString());
    }

    private @Nullable Owner owner(String id) {
        return world.today().playlists().values().stream()
                .map(playlist -> playlist.identity().owner())
                .filter(owner -> owner.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    private static void followers(JsonText json, Owner owner) {
        json.object("followers")
                .nothing("href")
                .field("total", Math.floorMod(owner.id().hashCode(), 5_000))
                .endObject();
    }

    Answer myPlaylists(ApiRequest request, Page page) {
        WorldDay today = world.today();
        return playlists(request, page, world.myListing(today), today);
    }

    /** Answers with what a user shows to the token's owner; apps that may not see Spotify's own get null in their place. */
    Answer userPlaylists(ApiRequest request, boolean user, Page page) {
        WorldDay today = world.today();
        boolean own = user && Owner.SELF.id().equals(request.id());
        List<ListingRow> rows = world.userListing(today, request.id(), own).orElse(null);
        if (rows == null) {
            return ApiErrors.notFound();
        }
        boolean hidden = Owner.SPOTIFY.id().equals(request.id()) && !profile.seesEditorial();
        return playlists(
                request,
                page,
                hidden ? rows.stream().map(row -> ListingRow.nothing()).toList() : rows,
                today);
    }

    private Answer playlists(ApiRequest request, Page page, List<ListingRow> rows, WorldDay today) {
        JsonText json = JsonText.create();
        json.object();
        page.write(
                json,
                request,
                request.path(),
                quirks.rows(rows, today.day()),
                quirks.userListing(),
                (out, row) -> listings.row(out, row, today, request));
        return Answer.ok(json.endObject().toString());
    }
}
