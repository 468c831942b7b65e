package io.playlake.sink.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStream;
import io.playlake.client.SpotifyClient;
import io.playlake.client.auth.ClientCredentials;
import io.playlake.client.auth.RefreshToken;
import io.playlake.emulator.Edit;
import io.playlake.emulator.SpotifyEmulator;
import io.playlake.error.CredentialsException;
import io.playlake.model.SimplifiedPlaylist;
import io.playlake.raw.PersonalData;
import io.playlake.run.Playlake;
import io.playlake.run.RunReport;
import io.playlake.schema.TableSchema;
import io.playlake.source.PlaylistIds;
import io.playlake.table.SpotifyTables;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Private playlists of one user in a lake: every byte of it, and of what is staged for it, is looked at for that user. */
class PersonalDataLakeTest {

    private static final List<String> CANARIES = List.of(SpotifyEmulator.USER_ID, "Lake Listener");

    @TempDir
    private Path folder;

    private SpotifyEmulator emulator;
    private Path lake;
    private Path work;
    private List<String> secret;

    @BeforeEach
    void start() {
        emulator = SpotifyEmulator.builder().playlists(80).items(2, 250).start();
        lake = folder.resolve("lake");
        work = folder.resolve("work");
        try (SpotifyClient client = client()) {
            secret = client.users()
                    .myPlaylists()
                    .items()
                    .filter(playlist -> Boolean.FALSE.equals(playlist.isPublic()))
                    .map(SimplifiedPlaylist::id)
                    .toList();
        }
        assertThat(secret).hasSizeGreaterThan(2);
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    private SpotifyClient client() {
        return SpotifyClient.builder()
                .credentials(ClientCredentials.of(SpotifyEmulator.CLIENT_ID, SpotifyEmulator.CLIENT_SECRET))
                .refreshToken(RefreshToken.of(SpotifyEmulator.REFRESH_TOKEN))
                .apiUrl(URI.create(emulator.apiUrl()))
                .accountsUrl(URI.create(emulator.accountsUrl()))
                .rate(1_000)
                .build();
    }

    private RunReport run(PersonalData mode) {
        Playlake.Builder builder = Playlake.builder();
        if (mode != PersonalData.HASH) { // which is what nobody has to ask for
            builder.personalData(mode);
        }
        try (SpotifyClient client = client();
                Playlake playlake = builder.client(client)
                        .source(PlaylistIds.labelled("secret", secret))
                        .sink(LocalSink.at(lake))
                        .workDirectory(work)
                        .concurrency(1)
                        .logicalDate(emulator.today())
                        .build()) {
            return playlake.run();
        }
    }

    @ParameterizedTest
    @EnumSource
    void showsTheUserNowhereUnlessAskedTo(PersonalData mode) throws IOException, SQLException {
        boolean shown = mode == PersonalData.KEEP;
        emulator.faults().on("/playlists/*").skip(2).forever().answer(401);
        assertThatThrownBy(() -> run(mode)).isInstanceOf(CredentialsException.class);
        emulator.faults().clear();
        assertThat(canaries(work)).as("staged").isEqualTo(shown);

        assertThat(run(mode).playlistsFetched()).isEqualTo(secret.size());
        emulator.advanceTo(1);
        secret.forEach(id -> emulator.edits().now(id, Edit.INSERT_FIRST));
        assertThat(run(mode).playlistsChanged()).isEqualTo(secret.size());

        assertThat(canaries(folder)).as("files").isEqualTo(shown);
        try (DuckDb duck = new DuckDb(lake, SpotifyTables.all())) {
            for (TableSchema table : SpotifyTables.all()) {
                boolean found = duck.rows("SELECT * FROM " + table.name()).stream()
                        .anyMatch(row -> CANARIES.stream().anyMatch(row::contains));
                boolean personal =
                        List.of("raw_pages", "playlists", "playlist_items").contains(table.name());
                assertThat(found).as(table.name()).isEqualTo(shown && personal);
            }
        }
    }

    @Test
    void aHashedUserIsOneUserInAllPlaylistsAndRuns() throws SQLException {
        run(PersonalData.HASH);
        emulator.advanceTo(1);
        secret.forEach(id -> emulator.edits().now(id, Edit.INSERT_FIRST));
        run(PersonalData.HASH);
        try (DuckDb duck = new DuckDb(lake, SpotifyTables.all())) {
            assertThat(duck.rows("SELECT DISTINCT added_by FROM playlist_items WHERE added_by IS NOT NULL"))
                    .singleElement()
                    .asString()
                    .matches("anon_[0-9a-f]{22}");
            assertThat(duck.rows("SELECT count(DISTINCT i.run_id), count(DISTINCT i.playlist_id) FROM playlist_items i"
                            + " JOIN playlists p ON i.added_by = p.owner_id"))
                    .containsExactly("2|" + secret.size());
        }
    }

    /** Compressed files are looked at both as they are and as what they hold. */
    private static boolean canaries(Path below) throws IOException {
        boolean found = false;
        try (Stream<Path> files = Files.walk(below)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                found |= canaries(bytes) || canaries(inflated(bytes));
            }
        }
        return found;
    }

    private static boolean canaries(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return CANARIES.stream().anyMatch(text::contains);
    }

    private static byte[] inflated(byte[] bytes) throws IOException {
        boolean zstd = bytes.length > 4 && bytes[0] == 0x28 && bytes[1] == (byte) 0xB5 && bytes[2] == 0x2F;
        try (InputStream in = new ZstdInputStream(new ByteArrayInputStream(bytes))) {
            return zstd ? in.readAllBytes() : new byte[0];
        }
    }
}
