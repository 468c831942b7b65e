package io.playlake.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErasureTest {

    private static final String ID = "37i9dQZF1DX10zKzsJ2jva";
    private static final Erasure PLAYLIST = Erasure.ofPlaylists(Set.of(ID));

    private static Erasure user(String id) {
        return Erasure.ofUser(id, Set.of("dataset"));
    }

    @ParameterizedTest
    @CsvSource({
        "37i9dQZF1DX10zKzsJ2jva, forgotten",
        "spotify:playlist:37i9dQZF1DX10zKzsJ2jva, spotify:playlist:forgotten",
        "see https://open.spotify.com/playlist/37i9dQZF1DX10zKzsJ2jva?si=x and more,"
                + " see https://open.spotify.com/playlist/forgotten?si=x and more",
        "37i9dQZF1DX10zKzsJ2jvaX, 37i9dQZF1DX10zKzsJ2jvaX",
        "37I9DQZF1DX10ZKZSJ2JVA, 37I9DQZF1DX10ZKZSJ2JVA",
        "nothing here, nothing here"
    })
    @DisplayName("A playlist's id is found in any text, and no part of another id is taken for it")
    void findsPlaylists(String text, String expected) {
        assertThat(PLAYLIST.fromText(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "anna, spotify:user:anna, spotify:user:forgotten",
        "anna, spotify:user:anna:playlist:x, spotify:user:forgotten:playlist:x",
        "anna, https://api.spotify.com/v1/users/anna/playlists?offset=50,"
                + " https://api.spotify.com/v1/users/forgotten/playlists?offset=50",
        "anna, user:anna, user:forgotten",
        "anna, songs for anna, songs for anna",
        "anna, spotify:user:annabel, spotify:user:annabel",
        "christmas, christmas songs, christmas songs",
        "a b/c, https://open.spotify.com/user/a%20b%2Fc, https://open.spotify.com/user/forgotten",
        "user_1234, by user_1234., by forgotten.",
        "user_1234, xuser_1234, xuser_1234"
    })
    @DisplayName("A user's id is found in addresses, and elsewhere if it is no ordinary word")
    void findsUsers(String id, String text, String expected) {
        assertThat(user(id).fromText(text)).isEqualTo(expected);
    }

    @Test
    @DisplayName("A user is known by the id, by an address, and by the pseudonym of the dataset")
    void knowsUsers() {
        String pseudonym = new Pseudonyms("dataset").of("anna");
        for (Erasure erasure : List.of(user("anna"), user("spotify:user:anna"))) {
            assertThat(erasure.isUser("anna")).isTrue();
            assertThat(erasure.isUser(pseudonym)).isTrue();
            assertThat(erasure.isUser("Anna")).isFalse();
            assertThat(erasure.isUser(null)).isFalse();
            assertThat(erasure.fromText("by " + pseudonym)).isEqualTo("by forgotten");
        }
        assertThat(Erasure.ofUser("anna", Set.of("other")).isUser(pseudonym)).isFalse();
    }

    @Test
    @DisplayName("In JSON the thing itself becomes null, and all else stays to the byte")
    void erasesObjects() {
        String json = "{ \"items\":[{\"href\":\"/playlists/" + ID + "\", \"owner\":{\"id\":\"x\"},\"id\":\"" + ID
                + "\"} ,{\"id\":\"b\",\"n\":1.50,\"s\":\"\\u00e9\\/\"}],\"next\":\"/v1/" + ID + "\"}";
        assertThat(PLAYLIST.fromJson(json))
                .contains(
                        "{ \"items\":[null ,{\"id\":\"b\",\"n\":1.50,\"s\":\"\\u00e9\\/\"}],\"next\":\"/v1/forgotten\"}");
    }

    @Test
    @DisplayName("In JSON a user becomes null where one stands, and what one owns, but no category of that name")
    void erasesUsers() {
        String json = "[{\"owner\":{\"display_name\":\"A\",\"id\":\"anna\"}},{\"added_by\":{\"id\":\"anna\"}},"
                + "{\"type\":\"user\",\"id\":\"anna\",\"x\":[1]},{\"id\":\"anna\",\"name\":\"Anna\"},"
                + "{\"owner\":{\"id\":\"bert\"}},\"spotify:user:anna\"]";
        assertThat(user("anna").fromJson(json))
                .contains("[null,{\"added_by\":null},null,{\"id\":\"anna\",\"name\":\"Anna\"},"
                        + "{\"owner\":{\"id\":\"bert\"}},\"spotify:user:forgotten\"]");
    }

    @Test
    @DisplayName("An id that is written with escapes is found")
    void findsEscaped() {
        String escaped = "\\u0033" + ID.substring(1);
        assertThat(PLAYLIST.fromJson("[{\"i\\u0064\":\"" + escaped + "\"},\"" + escaped + "\"]"))
                .contains("[null,\"forgotten\"]");
    }

    @Test
    @DisplayName("What is no JSON goes if an id is found in it, and stays if not")
    void refusesWhatIsNoJson() {
        assertThat(PLAYLIST.fromJson("<html>" + ID + "</html>")).isEmpty();
        assertThat(PLAYLIST.fromJson("<html>\\</html>")).contains("<html>\\</html>");
    }
}
