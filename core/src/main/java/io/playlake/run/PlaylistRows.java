package io.playlake.run;

import io.playlake.change.ChangeDecision;
import io.playlake.change.ChangeDetector;
import io.playlake.change.PlaylistState;
import io.playlake.change.StateKey;
import io.playlake.model.Page;
import io.playlake.model.Playlist;
import io.playlake.model.PlaylistItem;
import io.playlake.model.Unavailable;
import io.playlake.model.User;
import io.playlake.raw.RawPage;
import io.playlake.raw.RawUnit;
import io.playlake.raw.UnitSummary;
import io.playlake.table.PlaylistItemRow;
import io.playlake.table.PlaylistRow;
import io.playlake.table.SpotifyTables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Turns playlists into rows, in the order of their ids, and into the state that the next run goes by. */
final class PlaylistRows {

    /** Stands for the hash of items that are not shown, in {@link PlaylistState#suspect}. */
    private static final String HIDDEN = "hidden";

    private static final PlaylistItem NOT_SERVED = new PlaylistItem(null, null, false, new Unavailable(null, null));

    private final RunTables tables;
    private final RawRows raw;
    private final Sightings sightings;
    private final @Nullable String market;
    private final Tally tally = new Tally();
    private final List<PlaylistState> changes = new ArrayList<>();

    PlaylistRows(RunTables tables, RawRows raw, Sightings sightings, @Nullable String market) {
        this.tables = tables;
        this.raw = raw;
        this.sightings = sightings;
        this.market = market;
    }

    Tally tally() {
        return tally;
    }

    /** Returns the state that this run changes. */
    List<PlaylistState> changes() {
        return changes;
    }

    /** Writes a playlist that was not due. */
    void unchanged(Turn turn, PlaylistHead head) {
        tally.unchanged++;
        write(turn, head, Version.of(turn.state()), turn.decision(), "none", null);
    }

    /** Writes a playlist that could not be read; it is due until it is. */
    void failed(Turn turn, PlaylistHead head, String reason) {
        tally.failed++;
        if (turn.state() != null) {
            changes.add(turn.state().unfinished(turn.state().suspect()));
        }
        write(turn, head, Version.of(turn.state()), turn.decision(), "failed", reason);
    }

    /** Writes a playlist whose turn did not come; what made it due does so again. */
    void leftOver(Turn turn, PlaylistHead head) {
        tally.leftOver++;
        write(turn, head, Version.of(turn.state()), turn.decision(), "none", "left over to a later run");
    }

    /** Writes a playlist whose pages are staged. */
    void staged(Turn turn, PlaylistHead head, RawUnit unit) {
        UnitSummary summary = unit.summary();
        if (summary.problem() != null) {
            unit.forEachPage((place, page) -> raw.page(page));
            failed(turn, head, summary.problem());
            return;
        }
        if (summary.contentHash() == null) {
            notRead(turn, unit);
        } else if (isSuspect(turn.state(), summary)) {
            PlaylistState state = Objects.requireNonNull(turn.state());
            tally.fetched++;
            tally.suspect++;
            changes.add(state.unfinished(summary.contentHash()));
            pages(
                    turn,
                    unit,
                    Version.of(state),
                    turn.decision(),
                    "suspect",
                    false,
                    (summary.gaps() == null ? summary.itemsNull() + " of its items came back null" : summary.gaps())
                            + "; held back until a second run sees the same");
        } else {
            read(turn, unit, summary.contentHash());
        }
    }

    private void read(Turn turn, RawUnit unit, String hash) {
        UnitSummary summary = unit.summary();
        PlaylistState state = turn.state();
        boolean same = state != null && hash.equals(state.contentHash());
        boolean held = state != null && state.holds(hash);
        ChangeDecision decision = same ? decided(turn, summary) : moved(turn.decision());
        String outcome = state == null ? "first_seen" : same ? (decision.due() ? "snapshot_only" : "none") : "changed";
        count(decision);
        tally.changed += same ? 0 : 1;
        tally.claimed += summary.itemsClaimed() == null ? summary.itemsReceived() : summary.itemsClaimed();
        tally.received += summary.itemsReceived();
        Version version = Version.of(summary);
        changes.add(new PlaylistState(
                new StateKey(turn.listed().id(), market),
                listSnapshot(turn),
                summary.detailSnapshot(),
                hash,
                summary.orderHash(),
                summary.itemsReceived(),
                summary.itemsNull(),
                summary.stagedAt(),
                stored(state, hash),
                null,
                summary.gaps() != null));
        pages(turn, unit, version, decision, outcome, !held, summary.gaps());
    }

    /** What had no listing and stands as it was turned out not to be due. */
    private void count(ChangeDecision decision) {
        if (decision.due()) {
            tally.fetched++;
        } else {
            tally.unchanged++;
            tally.looked++;
        }
    }

    /** The first page said that nothing moved, or that this app is not shown the items. */
    private void notRead(Turn turn, RawUnit unit) {
        UnitSummary summary = unit.summary();
        PlaylistState state = turn.state();
        ChangeDecision decision = decided(turn, summary);
        count(decision);
        if (state != null && !decision.due()) {
            changes.add(state);
            pages(turn, unit, Version.of(state), decision, "none", false, null);
            return;
        }
        if (state != null && state.contentHash() != null && !HIDDEN.equals(state.suspect())) {
            tally.suspect++;
            changes.add(state.unfinished(HIDDEN));
            pages(
                    turn,
                    unit,
                    Version.of(state),
                    decision,
                    "suspect",
                    false,
                    "its items are not shown any more; held back until a second run sees the same");
            return;
        }
        changes.add(new PlaylistState(
                new StateKey(turn.listed().id(), market),
                listSnapshot(turn),
                summary.detailSnapshot(),
                null,
                null,
                0,
                0,
                summary.stagedAt(),
                state == null ? new TreeSet<>() : state.stored(),
                null,
                false));
        boolean moved = state == null
                || state.contentHash() != null
                || !Objects.equals(state.detailSnapshot(), summary.detailSnapshot());
        tally.changed += moved ? 1 : 0;
        pages(
                turn,
                unit,
                Version.of(summary),
                decision,
                state == null ? "first_seen" : moved ? "changed" : "snapshot_only",
                false,
                "the API does not show its items to this app");
    }

