package io.playlake.run;

import io.playlake.change.ChangeDecision;
import io.playlake.change.ChangeDetector;
import io.playlake.change.ContentHash;
import io.playlake.change.PlaylistState;
import io.playlake.client.Answer;
import io.playlake.client.PageWalk;
import io.playlake.client.PlaylistEndpoints;
import io.playlake.client.SpotifyClient;
import io.playlake.error.MalformedResponseException;
import io.playlake.error.RateLimitedException;
import io.playlake.error.RequestRefusedException;
import io.playlake.error.ServerFailingException;
import io.playlake.error.TryLaterException;
import io.playlake.model.ItemsShape;
import io.playlake.model.Page;
import io.playlake.model.Playlist;
import io.playlake.model.PlaylistItem;
import io.playlake.model.Unavailable;
import io.playlake.raw.Consistency;
import io.playlake.raw.RawPage;
import io.playlake.raw.RawStage;
import io.playlake.raw.RawUnit;
import io.playlake.raw.UnitKey;
import io.playlake.raw.UnitSummary;
import io.playlake.raw.UnitWriter;
import io.playlake.source.ListedPlaylist;
import io.playlake.time.TimeSource;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one playlist into a unit, or finds the unit of an earlier attempt. A playlist of several pages is labelled with
 * the snapshot of its first page and checked after its last; if it moved meanwhile it is read again. Thread-safe.
 */
final class PlaylistFetcher {

    /** The first read, and two more when the playlist moves under it. */
    private static final int READS = 3;

    private final SpotifyClient spotify;
    private final RawStage stage;
    private final TimeSource time;
    private final @Nullable String market;
    private final @Nullable String locale;

    PlaylistFetcher(SpotifyClient spotify, RawStage stage, TimeSource time) {
        this.spotify = spotify;
        this.stage = stage;
        this.time = time;
        this.market = spotify.market().orElse(null);
        this.locale = spotify.locale().orElse(null);
    }

    RawUnit fetch(ListedPlaylist listed, ChangeDecision decision, @Nullable PlaylistState state) {
        Answer<Playlist> first = first(listed.id());
        if (listed.byIdOnly()) {
            Optional<RawUnit> staged = staged(listed, state).filter(unit -> isOf(unit, first));
            if (staged.isPresent()) {
                return staged.get();
            }
        }
        try (UnitWriter unit = stage.unit(key(listed))) {
            Reading reading = new Reading(unit, listed.id(), decision, state);
            UnitSummary summary;
            try {
                summary = reading.run(first);
            } catch (MalformedResponseException | RequestRefusedException e) {
                summary = reading.failed(e.getMessage());
            }
            return unit.finish(summary);
        }
    }

    /** Where one of the first items makes the API fail, there is the playlist without them, and pages have parts. */
    private Answer<Playlist> first(String id) {
        try {
            return spotify.playlists().get(id);
        } catch (ServerFailingException e) {
            try {
                return spotify.playlists().head(id);
            } catch (RateLimitedException limit) {
                throw limit; // that is not the playlist's affair
            } catch (TryLaterException | RequestRefusedException again) {
                throw e;
            }
        }
    }

    /** Returns the unit that an earlier attempt staged for the snapshot listed now; no call is made. */
    Optional<RawUnit> adopt(ListedPlaylist listed, @Nullable PlaylistState state) {
        return listed.listSnapshot() == null ? Optional.empty() : staged(listed, state);
    }

    UnitKey key(ListedPlaylist listed) {
        return new UnitKey(listed.id(), market, locale, listed.listSnapshot(), stage.personalData());
    }

    /** What was committed since is no news, and what was held back once must be seen again, not read again. */
    private Optional<RawUnit> staged(ListedPlaylist listed, @Nullable PlaylistState state) {
        return stage.find(key(listed), time.now())
                .filter(unit -> state == null
                        || (unit.summary().verifiedAt().isAfter(state.verifiedAt())
                                && (state.suspect() == null
                                        || !state.suspect()
                                                .equals(unit.summary().contentHash()))));
    }

    private static boolean isOf(RawUnit unit, Answer<Playlist> answer) {
        String staged = unit.summary().detailSnapshot();
        try {
            return staged != null && staged.equals(answer.value().snapshotId());
        } catch (MalformedResponseException e) {
            return false;
        }
    }

    /** The reads of one playlist, until one counts. */
    private final class Reading {

        private final UnitWriter unit;
        private final String id;
        private final ChangeDecision decision;
        private final @Nullable PlaylistState state;
        private int firstPage;
        private @Nullable String snapshot;
        private @Nullable Integer claimed;
        private ContentHash hash = new ContentHash(market);
        private int nulls;
        private @Nullable String gaps;
        private Instant verifiedAt = Instant.EPOCH;

        Reading(UnitWriter unit, String id, ChangeDecision decision, @Nullable PlaylistState state) {
            this.unit = unit;
            this.id = id;
            this.decision = decision;
            this.state = state;
        }

