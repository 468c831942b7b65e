package io.playlake.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.model.Page;
import io.playlake.model.SimplifiedPlaylist;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class ListingTest {

    @Test
    void collapsesRepeatsInsideACategoryAndCountsThem() {
        Listing listing = new Listing();
        listing.page("latin", "browse", 0, page(5, row("a", "s1"), row("b", "s2"), row("a", "s1"), null));
        listing.page("latin", "browse", 4, page(5, row("a", "s1")));

        ListedCategory latin = listing.categories().iterator().next();
        assertThat(latin.rows()).isEqualTo(5);
        assertThat(latin.nullRows()).isEqualTo(1);
        assertThat(latin.playlists()).isEqualTo(2);
        assertThat(latin.totalClaimed()).isEqualTo(5);
        assertThat(latin.place("a")).contains(new ListedCategory.Place(0, 2));
        assertThat(latin.place("b")).contains(new ListedCategory.Place(1, 0));
        assertThat(latin.place("c")).isEmpty();
    }

    @Test
    void namesEachPlaylistOnceHoweverManyCategoriesNameIt() {
        Listing listing = new Listing();
        listing.page("party", "browse", 0, page(2, row("b", "new"), row("c", "s3")));
        listing.page("latin", "browse", 0, page(1, row("b", "old")));
        listing.ids("ids:list", "ids", List.of("b", "z"));

        assertThat(listing.playlists().values())
                .containsExactly(
                        new ListedPlaylist("b", "old", false, 7),
                        new ListedPlaylist("c", "s3", false, 7),
                        new ListedPlaylist("z", null, true, null));
    }

    @Test
    void forgetsACategoryThatCouldNotBeListedToItsEnd() {
        Listing listing = new Listing();
        listing.page("latin", "browse", 0, page(9, row("a", "s")));
        listing.page("party", "browse", 0, page(1, row("b", "s")));
        listing.drop("latin");

        assertThat(listing.playlists()).containsOnlyKeys("b");
        assertThat(listing.categories()).extracting(ListedCategory::id).containsExactly("party");
    }

    @RepeatedTest(200)
    void doesNotDependOnTheOrderInWhichCategoriesAnswer(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<String> categories = List.of("a", "b", "c", "d");
        List<Page<SimplifiedPlaylist>> pages = new ArrayList<>();
        for (int i = 0; i < categories.size(); i++) {
            SimplifiedPlaylist[] rows = new SimplifiedPlaylist[random.nextInt(8)];
            Arrays.setAll(rows, n -> row("p" + random.nextInt(6), "s" + random.nextInt(3)));
            pages.add(page(rows.length, rows));
        }
        List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3));
        Listing straight = new Listing();
        order.forEach(i -> straight.page(categories.get(i), "browse", 0, pages.get(i)));
        Collections.shuffle(order, random);
        Listing shuffled = new Listing();
        order.forEach(i -> shuffled.page(categories.get(i), "browse", 0, pages.get(i)));

        assertThat(shuffled.playlists()).isEqualTo(straight.playlists());
        assertThat(shuffled.categories())
                .extracting(ListedCategory::id)
                .isEqualTo(
                        straight.categories().stream().map(ListedCategory::id).toList());
    }

    private static SimplifiedPlaylist row(String id, String snapshot) {
        return new SimplifiedPlaylist(
                id, "name", null, null, null, null, snapshot, 7, null, List.of(), "spotify:playlist:" + id);
    }

    private static Page<SimplifiedPlaylist> page(int total, @Nullable SimplifiedPlaylist... rows) {
        return new Page<>(Arrays.asList(rows), List.of(), total, null, null, null);
    }
}
