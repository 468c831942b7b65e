package io.playlake.run;

import io.playlake.change.PlaylistState;
import io.playlake.client.AppProfile;
import io.playlake.client.SpotifyClient;
import io.playlake.error.DataRefusedException;
import io.playlake.error.RateLimitedException;
import io.playlake.model.Album;
import io.playlake.model.Artist;
import io.playlake.model.Track;
import io.playlake.quality.QualityResult;
import io.playlake.raw.RawStage;
import io.playlake.raw.UnitKey;
import io.playlake.raw.UnitSummary;
import io.playlake.sink.Commit;
import io.playlake.sink.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a run was told to ask for beyond its due playlists, see {@link Refresh} and {@link Enrichment}. Its calls begin
 * after those of the due playlists, and its failures leave the run as complete as it would be without them.
 */
final class Extras implements Sightings.Observer {

    private final RunSettings settings;
    private final Dataset dataset;
    private final Optional<Commit> base;
    private final RawStage stage;
    private final FetchPool pool;
    private final Consumer<String> failure;
    private final FollowerCalls followers;
    private final LookupCalls lookups;
    private final @Nullable MissingIds tracks;
    private final @Nullable MissingIds albums;
    private final @Nullable MissingIds artists;
    /** The playlists whose items this run does not read, and the dataset holds. */
    private final List<PlaylistState> unread = new ArrayList<>();

    private final List<UnitKey> written = new ArrayList<>();
    private final List<QualityResult> quality = new ArrayList<>();

    Extras(
            RunSettings settings,
            Dataset dataset,
            Optional<Commit> base,
            RawStage stage,
            FetchPool pool,
            RunTables tables,
            RawRows raw,
            Consumer<String> failure) {
        this.settings = settings;
        this.dataset = dataset;
        this.base = base;
        this.stage = stage;
        this.pool = pool;
        this.failure = failure;
        ExtraFetcher fetcher = new ExtraFetcher(settings.client(), stage, settings.time(), tables.runId());
        int ahead = 2 * settings.concurrency();
        this.followers = new FollowerCalls(fetcher, pool, ahead, raw, written::add, failure);
        this.lookups = new LookupCalls(fetcher, pool, ahead, raw, written::add, failure);
        this.tracks = settings.refresh().contains(Refresh.POPULARITY) ? MissingIds.in(tables) : null;
        this.albums = settings.enrich().contains(Enrichment.ALBUMS) ? MissingIds.in(tables) : null;
        this.artists = settings.enrich().contains(Enrichment.ARTISTS) ? MissingIds.in(tables) : null;
    }

    /** Returns whether a playlist is one to be refreshed; what an earlier part of the run read is fresh. */
    static boolean isStale(Turn turn) {
        return !turn.decision().due() && !turn.doneBefore();
    }

    /** Returns whether it is already known that this app is not told popularity. */
    static boolean isToldNoPopularity(SpotifyClient client) {
        return client.profile()
                .filter(profile -> profile == AppProfile.DEVELOPMENT)
                .isPresent();
    }

    /** Takes all turns, in order, once those that are due are queued. */
    void begin(List<Turn> turns) {
        if (settings.refresh().contains(Refresh.FOLLOWERS)) {
            followers.begin(turns.stream()
                    .filter(Extras::isStale)
                    .map(turn -> turn.listed().id())
                    .iterator());
        }
    }

    /** Returns the freshest that is known of a playlist that is not due. */
    PlaylistHead unchanged(Turn turn, PlaylistHead listed) {
        if (isStale(turn)) {
            standsUnread(turn);
        }
        return followers.take(turn.listed().id(), listed);
    }

    /** Takes note of a playlist that was read: where its first page told that nothing moved, the others were not read. */
    void read(Turn turn, FetchResult result) {
        if (result instanceof FetchResult.Staged staged) {
            UnitSummary summary = staged.unit().summary();
            if (summary.problem() == null && summary.contentHash() == null && summary.itemsReceived() > 0) {
                standsUnread(turn);
            }
        }
    }

    private void standsUnread(Turn turn) {
        PlaylistState state = turn.state();
        if (tracks != null && state != null && state.contentHash() != null) {
            unread.add(state);
        }
    }

    @Override
    public void track(String id) {
        if (tracks != null) {
            tracks.hold(id);
        }
    }

    @Override
    public void album(String id) {
        if (albums != null) {
            albums.want(id);
        }
    }

    @Override
    public void artist(String id) {
        if (artists != null) {
            artists.want(id);
        }
    }

    /**
     * Makes the calls that are left, and writes what the run saw.
     *
     * @param partial whether a limit left playlists over: then the calls are left to the continuation as well
     */
    void finish(Sightings sightings, boolean partial) {
        if (!partial) {
            followers.finish().ifPresent(quality::add);
            refreshTracks(sightings);
        }
        sightings.drainTracks();
        if (albums != null && !partial) {
            enrich(Lookup.ALBUMS, albums, List.of("label", "upc"), (at, value) -> sightings.addFull(at, (Album) value));
        }
        sightings.drainAlbums();
        if (artists != null && !partial) {
            enrich(Lookup.ARTISTS, artists, List.of("genres"), (at, value) -> sightings.addFull(at, (Artist) value));
        }
        sightings.drain();
        // A complete commit names no time to come back, and still none is to call before.
        if (!partial && pool.stopped() instanceof RateLimitedException limit) {
            limit.notBefore().ifPresent(stage::remember);
        }
    }

    private void refreshTracks(Sightings sightings) {
        if (tracks == null) {
            return;
        }
        if (isToldNoPopularity(settings.client())) {
            failure.accept("popularity is not refreshed: an app in development mode is not told it");
            return;
        }
        StoredVersions versions = new StoredVersions(dataset);
        for (PlaylistState state : unread) {
            try {
                versions.trackIds(state, tracks::want);
            } catch (DataRefusedException e) {
                failure.accept(
                        "popularity is not refreshed in playlist " + state.key().playlistId() + ": " + e.getMessage());
            }
        }
        quality.add(lookups.run(
                Lookup.TRACKS, tracks.take(), (at, value) -> sightings.add(at, (Track) value), "popularity_refreshed"));
    }

    private void enrich(Lookup kind, MissingIds ids, List<String> told, LookupCalls.Found found) {
        try {
            EnrichedIds.forEach(dataset, base, kind.table(), told, ids::hold);
        } catch (DataRefusedException e) {
            failure.accept(kind + " are not enriched: which of them are is unknown: " + e.getMessage());
            return;
        }
        quality.add(lookups.run(kind, ids.take(), found, kind + "_enriched"));
    }

    /** Returns what became of the calls, a rule for each kind that was asked for. */
    List<QualityResult> quality() {
        return quality;
    }

    /** Returns the units that were written. */
    List<UnitKey> written() {
        return written;
    }
}