    /** Two or more items, and over 5 %, newly null is a fault of the API more often than an edit; but only once. */
    private static boolean isSuspect(@Nullable PlaylistState state, UnitSummary summary) {
        if (state == null || state.contentHash() == null) {
            return false;
        }
        if (state.suspect() != null && !state.suspect().equals(HIDDEN)) {
            return false;
        }
        if (summary.gaps() != null) {
            return !state.contentHash().equals(summary.contentHash());
        }
        int burst = summary.itemsNull() - state.nulls();
        return burst >= 2 && burst * 20L > summary.itemsReceived();
    }

    private static ChangeDecision decided(Turn turn, UnitSummary summary) {
        return turn.decision() instanceof ChangeDecision.ByDetail byDetail && turn.state() != null
                ? ChangeDetector.decide(byDetail, turn.state(), summary.detailSnapshot())
                : turn.decision();
    }

    /** Other items are a change, whatever the snapshot says. */
    private static ChangeDecision moved(ChangeDecision decision) {
        return decision instanceof ChangeDecision.ByDetail byDetail ? byDetail.ifMoved() : decision;
    }

    private static @Nullable String listSnapshot(Turn turn) {
        if (!turn.listed().byIdOnly()) {
            return turn.listed().listSnapshot();
        }
        return turn.state() == null ? null : turn.state().listSnapshot();
    }

    private static SortedSet<String> stored(@Nullable PlaylistState state, String hash) {
        return state == null ? PlaylistState.storedOnly(hash) : state.storedWith(hash);
    }

    /** Writes the pages of a unit, its playlist, and what its items show. */
    private void pages(
            Turn turn,
            RawUnit unit,
            Version version,
            ChangeDecision decision,
            String outcome,
            boolean store,
            @Nullable String reason) {
        UnitSummary summary = unit.summary();
        int[] position = new int[1];
        unit.forEachPage((place, page) -> {
            raw.page(page);
            Instant at = page.head().receivedAt();
            if (tally.profile == null && !page.head().profile().equals("unknown")) {
                tally.profile = page.head().profile();
            }
            if (place == summary.firstPage()) {
                Playlist playlist = (Playlist) raw.decode(page);
                write(turn, PlaylistHead.of(playlist, at), version, decision, outcome, reason);
                items(turn, page, playlist.items(), version, store, position);
            } else if (place > summary.firstPage() && page.head().offset() != null) {
                fill(turn, at, version, store, position, page.head().offset());
                @SuppressWarnings("unchecked")
                Page<PlaylistItem> items = (Page<PlaylistItem>) raw.decode(page);
                items(turn, page, items, version, store, position);
            }
            if (summary.gaps() != null
                    && place > summary.firstPage()
                    && page.head().offset() == null) {
                fill(turn, at, version, store, position, summary.itemsReceived());
            }
        });
    }

    /** Writes what could not be served: a row for each position, so that the others stand where they stood. */
    private void fill(Turn turn, Instant at, Version version, boolean store, int[] position, int to) {
        while (position[0] < to) {
            int here = position[0]++;
            if (store && version.contentHash() != null) {
                tables.write(
                        SpotifyTables.PLAYLIST_ITEMS,
                        at,
                        new PlaylistItemRow(turn.listed().id(), version.contentHash(), here, NOT_SERVED));
            }
        }
    }

    private void items(
            Turn turn,
            RawPage page,
            @Nullable Page<PlaylistItem> items,
            Version version,
            boolean store,
            int[] position) {
        if (items == null) {
            return;
        }
        Instant at = page.head().receivedAt();
        for (@Nullable PlaylistItem entry : items.items()) {
            PlaylistItem item = Objects.requireNonNull(entry, "items of a playlist are never null");
            int here = position[0]++;
            sightings.add(at, item.item());
            if (store && version.contentHash() != null) {
                tables.write(
                        SpotifyTables.PLAYLIST_ITEMS,
                        at,
                        new PlaylistItemRow(turn.listed().id(), version.contentHash(), here, item));
            }
        }
    }

    private void write(
            Turn turn,
            PlaylistHead head,
            Version version,
            ChangeDecision decision,
            String outcome,
            @Nullable String reason) {
        User owner = head.owner();
        tables.write(
                SpotifyTables.PLAYLISTS,
                head.extractedAt(),
                new PlaylistRow(
                        turn.listed().id(),
                        head.name(),
                        head.description(),
                        owner == null ? null : owner.id(),
                        owner == null ? null : owner.displayName(),
                        head.followers(),
                        head.isPublic(),
                        head.collaborative(),
                        turn.listed().listSnapshot(),
                        version.snapshot(),
                        version.contentHash(),
                        version.orderHash(),
                        version.claimed() == null ? turn.listed().totalTracks() : version.claimed(),
                        version.received(),
                        version.nulls(),
                        version.consistency().label(),
                        decision.label(),
                        outcome,
                        reason == null && decision.due() ? decision.reason() : reason,
                        head.uri()));
    }
}
