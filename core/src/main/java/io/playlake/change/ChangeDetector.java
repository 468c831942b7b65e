package io.playlake.change;

import com.google.common.hash.Hashing;
import io.playlake.source.ListedPlaylist;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides which playlists are due. Pure: time is an argument. List snapshots are compared with list snapshots, detail
 * with detail; the API gives different ones for the same version. Immutable and thread-safe.
 */
public final class ChangeDetector {

    private final boolean full;
    private final Duration auditCycle;

    /**
     * @param full whether everything is due
     * @param auditCycle the longest that a playlist goes unread while its snapshot stands; each has a moment of its own
     *     between half of it and all of it
     */
    public ChangeDetector(boolean full, Duration auditCycle) {
        this.full = full;
        this.auditCycle = auditCycle;
    }

    /** Decides about a playlist by its listing. */
    public ChangeDecision decide(ListedPlaylist listed, @Nullable PlaylistState state, Instant now) {
        if (state == null) {
            return new ChangeDecision.New();
        }
        if (full) {
            return new ChangeDecision.Full();
        }
        if (state.unfinished()) {
            return new ChangeDecision.LeftOver(
                    state.suspect() == null ? "its last turn did not end in a read" : "its last read was suspect");
        }
        boolean audit = now.isAfter(nextAudit(state));
        if (listed.byIdOnly() && !audit) {
            return new ChangeDecision.ByDetail(new ChangeDecision.Moved("the snapshot of the playlist moved"));
        }
        if (!listed.byIdOnly() && listed.listSnapshot() == null) {
            return new ChangeDecision.Moved("the listing has no snapshot of it");
        }
        if (!listed.byIdOnly() && !Objects.equals(listed.listSnapshot(), state.listSnapshot())) {
            return new ChangeDecision.Moved(
                    state.isVolatile()
                            ? "its snapshot in the listing moved again; it does so without a change, so its items tell"
                            : "its snapshot in the listing moved");
        }
        if (!audit) {
            return new ChangeDecision.Unchanged();
        }
        return new ChangeDecision.Audit("last read at " + state.verifiedAt()
                + (state.auditCycle() == null ? "" : "; its snapshot was once caught standing still over a change"));
    }

    /** Decides about a playlist that an earlier part of the same run has dealt with: only a change since makes it due. */
    public static ChangeDecision decideAgain(ListedPlaylist listed, PlaylistState state) {
        return listed.byIdOnly() || Objects.equals(listed.listSnapshot(), state.listSnapshot())
                ? new ChangeDecision.Unchanged()
                : new ChangeDecision.Moved("its snapshot in the listing moved since the first part of this run");
    }

    /** Decides about a playlist without a listing, by the snapshot that came with its first page. */
    public static ChangeDecision decide(
            ChangeDecision.ByDetail decision, PlaylistState state, @Nullable String detail) {
        return detail != null && Objects.equals(detail, state.detailSnapshot())
                ? new ChangeDecision.Unchanged()
                : decision.ifMoved();
    }

    /** Returns when a playlist is read again even if its snapshot stands. */
    public Instant nextAudit(PlaylistState state) {
        long spread = Hashing.sha256()
                        .hashString(state.key().playlistId(), StandardCharsets.UTF_8)
                        .asInt()
                & 0xffff;
        Duration half =
                Objects.requireNonNullElse(state.auditCycle(), auditCycle).dividedBy(2);
        return state.verifiedAt().plus(half).plus(half.dividedBy(0x10000).multipliedBy(spread));
    }
}