        UnitSummary run(Answer<Playlist> answer) {
            ContentHash.Value before = null;
            boolean moved = false;
            boolean hint = state == null || !state.isVolatile();
            Answer<Playlist> first = answer;
            for (int read = 1; ; read++) {
                Playlist playlist = begin(first);
                Page<PlaylistItem> items = playlist.items();
                if (!playlist.isHead() && (items == null || standsAsItWas(items))) {
                    return summary(Consistency.NOT_READ, false, null, null);
                }
                boolean single = items != null && (items.items().size() >= items.total() || items.next() == null);
                boolean whole = (single && items != null)
                        ? items.items().size() == items.total()
                        : rest(first, profile(playlist.shape()));
                String after = single || !hint ? snapshot : check(playlist.shape());
                ContentHash.Value value = hash.finish();
                moved |= !Objects.equals(snapshot, after);
                if (whole && (single || hint) && Objects.equals(snapshot, after)) {
                    boolean known = gaps == null && (single || snapshot != null);
                    return summary(known ? Consistency.EXACT : Consistency.UNVERIFIED, false, value, null);
                }
                if (value.equals(before) || (!hint && whole && isKnown(value))) {
                    return summary(Consistency.CONTENT_STABLE, moved, value, null);
                }
                if (read == READS) {
                    return failed("it kept changing while it was read, " + READS + " times over");
                }
                before = value;
                first = first(id);
            }
        }

        /** No mixture of two versions has the hash of a third. */
        private boolean isKnown(ContentHash.Value value) {
            return state != null && value.content().equals(state.contentHash());
        }

        UnitSummary failed(String problem) {
            return summary(Consistency.NOT_READ, false, null, problem);
        }

        private Playlist begin(Answer<Playlist> first) {
            // Staged before it is decoded: a body that nobody understands is kept all the same.
            String profile = "unknown";
            try {
                profile = profile(first.value().shape());
            } finally {
                firstPage = unit.add(RawPage.ofPlaylist(first, id, 0, profile));
            }
            verifiedAt = first.requestedAt();
            Playlist playlist = first.value();
            snapshot = playlist.snapshotId();
            hash = new ContentHash(market);
            nulls = 0;
            gaps = null;
            claimed = playlist.items() == null
                    ? playlist.totalTracks()
                    : Integer.valueOf(playlist.items().total());
            if (playlist.items() != null) {
                add(playlist.items());
            }
            return playlist;
        }

        /** Without a listing the first page tells whether anything moved; if not, further pages are saved. */
        private boolean standsAsItWas(Page<PlaylistItem> items) {
            return decision instanceof ChangeDecision.ByDetail byDetail
                    && items.items().size() < items.total()
                    && state != null
                    && state.contentHash() != null
                    && !ChangeDetector.decide(byDetail, state, snapshot).due();
        }

        /** Returns whether as many items came as were claimed. */
        private boolean rest(Answer<Playlist> first, String profile) {
            boolean head = first.value().isHead();
            PlaylistEndpoints playlists = spotify.playlists();
            PageWalk<PlaylistItem> walk = (head ? playlists.allByOffset(first) : playlists.all(first)).iterator();
            if (!head) {
                walk.next(); // that of the playlist's own body
            }
            while (walk.hasNext()) {
                Answer<Page<PlaylistItem>> answer = walk.next();
                int offset = Objects.requireNonNull(answer.offset(), "pages of items have one");
                unit.add(RawPage.ofPlaylist(answer, id, offset, profile));
                Page<PlaylistItem> page = answer.value();
                claimed = page.total();
                skipTo(offset);
                add(page);
            }
            skipTo(walk.position());
            if (!walk.gaps().isEmpty()) {
                gaps = walk.shortfall();
            }
            return claimed != null && hash.items() == claimed;
        }

        /** What could not be served takes its place as a null does. */
        private void skipTo(int position) {
            while (hash.items() < position) {
                hash.add(null, null);
                nulls++;
            }
        }

        private @Nullable String check(@Nullable ItemsShape shape) {
            Answer<@Nullable String> answer = spotify.playlists().snapshot(id);
            unit.add(RawPage.ofPlaylist(answer, id, null, profile(shape)));
            if (Objects.equals(snapshot, answer.value())) {
                verifiedAt = answer.requestedAt();
            }
            return answer.value();
        }

        private void add(Page<PlaylistItem> page) {
            for (@Nullable PlaylistItem entry : page.items()) {
                PlaylistItem item = Objects.requireNonNull(entry, "items of a playlist are never null");
                hash.add(item.item().uri(), item.addedAt());
                nulls += item.item() instanceof Unavailable gone && gone.uri() == null ? 1 : 0;
            }
        }

        private UnitSummary summary(
                Consistency consistency,
                boolean movedMeanwhile,
                ContentHash.@Nullable Value value,
                @Nullable String problem) {
            return new UnitSummary(
                    time.now(),
                    verifiedAt,
                    firstPage,
                    snapshot,
                    consistency,
                    movedMeanwhile,
                    value == null ? null : value.content(),
                    value == null ? null : value.order(),
                    claimed,
                    hash.items(),
                    nulls,
                    gaps,
                    problem);
        }
    }

    private static String profile(@Nullable ItemsShape shape) {
        if (shape == null) {
            return "unknown";
        }
        return shape == ItemsShape.TRACKS ? "extended" : "development";
    }
}
