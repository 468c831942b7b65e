package io.playlake.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.error.ConfigurationException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SourceOptionsTest {

    @Test
    void takesIdsUrisAndLinks() {
        PlaylistIds source =
                PlaylistIds.of(" abc ", "spotify:playlist:DEF", "https://open.spotify.com/playlist/ghi?si=123", "abc");
        assertThat(source.name()).isEqualTo("ids:DEF,abc,ghi=list");
    }

    @Test
    void namesManyIdsByADigestThatDoesNotDependOnTheirOrder() {
        List<String> ids = IntStream.range(0, 500).mapToObj(i -> "id" + i).toList();
        List<String> backwards = ids.stream().sorted((a, b) -> b.compareTo(a)).toList();
        String name = PlaylistIds.labelled("mine", ids).name();
        assertThat(name).matches("ids:500-[0-9a-f]{16}=mine");
        assertThat(PlaylistIds.labelled("mine", backwards).name()).isEqualTo(name);
        assertThat(PlaylistIds.labelled("mine", ids.subList(1, 500)).name()).isNotEqualTo(name);
    }

    @Test
    void refusesWhatIsNoId() {
        assertThatThrownBy(() -> PlaylistIds.of("../x"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'../x'")
                .hasMessageContaining("letters and digits");
        assertThatThrownBy(() -> PlaylistIds.of()).hasMessageContaining("at least one");
        assertThatThrownBy(() -> PlaylistIds.labelled("a b", List.of("x"))).hasMessageContaining("'a b'");
        assertThatThrownBy(() -> BrowseCategories.of("latin", " ")).hasMessageContaining("none empty");
    }

    @Test
    void namesCategoriesWithoutRegardToOrderAndRepeats() {
        assertThat(BrowseCategories.of("party", "latin", "party").name()).isEqualTo("browse:latin,party");
        assertThat(BrowseCategories.all().name()).isEqualTo("browse:*");
        assertThat(MyPlaylists.all().name()).isEqualTo("me");
    }
}
