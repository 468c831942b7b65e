package io.playlake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.error.CommitUnknownException;
import io.playlake.error.ConfigurationException;
import io.playlake.source.BrowseCategories;
import io.playlake.source.PlaylistIds;
import io.playlake.source.PlaylistSource;
import io.playlake.table.SpotifyTables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a run believes of an API that lies. */
class TrustTest extends LyingApiRuns {

    @Test
    void readsAgainWhatWasEditedBetweenTwoPages() {
        LyingApi api = new LyingApi(150);
        api.beforeCall = call -> {
            if (call == 2) {
                api.items.remove(0);
                api.snapshot = "detail-2";
            }
        };
        RunReport report = run(api);
        assertThat(report.failures()).isEmpty();
        assertThat(playlist("consistency")).isEqualTo("exact");
        assertThat(playlist("snapshot_id")).isEqualTo("detail-2");
        assertThat(stored()).hasSize(149).startsWith("spotify:track:t1").endsWith("spotify:track:t149");
        assertThat(sink.rows(SpotifyTables.RAW_PAGES.schema()))
                .as("the pages of the read that does not count are kept too")
                .hasSize(1 + 3 + 3);
    }

    @Test
    void takesTwoEqualReadsForTheContentWhenTheSnapshotNeverStands() {
        LyingApi api = new LyingApi(150);
        api.beforeCall = call -> api.snapshot = "detail-" + call;
        run(api);
        assertThat(playlist("consistency")).isEqualTo("content_stable");
        assertThat(stored()).hasSize(150);
        assertThat(api.calls()).isEqualTo(6);
    }

    @Test
    void commitsNoMixtureOfAPlaylistThatKeepsMoving() {
        LyingApi api = new LyingApi(150);
        api.beforeCall = call -> {
            Collections.rotate(api.items, 1);
            api.snapshot = "detail-" + call;
        };
        RunReport report = run(api);
        assertThat(report.status()).isEqualTo(RunReport.Status.COMMITTED);
        assertThat(report.failures()).singleElement().asString().contains("kept changing");
        assertThat(stored()).isEmpty();
        assertThat(playlist("outcome")).isEqualTo("failed");

        api.beforeCall = call -> {};
        run(api);
        assertThat(stored()).hasSize(150);
    }

    @Test
    void noticesThatAnOffsetIsIgnored() {
        LyingApi api = new LyingApi(250);
        api.ignoresOffset = true;
        RunReport report = run(api);
        assertThat(report.failures())
                .singleElement()
                .asString()
                .contains("offset 100")
                .contains("came before");
        assertThat(stored()).isEmpty();
    }

    @Test
    void holdsABurstOfNullsBackOnceAndAcceptsItTheSecondTime() {
        LyingApi api = new LyingApi(88);
        run(api);
        for (int i = 0; i < 20; i++) {
            api.items.set(4 * i, null);
        }
        api.listSnapshot = "list-2";
        String before = String.valueOf(playlist("content_hash"));
        run(api);
        assertThat(playlist("outcome")).isEqualTo("suspect");
        assertThat(playlist("content_hash")).isEqualTo(before);
        assertThat(stored()).hasSize(88);

        run(api);
        assertThat(playlist("decision")).isEqualTo("left_over");
        assertThat(playlist("outcome")).isEqualTo("changed");
        assertThat(playlist("items_null")).isEqualTo(20);
        assertThat(stored()).hasSize(176);
    }

    @Test
    void holdsAPlaylistBackOnceOnlyHoweverItMovesOn() {
        LyingApi api = new LyingApi(88);
        run(api);
        for (int i = 0; i < 20; i++) {
            api.items.set(i, null);
        }
        api.listSnapshot = "list-2";
        run(api);
        api.items.add("new");
        api.listSnapshot = "list-3";
        run(api);
        assertThat(playlist("outcome")).isEqualTo("changed");
        assertThat(playlist("items_received")).isEqualTo(89);
    }

