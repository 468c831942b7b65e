package io.playlake.sink.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStream;
import io.playlake.change.FileSnapshotStore;
import io.playlake.change.SnapshotStore;
import io.playlake.client.SpotifyClient;
import io.playlake.client.auth.ClientCredentials;
import io.playlake.client.auth.RefreshToken;
import io.playlake.emulator.Edit;
import io.playlake.emulator.SpotifyEmulator;
import io.playlake.error.CredentialsException;
import io.playlake.model.SimplifiedPlaylist;
import io.playlake.raw.PersonalData;
import io.playlake.run.DatasetCheck;
import io.playlake.run.History;
import io.playlake.run.Maintenance;
import io.playlake.run.Playlake;
import io.playlake.run.PlaylistVersion;
import io.playlake.run.RunReport;
import io.playlake.schema.TableSchema;
import io.playlake.sink.Commit;
import io.playlake.sink.Dataset;
import io.playlake.source.BrowseCategories;
import io.playlake.source.MyPlaylists;
import io.playlake.source.UserPlaylists;
import io.playlake.table.SpotifyTables;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is left of a playlist, a user or the past, once they are forgotten: every byte of a lake is looked at. */
class ForgetTest {

    @TempDir
    private Path folder;

    private SpotifyEmulator emulator;
    private Path lake;
    private Path state;
    private List<String> mine;

    @BeforeEach
    void start() {
        emulator = SpotifyEmulator.builder().playlists(24).items(2, 30).start();
        lake = folder.resolve("lake");
        state = folder.resolve("state");
        try (SpotifyClient client = client()) {
            mine = client.users()
                    .myPlaylists()
                    .items()
                    .map(SimplifiedPlaylist::id)
                    .toList();
        }
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
        return run(mode, null);
    }

    private RunReport run(PersonalData mode, @Nullable String excluded) {
        try (SpotifyClient client = client();
                SnapshotStore store = FileSnapshotStore.open(state);
                Playlake playlake = Playlake.builder()
                        .client(client)
                        .source(BrowseCategories.all())
                        .source(MyPlaylists.all())
                        .source(UserPlaylists.of(SpotifyEmulator.USER_ID))
                        .exclude(excluded == null ? List.of() : List.of(excluded))
                        .sink(LocalSink.at(lake))
                        .state(store)
                        .personalData(mode)
                        .logicalDate(emulator.today())
                        .build()) {
            return playlake.run();
        }
    }

    private void runTwoDaysAndAHalf(PersonalData mode) {
        assertThat(run(mode).failures()).isEmpty();
        emulator.advanceTo(1);
        mine.forEach(id -> emulator.edits().now(id, Edit.INSERT_FIRST));
        assertThat(run(mode).playlistsChanged()).isGreaterThanOrEqualTo(mine.size());
        emulator.advanceTo(2);
        mine.forEach(id -> emulator.edits().now(id, Edit.INSERT_FIRST));
        emulator.faults().on("/playlists/*").skip(2).forever().answer(401);
        assertThatThrownBy(() -> run(mode)).isInstanceOf(CredentialsException.class);
        emulator.faults().clear();
    }

    private Maintenance maintenance() {
        return Maintenance.builder().sink(LocalSink.at(lake)).build();
    }

    @Test
    @DisplayName("Of a forgotten playlist no byte is left, and all others are as they were")
    void forgetsAPlaylist() throws IOException, SQLException {
        runTwoDaysAndAHalf(PersonalData.KEEP);
        String id = mine.get(0);
        String other = mine.get(1);
        assertThat(holders(id)).hasSizeGreaterThan(8);
        PlaylistVersion before = asOf(other);

        Maintenance.Result result;
        try (SnapshotStore store = FileSnapshotStore.open(state)) {
            result = Maintenance.builder()
                    .sink(LocalSink.at(lake))
                    .state(store)
                    .build()
                    .forgetPlaylist("spotify:playlist:" + id);
        }
        assertThat(result.playlists()).containsExactly(id);
        assertThat(result.strays()).isEmpty();
        assertThat(holders(id)).isEmpty();
        assertThat(holders(other)).as("the canary sees").isNotEmpty();
        assertThat(asOf(other)).isEqualTo(before);
        try (Dataset dataset = LocalSink.at(lake).openExisting()) {
            assertThat(History.of(dataset).first(id)).isEmpty();
        }
        checkLake();

        assertThat(maintenance().forgetPlaylist(id).seq()).as("nothing left").isZero();
        RunReport next = run(PersonalData.KEEP, id);
        assertThat(next.failures()).isEmpty();
        assertThat(next.playlistsFetched()).isPositive();
        checkLake();
    }

