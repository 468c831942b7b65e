package io.playlake.run;

import io.playlake.change.ChangeDecision;
import io.playlake.change.ChangeDetector;
import io.playlake.change.Learned;
import io.playlake.change.PlaylistState;
import io.playlake.change.StateKey;
import io.playlake.model.Page;
import io.playlake.model.Playlist;
import io.playlake.model.PlaylistItem;
import io.playlake.model.User;
import io.playlake.raw.RawUnit;
import io.playlake.raw.UnitSummary;
import io.playlake.table.PlaylistRow;
import io.playlake.table.SpotifyTables;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns playlists into rows, in the order of their ids, and into the state that the next run goes by. */
final class PlaylistRows {

    /** Stands for the hash of items that are not shown, in {@link PlaylistState#suspect}. */
    private static final String HIDDEN = "hidden";

    private final RunTables tables;
    private final RawRows raw;
    private final Sightings sightings;
    private final @Nullable String market;
    private final Duration auditCycle;
    private final EventRows eventRows;
    private final long seq;
    private final Tally tally = new Tally();
    private final List<PlaylistState> changes = new ArrayList<>();

    PlaylistRows(
            RunTables tables,
            RawRows raw,
            Sightings sightings,
            EventRows eventRows,
            @Nullable String market,
            Duration auditCycle,
            long seq) {
        this.tables = tables;
        this.raw = raw;
        this.sightings = sightings;
        this.eventRows = eventRows;
        this.market = market;
        this.auditCycle = auditCycle;
        this.seq = seq;
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
                    null,
                    false,
                    suspicion(summary) + "; held back until a second run sees the same");
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
        Learned learned = Learned.from(state, signal(turn, summary), same, summary.movedMeanwhile(), auditCycle);
        changes.add(new PlaylistState(
                new StateKey(turn.listed().id(), market),
                listSnapshot(turn),
                summary.detailSnapshot(),
                hash,
                summary.orderHash(),
                summary.itemsReceived(),
                summary.itemsNull(),
                summary.verifiedAt(),
                PlaylistState.stored(state, hash, seq),
                null,
                summary.gaps() != null,
                learned.idleMoves(),
                learned.auditCycle()));
        boolean compared = !same && state != null && state.contentHash() != null;
        ItemRows items = pages(
                turn,
                unit,
                Version.of(summary),
                decision,
                outcome,
                held ? null : hash,
                compared,
                learned.caught()
                        ? join("its items changed though its snapshot stood", summary.gaps())
                        : summary.gaps());
        if (state != null && compared) {
            eventRows.write(turn.listed().id(), state, summary, items.order());
        }
    }

    /** Returns what became of the snapshot that decides whether this playlist is due. */
    private static Learned.Signal signal(Turn turn, UnitSummary summary) {
        PlaylistState state = turn.state();
        if (state == null) {
            return Learned.Signal.NONE;
        }
        return turn.listed().byIdOnly()
                ? Learned.Signal.of(state.detailSnapshot(), summary.detailSnapshot())
                : Learned.Signal.of(state.listSnapshot(), turn.listed().listSnapshot());
    }

    private static String join(String reason, @Nullable String more) {
        return more == null ? reason : reason + "; " + more;
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
            pages(turn, unit, Version.of(state), decision, "none", null, false, null);
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
                    null,
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
                summary.verifiedAt(),
                state == null ? new TreeMap<>() : state.stored(),
                null,
                false,
                0,
                null));
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
                null,
                false,
                "the API does not show its items to this app");
    }

    private static String suspicion(UnitSummary summary) {
        if (summary.gaps() != null) {
            return summary.gaps();
        }
        return summary.itemsReceived() == 0
                ? "it came back empty"
                : summary.itemsNull() + " of its items came back null";
    }

    /**
     * All items gone, or two or more, and over 5 %, newly null is a fault of the API more often than an edit; but only
     * once.
     */
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
        if (summary.itemsReceived() == 0) {
            return state.items() > 0;
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

    /**
     * Writes the pages of a unit, its playlist, and what its items show.
     *
     * @param storeAs the version that the items are; null if they are not to be stored
     */
    private ItemRows pages(
            Turn turn,
            RawUnit unit,
            Version version,
            ChangeDecision decision,
            String outcome,
            @Nullable String storeAs,
            boolean compared,
            @Nullable String reason) {
        UnitSummary summary = unit.summary();
        ItemRows items = new ItemRows(tables, sightings, turn.listed().id(), storeAs, compared);
        unit.forEachPage((place, page) -> {
            raw.page(page);
            Instant at = page.head().receivedAt();
            Integer offset = page.head().offset();
            if (tally.profile == null && !page.head().profile().equals("unknown")) {
                tally.profile = page.head().profile();
            }
            if (place == summary.firstPage()) {
                Playlist playlist = (Playlist) raw.decode(page);
                write(turn, PlaylistHead.of(playlist, at), version, decision, outcome, reason);
                items.add(at, playlist.items());
            } else if (place > summary.firstPage() && offset != null) {
                items.fill(at, offset);
                @SuppressWarnings("unchecked")
                Page<PlaylistItem> next = (Page<PlaylistItem>) raw.decode(page);
                items.add(at, next);
            } else if (place > summary.firstPage() && summary.gaps() != null) {
                items.fill(at, summary.itemsReceived());
            }
        });
        return items;
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
