package io.playlake.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.client.auth.ClientCredentials;
import io.playlake.client.auth.RefreshToken;
import io.playlake.emulator.AppProfile;
import io.playlake.emulator.Quirk;
import io.playlake.emulator.SpotifyEmulator;
import io.playlake.error.AccessDeniedException;
import io.playlake.error.ResourceNotFoundException;
import io.playlake.model.Episode;
import io.playlake.model.Playlist;
import io.playlake.model.PlaylistItem;
import io.playlake.model.SimplifiedPlaylist;
import io.playlake.model.Track;
import io.playlake.testing.ManualTime;
import java.net.URI;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What every endpoint answers to each kind of app, all oddities included: it is decoded, and differs in nothing from the
 * shapes that are known; what is not for the app is refused, and not asked for again.
 */
@NullUnmarked
class EveryEndpointTest {

    /** Members that are new, one that is gone, and one of another type. */
    private static final EnumSet<Quirk> DRIFT =
            EnumSet.of(Quirk.EXTRA_MEMBER, Quirk.NO_IS_PLAYABLE, Quirk.OBJECT_DURATION);

    private final SchemaDrift drift = new SchemaDrift();
    private final Set<String> endpoints = new TreeSet<>();
    private final Set<String> tracks = new LinkedHashSet<>();
    private final Set<String> artists = new HashSet<>();
    private final Set<String> albums = new HashSet<>();

    @ParameterizedTest
    @CsvSource({
        "EXTENDED, , false, 19",
        "EXTENDED, SE, true, 21",
        "EXTENDED_LATE, , true, 17",
        "DEVELOPMENT_OLD, SE, true, 17",
        "DEVELOPMENT, , false, 11",
        "DEVELOPMENT, , true, 11",
        "DEVELOPMENT, SE, true, 11"
    })
    void findsNothing(AppProfile profile, String market, boolean odd, int answered) {
        Set<Quirk> quirks = odd ? EnumSet.complementOf(DRIFT) : EnumSet.noneOf(Quirk.class);
        quirks.removeAll(EnumSet.of(Quirk.NO_ROWS, Quirk.ENDLESS_NEXT));
        walk(profile, market, quirks);
        assertThat(drift.findings()).isEmpty();
        assertThat(endpoints).hasSize(answered);
    }

    @ParameterizedTest
    @CsvSource({"EXTENDED, 0", "EXTENDED_LATE, 5", "DEVELOPMENT_OLD, 5", "DEVELOPMENT, 6"})
    void wastesNoCallOnWhatTheAppMayNot(AppProfile profile, int refused) {
        try (SpotifyEmulator emulator =
                        SpotifyEmulator.builder().profile(profile).playlists(20).start();
                SpotifyClient client = client(emulator, null)) {
            walk(client, emulator);
            assertThat(client.catalogue().tracks(tracks).all().keySet()).isEqualTo(tracks);
            assertThat(client.catalogue().artists(artists).all().keySet()).isEqualTo(artists);
            assertThat(client.catalogue().albums(albums).all().keySet()).isEqualTo(albums);
            assertThat(emulator.calls().list())
                    .filteredOn(call -> call.status() >= 400)
                    .hasSize(refused);
        }
    }

    @Test
    void findsWhatNobodyDocuments() {
        walk(AppProfile.EXTENDED, "SE", DRIFT);
        assertThat(drift.findings())
                .extracting(finding -> finding.kind() + " " + finding.path().replaceAll(".*[.]", ""))
                .containsOnly("NEW mood", "NEW formats", "VANISHED available_markets", "RETYPED duration_ms");
    }

    private void walk(AppProfile profile, String market, Set<Quirk> quirks) {
        try (SpotifyEmulator emulator = SpotifyEmulator.builder()
                        .profile(profile)
                        .playlists(20)
                        .quirks(quirks)
                        .quirk(Quirk.LOCAL_FILE)
                        .start();
                SpotifyClient client = client(emulator, market)) {
            walk(client, emulator);
        }
    }

