package io.playlake.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.emulator.PlaylistTruth;
import io.playlake.emulator.SpotifyEmulator;
import io.playlake.error.RequestRefusedException;
import io.playlake.model.PlayableItem;
import io.playlake.model.Track;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One call or more of every endpoint, and each value decoded. */
final class EveryEndpoint {

    private final SpotifyClient client;
    private final SpotifyEmulator emulator;
    private final List<Answer<?>> answers = new ArrayList<>();

    EveryEndpoint(SpotifyClient client, SpotifyEmulator emulator) {
        this.client = client;
        this.emulator = emulator;
    }

    /** Visits what this kind of app may see, and returns how many answers there were. */
    int visit(Consumer<Answer<?>> to) {
        one(() -> client.users().me());
        all(() -> client.users().myPlaylists());
        all(() -> client.users().playlists(SpotifyEmulator.USER_ID));
        all(() -> client.browse().categories());
        String category = emulator.truth().categories().get(0);
        one(() -> client.browse().category(category));
        all(() -> client.browse().playlists(category));
        all(() -> client.browse().featured());
        List<Track> tracks = new ArrayList<>();
        for (PlaylistTruth playlist : emulator.truth().playlists(0)) {
            if (playlist.ownerId().equals(SpotifyEmulator.USER_ID)) {
                one(() -> client.playlists().images(playlist.id()));
                all(() -> client.playlists().all(playlist.id()));
                for (PlayableItem item : items(playlist.id())) {
                    if (item instanceof Track track) {
                        tracks.add(track);
                    }
                }
            }
        }
        List<String> ids = tracks.stream().map(Track::id).distinct().limit(70).toList();
        List<String> artists = tracks.stream()
                .flatMap(track -> track.artists().stream())
                .map(artist -> String.valueOf(artist.id()))
                .distinct()
                .limit(60)
                .toList();
        List<String> albums = tracks.stream()
                .map(track -> track.album() == null
                        ? ""
                        : String.valueOf(track.album().id()))
                .distinct()
                .limit(25)
                .toList();
        one(() -> client.catalogue().track(ids.get(0)));
        one(() -> client.catalogue().artist(artists.get(0)));
        one(() -> client.catalogue().album(albums.get(0)));
        client.catalogue().tracks(ids).forEach(this::take);
        client.catalogue().artists(artists).forEach(this::take);
        client.catalogue().albums(albums).forEach(this::take);
        assertThat(client.catalogue().tracks(ids).all()).containsOnlyKeys(ids);
        assertThat(client.catalogue().artists(artists).all()).containsOnlyKeys(artists);
        assertThat(client.catalogue().albums(albums).all()).containsOnlyKeys(albums);
        all(() -> client.catalogue().albumTracks(albums.get(0)));
        all(() -> client.catalogue().artistAlbums(artists.get(0)));
        one(() -> client.search().first("a", List.of(SearchType.values())));
        all(() -> client.search().playlists("a"));
        all(() -> client.search().tracks("a"));
        all(() -> client.search().artists("a"));
        all(() -> client.search().albums("a"));
        all(() -> client.search().shows("a"));
        all(() -> client.search().episodes("a"));
        all(() -> client.search().audiobooks("a"));
        answers.forEach(to);
        return answers.size();
    }

    private List<PlayableItem> items(String playlist) {
        List<PlayableItem> items = new ArrayList<>();
        client.playlists().all(playlist).items().forEach(item -> items.add(item.item()));
        return items;
    }

    private void one(Supplier<Answer<?>> call) {
        try {
            take(call.get());
        } catch (RequestRefusedException e) {
            assertThat(e.status()).isIn(403, 404);
        }
    }

    private <T> void all(Supplier<Pages<T>> pages) {
        try {
            pages.get().forEach(this::take);
        } catch (RequestRefusedException e) {
            assertThat(e.status()).isIn(403, 404);
        }
    }

    private void take(Answer<?> answer) {
        assertThat(answer.value()).isNotNull();
        answers.add(answer);
    }
}
