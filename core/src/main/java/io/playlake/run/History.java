package io.playlake.run;

import io.playlake.change.ChangeDecision;
import io.playlake.change.ChangeDetector;
import io.playlake.change.PlaylistState;
import io.playlake.change.StateKey;
import io.playlake.error.DataRefusedException;
import io.playlake.error.SinkException;
import io.playlake.sink.Commit;
import io.playlake.sink.Dataset;
import io.playlake.source.ListedPlaylist;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a dataset tells of the past of a playlist. Reads only, and calls no API.
 *
 * <p>Time is the time of observation, when the page was received that showed the playlist; the logical dates of runs may
 * be in any order and make no difference. The market that a run asked for is part of what it saw: observations in one
 * market, or in none, are told apart.
 *
 * <p>Each question looks at every commit of the log, and at the one row of the playlist in those that can matter; memory
 * is taken for one or two versions of the playlist. Methods throw {@link DataRefusedException} where what they read is
 * damaged, and {@link SinkException} where it cannot be read. Thread-safe; the dataset stays the caller's to close.
 */
public final class History {

    private static final Comparator<Observation> BY_TIME =
            Comparator.comparing(Observation::observedAt).thenComparing(Observation::seq);

    private final Dataset dataset;
    private final ObservationRows rows;
    private final StoredVersions versions;

    private History(Dataset dataset) {
        this.dataset = dataset;
        this.rows = new ObservationRows(dataset);
        this.versions = new StoredVersions(dataset);
    }

    /** Returns the history that a dataset holds. */
    public static History of(Dataset dataset) {
        return new History(dataset);
    }

    /** Returns a playlist as of an instant, in no market; see {@link #asOf(String, String, Instant)}. */
    public Optional<PlaylistVersion> asOf(String playlistId, Instant instant) {
        return asOf(playlistId, null, instant);
    }

    /**
     * Returns a playlist as it was observed last at or before an instant. An observation that found it unchanged counts,
     * and so does one whose read failed, see {@link Observation#carried}.
     *
     * @param market as the runs asked for it, ISO 3166-1 alpha-2; null for runs that asked for none
     * @return empty if it was not observed by then
     */
    public Optional<PlaylistVersion> asOf(String playlistId, @Nullable String market, Instant instant) {
        return latest(playlistId, market, row -> !row.observedAt().isAfter(instant))
                .map(this::version);
    }

    /**
     * Returns the version that another one replaced: the playlist as of the last observation before that named other
     * items.
     *
     * @return empty if there is none, or the items of all before were never read
     */
    public Optional<PlaylistVersion> before(PlaylistVersion version) {
        Observation after = version.observed();
        return latest(
                        after.playlistId(),
                        after.market(),
                        row -> row.contentHash() != null
                                && !row.contentHash().equals(after.contentHash())
                                && BY_TIME.compare(row, after) < 0)
                .map(this::version);
    }

    /** Returns the first observation of a playlist in each market it was seen in, the oldest first. */
    public List<Observation> first(String playlistId) {
        Map<Optional<String>, Observation> first = new HashMap<>();
        for (Optional<Commit> at = dataset.head(); at.isPresent(); at = StateLog.before(dataset, at.get())) {
            rows.in(at.get(), playlistId)
                    .ifPresent(row -> first.merge(
                            Optional.ofNullable(row.market()),
                            row,
                            (one, other) -> BY_TIME.compare(one, other) <= 0 ? one : other));
        }
        return first.values().stream().sorted(BY_TIME).toList();
    }

    /**
     * Returns the last observations of a playlist, newest first.
     *
     * @param market as for {@link #asOf(String, String, Instant)}
     * @param most how many, 1 or more
     */
    public List<Observation> last(String playlistId, @Nullable String market, int most) {
        PriorityQueue<Observation> last = new PriorityQueue<>(BY_TIME);
        for (Optional<Commit> at = dataset.head(); at.isPresent(); at = StateLog.before(dataset, at.get())) {
            Observation oldest = last.size() < most ? null : last.peek();
            observed(at.get(), playlistId, market, oldest).ifPresent(row -> {
                last.add(row);
                if (last.size() > most) {
                    last.remove();
                }
            });
        }
        List<Observation> newestFirst = new ArrayList<>(last);
        newestFirst.sort(BY_TIME.reversed());
        return newestFirst;
    }

    /**
     * Explains the turns of a playlist: what was decided and why, and what comes next.
     *
     * @param market as for {@link #asOf(String, String, Instant)}
     * @param detector that the runs decide by, above all its audit cycle
     * @param now when the next run would begin
     * @param most how many observations, 1 or more
     * @return empty if the playlist was never observed
     */
    public Optional<Explanation> explain(
            String playlistId, @Nullable String market, ChangeDetector detector, Instant now, int most) {
        List<Observation> observations = last(playlistId, market, most);
        if (observations.isEmpty()) {
            return Optional.empty();
        }
        PlaylistState state = StateLog.find(dataset, dataset.head(), new StateKey(playlistId, market))
                .orElse(null);
        String list = state == null ? null : state.listSnapshot();
        ChangeDecision next = detector.decide(new ListedPlaylist(playlistId, list, list == null, null), state, now);
        return Optional.of(new Explanation(
                observations, state, holder(state), state == null ? null : detector.nextAudit(state), next));
    }

    private static @Nullable Long holder(@Nullable PlaylistState state) {
        String hash = state == null ? null : state.contentHash();
        OptionalLong seq = state == null || hash == null ? OptionalLong.empty() : state.holder(hash);
        return seq.isPresent() ? seq.getAsLong() : null;
    }

    /** The log is in the order of commits; a run may take up pages that were received before the commit before it. */
    private Optional<Observation> latest(String playlistId, @Nullable String market, Predicate<Observation> wanted) {
        Observation latest = null;
        for (Optional<Commit> at = dataset.head(); at.isPresent(); at = StateLog.before(dataset, at.get())) {
            Observation found = observed(at.get(), playlistId, market, latest)
                    .filter(wanted)
                    .orElse(null);
            if (found != null && (latest == null || BY_TIME.compare(found, latest) > 0)) {
                latest = found;
            }
        }
        return Optional.ofNullable(latest);
    }

    /** A process commits after it received: what it committed no later than a time shows nothing newer than that. */
    private Optional<Observation> observed(
            Commit commit, String playlistId, @Nullable String market, @Nullable Observation newerThan) {
        if (newerThan != null && !commit.committedAt().isAfter(newerThan.observedAt())) {
            return Optional.empty();
        }
        return rows.in(commit, playlistId).filter(row -> Objects.equals(market, row.market()));
    }

    private PlaylistVersion version(Observation observed) {
        Commit commit = dataset.commit(observed.seq());
        StateKey key = new StateKey(observed.playlistId(), observed.market());
        PlaylistState state = StateLog.find(dataset, Optional.of(commit), key).orElse(null);
        String hash = observed.contentHash();
        Integer items = observed.items();
        if (state == null || hash == null || items == null) {
            return new PlaylistVersion(observed, state == null ? null : state.verifiedAt(), null, List.of());
        }
        long seq = state.holder(hash)
                .orElseThrow(() -> new DataRefusedException(
                        dataset.name() + ": commit " + observed.seq() + " names version " + hash + " of playlist "
                                + observed.playlistId() + ", and its state does not know which commit holds it",
                        null));
        return new PlaylistVersion(
                observed, state.verifiedAt(), seq, versions.named(observed.playlistId(), hash, seq, items));
    }
}