    private static SpotifyClient client(SpotifyEmulator emulator, String market) {
        SpotifyClientBuilder builder = SpotifyClient.builder()
                .credentials(ClientCredentials.of(SpotifyEmulator.CLIENT_ID, SpotifyEmulator.CLIENT_SECRET))
                .refreshToken(RefreshToken.of(SpotifyEmulator.REFRESH_TOKEN))
                .apiUrl(URI.create(emulator.apiUrl()))
                .accountsUrl(URI.create(emulator.accountsUrl()))
                .rate(1_000)
                .time(new ManualTime());
        return (market == null ? builder : builder.market(market)).build();
    }

    private void walk(SpotifyClient client, SpotifyEmulator emulator) {
        Set<String> playlists = new LinkedHashSet<>(playlistIds(client.users().myPlaylists()));
        look(client.users().me());
        allowed(() -> client.browse().categories().forEach(this::look));
        allowed(() -> playlists.addAll(playlistIds(client.browse().featured())));
        allowed(() -> playlists.addAll(playlistIds(client.users().playlists(SpotifyEmulator.USER_ID))));
        for (String category : emulator.truth().categories()) {
            allowed(() -> look(client.browse().category(category)));
            allowed(() -> playlists.addAll(playlistIds(client.browse().playlists(category))));
        }
        look(client.search().first("a", EnumSet.allOf(SearchType.class)));
        client.search().playlists("a").forEach(this::look);
        client.search().tracks("a").forEach(this::look);
        client.search().artists("a").forEach(this::look);
        client.search().albums("a").forEach(this::look);
        client.search().shows("a").forEach(this::look);
        client.search().episodes("a").forEach(this::look);
        client.search().audiobooks("a").forEach(this::look);
        Set<String> episodes = new LinkedHashSet<>();
        for (String id : playlists) {
            allowed(() -> {
                Answer<Playlist> playlist = client.playlists().get(id);
                look(playlist);
                look(client.playlists().images(id));
                if (playlist.value().items() != null) {
                    client.playlists().all(playlist).forEach(page -> {
                        look(page);
                        page.value().items().stream().map(PlaylistItem::item).forEach(item -> {
                            if (item instanceof Track track) {
                                tracks.add(track.id());
                            } else if (item instanceof Episode episode && episode.id() != null) {
                                episodes.add(episode.id());
                            }
                        });
                    });
                }
            });
        }
        for (String id : first(tracks)) {
            Answer<Track> track = client.catalogue().track(id);
            look(track);
            artists.add(track.value().artists().get(0).id());
            albums.add(track.value().album().id());
        }
        client.catalogue().tracks(first(tracks)).forEach(this::look);
        for (String id : first(artists)) {
            look(client.catalogue().artist(id));
            client.catalogue().artistAlbums(id).forEach(this::look);
        }
        client.catalogue().artists(first(artists)).forEach(this::look);
        for (String id : first(albums)) {
            look(client.catalogue().album(id));
            client.catalogue().albumTracks(id).forEach(this::look);
        }
        client.catalogue().albums(first(albums)).forEach(this::look);
        for (String id : first(episodes)) {
            look(client.catalogue().episode(id));
        }
        client.catalogue().episodes(first(episodes)).forEach(this::look);
    }

    private static List<String> first(Set<String> ids) {
        return ids.stream().limit(4).toList();
    }

    private List<String> playlistIds(Pages<SimplifiedPlaylist> pages) {
        return pages.stream()
                .peek(this::look)
                .flatMap(page -> page.value().items().stream())
                .filter(Objects::nonNull)
                .map(SimplifiedPlaylist::id)
                .toList();
    }

    private void look(Answer<?> answer) {
        endpoints.add(answer.endpoint());
        ResponseDecoders.decode(answer.endpoint(), answer.body(), drift);
    }

    /** What the app may not see has nothing to show. */
    private static void allowed(Runnable call) {
        try {
            call.run();
        } catch (AccessDeniedException | ResourceNotFoundException e) {
            assertThat(e).hasMessageContaining("/");
        }
    }
}