    @Test
    void seesAChangeUnderAnEqualSnapshotWhereOneCallShowsIt() {
        LyingApi api = new LyingApi(5);
        PlaylistSource ids = PlaylistIds.of(LyingApi.PLAYLIST);
        run(api, ids, UnaryOperator.identity());
        api.items.add("new");
        RunReport report = run(api, ids, UnaryOperator.identity());
        assertThat(playlist("decision")).isEqualTo("moved");
        assertThat(report.playlistsChanged()).isOne();
        assertThat(report.playlistsFetched()).isOne();
    }

    @Test
    void readsWhatIsShownAgainThoughItsSnapshotStands() {
        LyingApi api = new LyingApi(150);
        PlaylistSource ids = PlaylistIds.of(LyingApi.PLAYLIST);
        api.hidden = true;
        RunReport hidden = run(api, ids, UnaryOperator.identity());
        assertThat(hidden.playlistsChanged()).isOne();
        assertThat(playlist("content_hash")).isNull();
        api.hidden = false;
        run(api, ids, UnaryOperator.identity());
        assertThat(stored()).hasSize(150);
    }

    @Test
    void refusesIdsAmongThePagesOfACategory() {
        LyingApi api = new LyingApi(5);
        PlaylistSource mixed = PlaylistSource.of("mixed", (spotify, listing) -> {
            listing.ids("c", "mine", List.of(LyingApi.PLAYLIST));
            BrowseCategories.of("c").list(spotify, listing);
        });
        assertThatThrownBy(() -> run(api, mixed, UnaryOperator.identity()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("both as pages and as ids");
    }

    @Test
    void forgetsABurstOfNullsThatIsGoneTheNextTime() {
        LyingApi api = new LyingApi(88);
        run(api);
        List<@Nullable String> good = new ArrayList<>(api.items);
        for (int i = 0; i < 20; i++) {
            api.items.set(i, null);
        }
        api.listSnapshot = "list-2";
        run(api);
        api.items = good;
        run(api);
        assertThat(playlist("outcome")).isEqualTo("snapshot_only");
        assertThat(stored()).hasSize(88);
        int calls = api.calls();
        run(api);
        assertThat(api.calls()).as("all is well again").isEqualTo(calls);
    }

    @Test
    void takesAFewNullsForWhatTheyAre() {
        LyingApi api = new LyingApi(88);
        run(api);
        api.items.set(3, null);
        api.listSnapshot = "list-2";
        run(api);
        assertThat(playlist("outcome")).isEqualTo("changed");
    }

    @Test
    void storesAVersionThatComesBackOnce() {
        LyingApi api = new LyingApi(3);
        List<@Nullable String> a = new ArrayList<>(api.items);
        run(api);
        String first = String.valueOf(playlist("content_hash"));
        api.items = new ArrayList<>(List.of("x", "y"));
        api.listSnapshot = "list-2";
        run(api);
        api.items = a;
        api.listSnapshot = "list-1";
        run(api);
        assertThat(playlist("outcome")).isEqualTo("changed");
        assertThat(playlist("content_hash")).isEqualTo(first);
        assertThat(stored()).hasSize(5);
    }

    @Test
    void readsAPlaylistWithoutSnapshotsEveryTime() {
        LyingApi api = new LyingApi(150);
        api.listSnapshot = null;
        api.snapshot = null;
        run(api);
        assertThat(playlist("consistency")).isEqualTo("unverified");
        run(api);
        assertThat(playlist("decision")).isEqualTo("moved");
        assertThat(playlist("outcome")).isEqualTo("snapshot_only");
        assertThat(stored()).hasSize(150);
    }

    @Test
    void auditsWhatWasReadLongAgo() {
        LyingApi api = new LyingApi(5);
        run(api);
        api.items.add("new");
        run(api);
        assertThat(playlist("decision")).as("the snapshot lies").isEqualTo("unchanged");
        time.advance(Duration.ofDays(15));
        run(api);
        assertThat(playlist("decision")).isEqualTo("audit");
        assertThat(playlist("outcome")).isEqualTo("changed");
        assertThat(stored()).hasSize(11);
    }

    @Test
    void deletesNothingWhenAListingComesBackEmpty() {
        LyingApi api = new LyingApi(5);
        run(api);
        api.listed = false;
        run(api);
        api.listed = true;
        int calls = api.calls();
        run(api);
        assertThat(playlist("decision")).isEqualTo("unchanged");
        assertThat(api.calls()).isEqualTo(calls);
    }

    @Test
    void looksTwiceAtItemsThatAreNotShownAnyMore() {
        LyingApi api = new LyingApi(5);
        run(api);
        String before = String.valueOf(playlist("content_hash"));
        api.hidden = true;
        api.listSnapshot = "list-2";
        run(api);
        assertThat(playlist("outcome")).isEqualTo("suspect");
        assertThat(playlist("content_hash")).isEqualTo(before);
        api.hidden = false;
        run(api);
        assertThat(playlist("decision")).isEqualTo("left_over");
        assertThat(playlist("content_hash")).isEqualTo(before);

        api.hidden = true;
        api.listSnapshot = "list-3";
        run(api);
        run(api);
        assertThat(playlist("outcome")).isEqualTo("changed");
        assertThat(playlist("content_hash")).isNull();
        int calls = api.calls();
        run(api);
        assertThat(api.calls()).isEqualTo(calls);
    }

    @Test
    void looksAgainAtABurstOfNullsEvenIfItIsStillStaged() {
        LyingApi api = new LyingApi(88);
        run(api);
        for (int i = 0; i < 20; i++) {
            api.items.set(i, null);
        }
        api.listSnapshot = "list-2";
        into = new LostReplySink(sink);
        assertThatThrownBy(() -> run(api)).isInstanceOf(CommitUnknownException.class);
        into = sink;
        assertThat(playlist("outcome")).isEqualTo("suspect");
        int calls = api.calls();
        run(api);
        assertThat(api.calls()).as("it was asked for again").isGreaterThan(calls);
        assertThat(playlist("outcome")).isEqualTo("changed");
    }

    @Test
    void takesNoFirstPageForAWholePlaylist() {
        LyingApi api = new LyingApi(150);
        PlaylistSource ids = PlaylistIds.of(LyingApi.PLAYLIST);
        run(api, ids, UnaryOperator.identity());
        into = new LostReplySink(sink);
        assertThatThrownBy(() -> run(api, ids, builder -> builder.listener(RunListener.NONE)))
                .isInstanceOf(CommitUnknownException.class);
        into = sink;
        run(api, ids, builder -> builder.full(true));
        assertThat(playlist("outcome")).isEqualTo("snapshot_only");
        assertThat(playlist("items_received")).isEqualTo(150);
    }

    @Test
    void believesAPageThatSaysWhereItStarts() {
        LyingApi api = new LyingApi(100);
        api.items.addAll(List.copyOf(api.items));
        RunReport report = run(api);
        assertThat(report.failures()).isEmpty();
        assertThat(stored()).hasSize(200);
    }

    @Test
    void readsOnceMoreWhenFewerItemsComeThanAreClaimed() {
        LyingApi api = new LyingApi(5);
        api.claimedBesides = 2;
        run(api);
        assertThat(playlist("consistency")).isEqualTo("content_stable");
        assertThat(playlist("items_claimed")).isEqualTo(7);
        assertThat(playlist("items_received")).isEqualTo(5);
        assertThat(api.calls()).isEqualTo(2);
    }

    @Test
    void refusesTwoSourcesOfOneCategory() {
        LyingApi api = new LyingApi(5);
        PlaylistSource again = PlaylistSource.of(
                "mine", (spotify, listing) -> BrowseCategories.of("c").list(spotify, listing));
        assertThatThrownBy(() -> run(api, builder -> builder.source(again)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("source mine and source browse:c both give category c");
    }
}
