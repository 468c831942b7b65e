package io.playlake.emulator;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What playlists show as their {@code snapshot_id}. By default each goes by its revision, and listings and the playlist
 * itself show it in different formats, so that the two are never equal. What is set for one playlist holds whatever is
 * set for all. The {@link GroundTruth} gives those of the defaults. Thread-safe; what is set holds from the next call on.
 */
public final class Snapshots {

    private static final Instant LONG_AGO = Instant.ofEpochSecond(1_600_000_000);

    private final World world;
    private final AtomicLong requests = new AtomicLong();
    private final Map<String, Setting> ofOne = new ConcurrentHashMap<>();
    private final Map<String, Boolean> oneAgrees = new ConcurrentHashMap<>();
    private volatile Setting ofAll;
    private volatile boolean allAgree;

    Snapshots(World world) {
        this.world = world;
        ofAll = new Setting(SnapshotMode.REVISION, world.today());
    }

    /** Sets the mode of all playlists but those that have one of their own. */
    public void mode(SnapshotMode mode) {
        ofAll = new Setting(mode, world.today());
    }

    /** Sets the mode of one playlist, whether it exists yet or not. */
    public void mode(String playlistId, SnapshotMode mode) {
        ofOne.put(playlistId, new Setting(mode, world.today()));
    }

    /** Sets whether listings show the very id that the playlist itself shows, for all but those set by themselves. */
    public void agree(boolean wanted) {
        allAgree = wanted;
    }

    /** Sets whether listings show the very id that the playlist itself shows, for one playlist. */
    public void agree(String playlistId, boolean wanted) {
        oneAgrees.put(playlistId, wanted);
    }

    /** Returns what a row of a listing shows. */
    @Nullable
    String inListing(PlaylistState playlist, int day) {
        Setting setting = setting(playlist);
        PlaylistState shown = playlist;
        if (setting.mode == SnapshotMode.STALE && day > 0) {
            shown = world.on(day - 1).playlists().getOrDefault(playlist.id(), playlist);
        }
        Version version = version(setting, shown, day);
        if (version == null) {
            return null;
        }
        return oneAgrees.getOrDefault(playlist.id(), allAgree) ? version.detail() : version.listed();
    }

    /** Returns what the playlist itself shows. */
    @Nullable
    String ofPlaylist(PlaylistState playlist, int day) {
        Version version = version(setting(playlist), playlist, day);
        return version == null ? null : version.detail();
    }

    private Setting setting(PlaylistState playlist) {
        return ofOne.getOrDefault(playlist.id(), ofAll);
    }

    private @Nullable Version version(Setting setting, PlaylistState playlist, int day) {
        Version plain = playlist.version();
        return switch (setting.mode) {
            case REVISION, STALE -> plain;
            case MOVING -> plain.stirred(day + 1L);
            case PER_REQUEST -> plain.stirred(1_000_000 + requests.incrementAndGet());
            case NULL -> null;
            case FLAPPING -> plain.stirred(1 + day % 2);
            case FROZEN -> {
                PlaylistState then = setting.since.playlists().get(playlist.id());
                yield then == null ? new Version(playlist.identity(), 1, LONG_AGO, 0) : then.version();
            }
        };
    }

    private record Setting(SnapshotMode mode, WorldDay since) {}
}