    @Test
    @DisplayName("A forgotten playlist that is still listed is new to the next run, also where a store remembered it")
    void listsItAnew() throws SQLException {
        run(PersonalData.HASH);
        String id = mine.get(0);
        maintenance().forgetPlaylist(id);
        emulator.advanceTo(1);
        assertThat(run(PersonalData.HASH).failures()).isEmpty();
        try (DuckDb duck = new DuckDb(lake, SpotifyTables.all())) {
            assertThat(duck.rows("SELECT decision, outcome FROM playlists WHERE playlist_id = '" + id + "'"))
                    .containsExactly("new|first_seen");
        }
        checkLake();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Of a forgotten user no byte is left, whatever became of personal data")
    void forgetsAUser(PersonalData mode) throws IOException, SQLException {
        runTwoDaysAndAHalf(mode);
        String pseudonym = pseudonym(mode);
        List<String> canaries = new ArrayList<>(List.of(SpotifyEmulator.USER_ID, "Lake Listener"));
        if (pseudonym != null) {
            canaries.add(pseudonym);
        }
        assertThat(holders(canaries)).isNotEmpty();

        Maintenance.Result result = maintenance().forgetUser(SpotifyEmulator.USER_ID);
        assertThat(result.seq()).isPositive();
        if (mode == PersonalData.KEEP) {
            assertThat(result.playlists()).containsAll(mine);
        }
        Files.delete(state); // it is not the lake's, and level after the next run
        assertThat(holders(canaries)).isEmpty();
        for (String playlist : result.playlists()) {
            assertThat(holders(playlist)).isEmpty();
        }
        checkLake();
    }

    private @Nullable String pseudonym(PersonalData mode) throws SQLException {
        try (DuckDb duck = new DuckDb(lake, SpotifyTables.all())) {
            return mode == PersonalData.HASH
                    ? duck.rows("SELECT owner_id FROM playlists WHERE owner_id LIKE 'anon_%'"
                                    + " GROUP BY 1 ORDER BY count(*) DESC")
                            .get(0)
                    : null;
        }
    }

    @Test
    @DisplayName("What is old goes by whole runs, and what later runs name stays")
    void forgetsThePast() throws SQLException {
        for (int day = 0; day < 5; day++) {
            emulator.advanceTo(day);
            LakeRun.run(lake, emulator.today(), emulator, state);
        }
        Instant third = Instant.parse("2026-01-03T00:00:00Z");
        List<String> before = versions();
        List<PlaylistVersion> now = new ArrayList<>();
        List<String> ids;
        try (DuckDb duck = new DuckDb(lake, SpotifyTables.all())) {
            ids = duck.rows("SELECT DISTINCT playlist_id FROM playlists WHERE run_date = DATE '2026-01-05'");
        }
        ids.forEach(id -> now.add(asOf(id)));

        assertThat(maintenance().forgetBefore(third).rowsAfter()).isPositive();

        try (DuckDb duck = new DuckDb(lake, SpotifyTables.all())) {
            assertThat(duck.rows("SELECT DISTINCT run_date FROM playlists ORDER BY 1"))
                    .containsExactly("2026-01-03", "2026-01-04", "2026-01-05");
            for (String table : List.of("raw_pages", "categories", "playlist_changes", "quality_results")) {
                assertThat(duck.number(
                                "SELECT count(*) FROM " + table + " WHERE extracted_at < TIMESTAMP '2026-01-03'"))
                        .as(table)
                        .isZero();
            }
            assertThat(duck.number(
                            "SELECT count(*) FROM (SELECT DISTINCT playlist_id, content_hash FROM playlist_items)"
                                    + " ANTI JOIN (SELECT playlist_id, content_hash FROM playlists UNION SELECT playlist_id,"
                                    + " from_content_hash FROM playlist_changes) USING (playlist_id, content_hash)"))
                    .as("versions that nobody names")
                    .isZero();
            assertThat(duck.number("SELECT count(*) FROM runs")).isEqualTo(5);
        }
        assertThat(versions()).isSubsetOf(before).hasSizeLessThan(before.size());
        List<PlaylistVersion> after = new ArrayList<>();
        ids.forEach(id -> after.add(asOf(id)));
        assertThat(after).isEqualTo(now);
        try (Dataset dataset = LocalSink.at(lake).openExisting()) {
            assertThat(History.of(dataset).asOf(ids.get(0), third.minusSeconds(1)))
                    .isEmpty();
            assertThat(dataset.log().stream().filter(Commit::isRewriting)).hasSize(1);
        }
        checkLake();
        emulator.advanceTo(5);
        assertThat(LakeRun.run(lake, emulator.today(), emulator, state).failures())
                .isEmpty();
        checkLake();
    }

    private List<String> versions() throws SQLException {
        try (DuckDb duck = new DuckDb(lake, SpotifyTables.all())) {
            return duck.rows("SELECT DISTINCT playlist_id, content_hash FROM playlist_items");
        }
    }

    private PlaylistVersion asOf(String id) {
        try (Dataset dataset = LocalSink.at(lake).openExisting()) {
            return History.of(dataset)
                    .asOf(id, Instant.parse("9999-01-01T00:00:00Z"))
                    .orElseThrow();
        }
    }

    private void checkLake() throws SQLException {
        assertThat(Validity.breaches(lake)).isEmpty();
        try (Dataset dataset = LocalSink.at(lake).openExisting()) {
            assertThat(DatasetCheck.run(dataset).problems()).isEmpty();
        }
    }

    private List<String> holders(String text) throws IOException, SQLException {
        return holders(List.of(text));
    }

    /** Returns the files that hold one of the texts, as they are or decompressed, and the tables that do. */
    private List<String> holders(List<String> texts) throws IOException, SQLException {
        List<String> holders = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                String content =
                        new String(bytes, StandardCharsets.UTF_8) + new String(inflated(bytes), StandardCharsets.UTF_8);
                if (texts.stream().anyMatch(content::contains)) {
                    holders.add(file.toString());
                }
            }
        }
        try (DuckDb duck = new DuckDb(lake, SpotifyTables.all())) {
            for (TableSchema table : SpotifyTables.all()) {
                if (duck.rows("SELECT * FROM " + table.name()).stream()
                        .anyMatch(row -> texts.stream().anyMatch(row::contains))) {
                    holders.add(table.name());
                }
            }
        }
        return holders;
    }

    private static byte[] inflated(byte[] bytes) throws IOException {
        boolean zstd = bytes.length > 4 && bytes[0] == 0x28 && bytes[1] == (byte) 0xB5 && bytes[2] == 0x2F;
        try (InputStream in = new ZstdInputStream(new ByteArrayInputStream(bytes))) {
            return zstd ? in.readAllBytes() : new byte[0];
        }
    }
}
