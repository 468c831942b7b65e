package io.playlake.run;

import io.playlake.client.Answer;
import io.playlake.client.SpotifyClient;
import io.playlake.error.MalformedResponseException;
import io.playlake.error.RequestRefusedException;
import io.playlake.error.TryLaterException;
import io.playlake.model.Playlist;
import io.playlake.model.Track;
import io.playlake.raw.RawPage;
import io.playlake.raw.RawStage;
import io.playlake.raw.RawUnit;
import io.playlake.raw.UnitKey;
import io.playlake.raw.UnitSummary;
import io.playlake.raw.UnitWriter;
import io.playlake.time.TimeSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks for what a run wants to know beyond its due playlists, into units of that run. Thread-safe. */
final class ExtraFetcher {

    private final SpotifyClient spotify;
    private final RawStage stage;
    private final TimeSource time;
    private final String runId;
    private volatile boolean popularityTold;

    ExtraFetcher(SpotifyClient spotify, RawStage stage, TimeSource time, String runId) {
        this.spotify = spotify;
        this.stage = stage;
        this.time = time;
        this.runId = runId;
    }

    /** Returns the work of asking a playlist for itself without its items: one page. */
    FetchPool.Work head(String playlistId) {
        return new Staged(UnitKey.ofLookup(runId, "playlist", List.of(playlistId), stage.personalData()), add -> {
            Answer<Playlist> answer = spotify.playlists().head(playlistId);
            add.accept(RawPage.ofPlaylist(answer, playlistId, null, "unknown"));
            answer.value();
        });
    }

    /** Returns the work of asking for things by id: one page, or one for each where the app may not have several. */
    FetchPool.Work lookUp(Lookup kind, List<String> ids) {
        return new Staged(UnitKey.ofLookup(runId, kind.toString(), ids, stage.personalData()), add -> {
            for (Answer<? extends Map<String, ?>> answer : kind.of(spotify.catalogue(), ids)) {
                add.accept(RawPage.ofLookup(answer, "unknown"));
                if (kind == Lookup.TRACKS && isSilent(answer.value().values())) {
                    return;
                }
                answer.value();
            }
        });
    }

    /** Returns whether tracks came without popularity, and none had any before: then this app is not told it. */
    boolean isSilent(Collection<?> tracks) {
        for (Object value : tracks) {
            if (value instanceof Track track && track.popularity() != null) {
                popularityTold = true;
            }
        }
        return !popularityTold && !tracks.isEmpty();
    }

    /** Stages each page before it is decoded; what came before a failure is kept, for it was paid for. */
    private final class Staged implements FetchPool.Work {

        private final UnitKey key;
        private final Consumer<Consumer<RawPage>> calls;

        Staged(UnitKey key, Consumer<Consumer<RawPage>> calls) {
            this.key = key;
            this.calls = calls;
        }

        @Override
        public Optional<RawUnit> adopt() {
            return stage.find(key, time.now());
        }

        @Override
        public RawUnit fetch() {
            try (UnitWriter unit = stage.unit(key)) {
                int[] pages = {0};
                @Nullable String problem = null;
                try {
                    calls.accept(page -> pages[0] = unit.add(page) + 1);
                } catch (MalformedResponseException | RequestRefusedException | TryLaterException e) {
                    if (pages[0] == 0) {
                        throw e;
                    }
                    problem = e.getMessage();
                }
                return unit.finish(UnitSummary.ofPages(time.now(), problem));
            }
        }
    }
}
