package io.playlake.run;

import io.playlake.error.TryLaterException;
import io.playlake.model.Playlist;
import io.playlake.quality.QualityResult;
import io.playlake.raw.RawUnit;
import io.playlake.raw.UnitKey;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Asks unchanged playlists for themselves, without their items: a call for each. Used by one thread. */
final class FollowerCalls {

    private final ExtraFetcher fetcher;
    private final FetchPool pool;
    private final int ahead;
    private final RawRows raw;
    private final Consumer<UnitKey> written;
    private final Consumer<String> failure;
    private final Deque<Call> underWay = new ArrayDeque<>();
    private Iterator<String> left = Collections.emptyIterator();
    private int wanted;
    private int told;
    private int postponed;

    private record Call(String playlistId, Future<FetchResult> result) {}

    /**
     * @param ahead how many calls are under way at most
     * @param written told of every unit whose page is written
     * @param failure told of what could not be had, a line each
     */
    FollowerCalls(
            ExtraFetcher fetcher,
            FetchPool pool,
            int ahead,
            RawRows raw,
            Consumer<UnitKey> written,
            Consumer<String> failure) {
        this.fetcher = fetcher;
        this.pool = pool;
        this.ahead = ahead;
        this.raw = raw;
        this.written = written;
        this.failure = failure;
    }

    /** Takes the playlists to ask, in the order in which {@link #take} will ask for them. */
    void begin(Iterator<String> playlistIds) {
        left = playlistIds;
    }

    /** Waits for the answer of a playlist and writes its page; what the listing told stands where there is none. */
    PlaylistHead take(String playlistId, PlaylistHead listed) {
        while (left.hasNext() && underWay.size() < ahead) {
            String id = left.next();
            underWay.add(new Call(id, pool.submit(fetcher.head(id))));
        }
        Call next = underWay.peek();
        if (next == null || !next.playlistId().equals(playlistId)) {
            return listed;
        }
        underWay.remove();
        wanted++;
        FetchResult fetched = pool.get(next.result());
        if (fetched instanceof FetchResult.Staged staged) {
            return write(playlistId, staged.unit(), listed);
        }
        if (fetched instanceof FetchResult.Failed failed) {
            failed(playlistId, failed.cause().getMessage());
        } else {
            postponed++;
        }
        return listed;
    }

    private PlaylistHead write(String playlistId, RawUnit unit, PlaylistHead listed) {
        PlaylistHead[] head = {listed};
        String problem = unit.summary().problem();
        unit.forEachPage((place, page) -> {
            raw.page(page);
            if (problem == null) {
                head[0] =
                        PlaylistHead.of((Playlist) raw.decode(page), page.head().receivedAt());
            }
        });
        written.accept(unit.key());
        if (problem == null) {
            told++;
        } else {
            failed(playlistId, problem);
        }
        return head[0];
    }

    private void failed(String playlistId, String reason) {
        failure.accept("followers of playlist " + playlistId + " are not refreshed: " + reason);
    }

    /** Returns what became of the calls; empty if there were none to make. */
    Optional<QualityResult> finish() {
        if (wanted == 0) {
            return Optional.empty();
        }
        if (postponed > 0) {
            TryLaterException stopped = Objects.requireNonNull(pool.stopped(), "something ended the calls");
            failure.accept("followers of " + postponed + " of " + wanted + " playlists are not refreshed: "
                    + stopped.getMessage());
        }
        return Optional.of(QualityResult.equal(
                "followers_refreshed",
                "playlists",
                told,
                wanted,
                "unchanged playlists whose followers were told, against those asked for"));
    }
}
