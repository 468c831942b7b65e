package io.playlake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.emulator.SpotifyEmulator;
import io.playlake.error.CredentialsException;
import io.playlake.raw.PersonalData;
import io.playlake.source.MyPlaylists;
import io.playlake.table.SpotifyTables;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What runs store of people: here one user, who owns public and private playlists and added all their items. */
class PersonalDataRunTest {

    private static final String USER = SpotifyEmulator.USER_ID;

    @TempDir
    Path work;

    private RunFixture fixture;

    @BeforeEach
    void start() {
        fixture = new RunFixture(SpotifyEmulator.builder().playlists(60).start(), work).asUser();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private RunReport run(int second, PersonalData mode) {
        return fixture.run(
                fixture.emulator.today().plusSeconds(second),
                MyPlaylists.all(),
                builder -> builder.personalData(mode).full(true));
    }

    private Set<String> owners(RunReport report, boolean open) {
        return fixture.rows(SpotifyTables.PLAYLISTS, report.runId()).stream()
                .filter(row -> Boolean.valueOf(open).equals(row.get("public")))
                .map(row -> String.valueOf(row.get("owner_id")) + row.get("owner_name"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> addedBy() {
        return fixture.rows(SpotifyTables.PLAYLIST_ITEMS, null).stream()
                .filter(row -> !"unavailable".equals(row.get("item_type")))
                .map(row -> String.valueOf(row.get("added_by")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void hidesByDefaultWhoAddedItemsAndWhoOwnsWhatIsNotPublic() {
        RunReport report = fixture.run(fixture.emulator.today(), MyPlaylists.all(), builder -> builder);
        String pseudonym = addedBy().iterator().next();
        assertThat(addedBy()).singleElement().asString().matches("anon_[0-9a-f]{22}");
        assertThat(owners(report, false)).containsExactly(pseudonym + "null");
        assertThat(owners(report, true)).containsExactly(USER + "Lake Listener");
        assertThat(DatasetCheck.run(fixture.sink.open()).problems()).isEmpty();
    }

    @Test
    void dropsThemWhereAsked() {
        RunReport report = run(0, PersonalData.DROP);
        assertThat(addedBy()).containsExactly("null");
        assertThat(owners(report, false)).containsExactly("nullnull");
        assertThat(owners(report, true)).containsExactly(USER + "Lake Listener");
    }

    @Test
    void keepsThemWhereAsked() {
        RunReport report = run(0, PersonalData.KEEP);
        assertThat(addedBy()).containsExactly(USER);
        assertThat(owners(report, false)).containsExactly(USER + "Lake Listener");
    }

    @ParameterizedTest
    @EnumSource
    void anotherModeIsNoOtherVersion(PersonalData before) {
        for (PersonalData after : PersonalData.values()) {
            try (RunFixture fresh = new RunFixture(
                            SpotifyEmulator.builder().playlists(60).start(), work.resolve(after.label()))
                    .asUser()) {
                close();
                fixture = fresh;
                RunReport first = run(0, before);
                RunReport second = run(1, after);
                assertThat(second.playlistsFetched())
                        .isEqualTo(second.playlistsListed())
                        .isPositive();
                assertThat(second.playlistsChanged()).isZero();
                assertThat(fixture.rows(SpotifyTables.PLAYLIST_ITEMS, second.runId()))
                        .isEmpty();
                assertThat(hashes(second)).isEqualTo(hashes(first));
            }
        }
    }

    private Map<String, Object> hashes(RunReport report) {
        return fixture.by("playlist_id", SpotifyTables.PLAYLISTS, report.runId()).entrySet().stream()
                .filter(entry -> entry.getValue().get("content_hash") != null)
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> Objects.requireNonNull(entry.getValue().get("content_hash"))));
    }

    @ParameterizedTest
    @EnumSource
    void whatAnEarlierAttemptStagedIsTakenUpInItsOwnModeOnly(PersonalData mode) {
        fixture.emulator.faults().on("/playlists/*").skip(4).times(1_000).answer(401);
        // One at a time, so that what was fetched before the refusal is staged.
        assertThatThrownBy(() -> fixture.run(
                        fixture.emulator.today(),
                        MyPlaylists.all(),
                        builder -> builder.personalData(PersonalData.KEEP)
                                .full(true)
                                .concurrency(1)))
                .isInstanceOf(CredentialsException.class);
        fixture.emulator.faults().clear();
        fixture.emulator.calls().reset();

        RunReport report = run(0, mode);

        List<Map<String, Object>> pages = fixture.rows(SpotifyTables.RAW_PAGES, report.runId());
        if (mode == PersonalData.KEEP) {
            assertThat(report.callsMade()).isLessThan(pages.size());
        } else {
            assertThat(report.callsMade()).isEqualTo(pages.size());
            assertThat(addedBy()).isNotEmpty().doesNotContain(USER);
        }
    }

    @Test
    void aBodyThatIsNoJsonIsWithheldAndItsPlaylistStaysDue() {
        fixture.emulator.faults().on("/playlists/*").answer(200, "{<b>" + USER + "</b>}", Map.of());
        RunReport report = run(0, PersonalData.HASH);
        assertThat(report.failures()).singleElement().asString().contains("broken JSON");
        assertThat(fixture.rows(SpotifyTables.RAW_PAGES, report.runId()))
                .filteredOn(page -> String.valueOf(page.get("body")).contains("withheld"))
                .singleElement()
                .satisfies(page -> assertThat(page.get("body"))
                        .isEqualTo("{\"withheld\":\"a body of 22 bytes, no JSON from byte 1 on, in which personal data"
                                + " cannot be told from the rest\"}")
                        .asString()
                        .hasSize(Math.toIntExact((Long) Objects.requireNonNull(page.get("bytes")))));
        assertThat(run(1, PersonalData.HASH).playlistsFailed()).isZero();
    }

    @Test
    void isNoPartOfWhatARunAsksFor() {
        RunReport first = run(0, PersonalData.KEEP);
        RunReport again = run(0, PersonalData.HASH);
        assertThat(again.status()).isEqualTo(RunReport.Status.ALREADY_COMMITTED);
        assertThat(again.runId()).isEqualTo(first.runId());
    }
}
