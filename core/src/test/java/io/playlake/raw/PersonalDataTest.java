package io.playlake.raw;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of personal data in bodies on their way to the stage, and of everything else there: nothing. */
class PersonalDataTest {

    private static final String ZOE = Bodies.pseudonym("zoe");

    @TempDir
    private Path folder;

    private String hashed(String body) {
        return Bodies.staged(folder, PersonalData.HASH, "/playlists/p1", body);
    }

    private String dropped(String body) {
        return Bodies.staged(folder, PersonalData.DROP, "/playlists/p1", body);
    }

    /** In the hashed body, {@code <zoe>} stands for her pseudonym. */
    private void assertGoverned(String body, String hashed, String dropped) {
        assertThat(hashed(body)).isEqualTo(hashed.replace("<zoe>", ZOE));
        assertThat(dropped(body)).isEqualTo(dropped);
        assertThat(Bodies.staged(folder, PersonalData.KEEP, "/playlists/p1", body))
                .isEqualTo(body);
    }

    @Test
    void hidesWhoAddedAnItem() {
        assertGoverned(
                "{ \"items\" : [\n {\"added_by\" : {\"external_urls\":{\"spotify\":\"https://open.spotify.com/user/zoe\"},"
                        + "\t\"href\":\"https://api.spotify.com/v1/users/zoe\",\"id\":\"zoe\",\"type\":\"user\","
                        + "\"uri\":\"spotify:user:zoe\"} , \"x\":1.50e+3}]}",
                "{ \"items\" : [\n {\"added_by\" : {\"external_urls\":{\"spotify\":\"https://open.spotify.com/user/<zoe>\"},"
                        + "\t\"href\":\"https://api.spotify.com/v1/users/<zoe>\",\"id\":\"<zoe>\",\"type\":\"user\","
                        + "\"uri\":\"spotify:user:<zoe>\"} , \"x\":1.50e+3}]}",
                "{ \"items\" : [\n {\"added_by\" : null , \"x\":1.50e+3}]}");
    }

    @Test
    void leavesNothingOfAUserThatIsNotKnownToBeHarmless() {
        assertGoverned(
                "{\"added_by\":{\"id\":\"zoe\",\"display_name\":\"Zoe {B} \\\"C\\\"\",\"images\":[{\"url\":\"https://i/zoe\"}],"
                        + "\"followers\":{\"href\":null,\"total\":7},\"born\":19700101,\"type\":\"zoe\",\"premium\":true,"
                        + "\"uri\":\"zoe\",\"external_urls\":{\"facebook\":\"https://facebook.com/zoe\",\"n\":1},\"x\":\"\"}}",
                "{\"added_by\":{\"id\":\"<zoe>\",\"display_name\":null,\"images\":null,"
                        + "\"followers\":null,\"born\":null,\"type\":null,\"premium\":null,"
                        + "\"uri\":null,\"external_urls\":{\"facebook\":null,\"n\":null},\"x\":\"\"}}",
                "{\"added_by\":null}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"added_by\":null,\"owner\":null}",
                "{\"added_by\":{\"external_urls\":{\"spotify\":\"https://open.spotify.com/user/\"},"
                        + "\"href\":\"https://api.spotify.com/v1/users/\",\"id\":\"\",\"type\":\"user\",\"uri\":\"spotify:user:\"}}",
                "{\"added_by\":{\"display_name\":null,\"followers\":null,\"id\":\"\",\"images\":[],\"external_urls\":{}}}",
                "{\"added_by\":{\"id\":\"spotify\",\"display_name\":\"Spotify\",\"uri\":\"spotify:user:spotify\"}}",
                "{\"public\":null,\"owner\":{\"id\":\"spotify\",\"display_name\":\"Spotify\",\"images\":[1]}}",
                "{\"public\":false,\"owner\":{\"display_name\":\"\",\"id\":\"\",\"href\":\"\",\"type\":\"\",\"uri\":\"\"}}",
                "{\"public\":false,\"name\":\"spotify:user:zoe\",\"description\":\"<a href=\\\"spotify:user:zoe\\\">zoe\"}",
                "{\"track\":{\"uri\":\"spotify:user:zoe\",\"external_urls\":{\"x\":\"https://open.spotify.com/user/zoe\"}}}",
                "{\"owner\":{\"id\":\"zoe\",\"display_name\":\"Zoe\",\"type\":\"user\",\"uri\":\"spotify:user:zoe\"},"
                        + "\"public\":true,\"uri\":\"spotify:user:zoe:playlist:p1\",\"href\":\"https://a/v1/users/zoe/playlists/p1\"}",
                "[]",
                "7",
                "\"spotify:user:zoe\""
            })
    void letsBeWhatIsNotPersonal(String body) {
        assertGoverned(body, body, body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"public\":false", "\"public\":null", "\"x\":1", "\"public\":\"true\"", "\"public\":1"})
    void hidesTheOwnerOfAPlaylistThatIsNotSaidToBePublic(String said) {
        String rest = ",\"uri\":\"spotify:playlist:p1\"}";
        assertGoverned(
                "{\"owner\":{\"display_name\":\"Zoe\",\"id\":\"zoe\"}," + said + rest,
                "{\"owner\":{\"display_name\":null,\"id\":\"<zoe>\"}," + said + rest,
                "{\"owner\":null," + said + rest);
    }

    @Test
    void eachPlaylistOfAListingIsJudgedByItself() {
        String open = "{\"owner\":{\"id\":\"zoe\"},\"public\":true,\"href\":\"https://a/users/zoe/playlists/p\"}";
        assertGoverned(
                "{\"items\":[" + open + ",{\"public\":false,\"owner\":{\"id\":\"zoe\"}},null," + open + "]}",
                "{\"items\":[" + open + ",{\"public\":false,\"owner\":{\"id\":\"<zoe>\"}},null," + open + "]}",
                "{\"items\":[" + open + ",{\"public\":false,\"owner\":null},null," + open + "]}");
    }

    @Test
    void hidesWhoAddedToAPublicPlaylist() {
        assertGoverned(
                "{\"public\":true,\"owner\":{\"id\":\"zoe\"},\"tracks\":{\"items\":[{\"added_by\":{\"id\":\"zoe\"}}]}}",
                "{\"public\":true,\"owner\":{\"id\":\"zoe\"},\"tracks\":{\"items\":[{\"added_by\":{\"id\":\"<zoe>\"}}]}}",
                "{\"public\":true,\"owner\":{\"id\":\"zoe\"},\"tracks\":{\"items\":[{\"added_by\":null}]}}");
    }

    @Test
    void hidesTheOwnerInAddressesOfOldForm() {
        String body = "{\"type\":\"playlist\",\"public\":false,\"uri\":\"spotify:user:zoe:playlist:p1\","
                + "\"href\":\"https:\\/\\/api.spotify.com\\/v1\\/users\\/zoe\\/playlists\\/p1\","
                + "\"external_urls\":{\"spotify\":\"http://open.spotify.com/user/zoe/playlist/p1?si=\uD83D\uDE00\"},"
                + "\"tracks\":{\"href\":\"https://a/v1/users/zoe/playlists/p1/tracks\",\"items\":[],"
                + "\"next\":\"https://a/v1/users/zoe/playlists/p1/tracks?offset=100\",\"previous\":null}}";
        String governed = body.replace("\\/", "/");
        assertGoverned(body, governed.replace("zoe", "<zoe>"), governed.replace("zoe", "anon"));
    }

    @Test
    void aPageNamesAUserOnlyIfTheCallerDid() {
        String page = "{\"href\":\"https://api.spotify.com/v1/users/zoe/playlists?offset=0\",\"items\":[]}";
        assertThat(Bodies.staged(folder, PersonalData.HASH, "/me/playlists", page))
                .isEqualTo(page.replace("zoe", ZOE));
        assertThat(Bodies.staged(folder, PersonalData.HASH, "/users/zoe/playlists", page))
                .isEqualTo(page);
        String row = "{\"items\":[{\"public\":false,\"owner\":{\"id\":\"zoe\"}}]}";
        assertThat(Bodies.staged(folder, PersonalData.HASH, "/users/zoe/playlists", row))
                .isEqualTo(row.replace("zoe", ZOE));
    }

    @Test
    void aUserIsKnownByWhatItCallsItselfWhereverItStands() {
        assertGoverned(
                "{\"public\":true,\"owner\":{\"id\":\"bob\"},\"friends\":[{\"deep\":{\"name\":\"Zoe\",\"id\":\"zoe\","
                        + "\"added_by\":{\"id\":\"zoe\"},\"type\":\"user\"}}]}",
                "{\"public\":true,\"owner\":{\"id\":\"bob\"},\"friends\":[{\"deep\":{\"name\":null,\"id\":\"<zoe>\","
                        + "\"added_by\":null,\"type\":\"user\"}}]}",
                "{\"public\":true,\"owner\":{\"id\":\"bob\"},\"friends\":[{\"deep\":null}]}");
    }

    @Test
    void aUserOfAnotherTypeIsNull() {
        for (String odd : new String[] {"\"zoe\"", "[{\"id\":\"zoe\"}]", "17", "true"}) {
            String body = "{\"added_by\":" + odd + ",\"public\":false,\"owner\":" + odd + "}";
            assertGoverned(body, body.replace(odd, "null"), body.replace(odd, "null"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"added\\u005Fby\":{\"\\u0069d\":\"zoe\"}}",
                "{\"added_by\":{\"id\":\"\\u007Aoe\"}}",
                "{\"added_by\":{\"id\":\"bob\",\"id\":\"zoe\"},\"added_by\":{\"id\":\"zoe\"}}",
                "{\"added_by\":{\"id\":\"spotify\",\"id\":\"zoe\"}}",
                "{\"added_by\":{\"id\":\"spotify\",\"uri\":\"spotify:user:zoe\"}}",
                "{\"public\":true,\"public\":false,\"owner\":{\"id\":\"zoe\"}}",
                "{\"public\":true,\"owner\":{\"id\":\"spotify\"},\"public\":null,\"owner\":{\"id\":\"zoe\"}}",
                "{\"uri\":\"SPOTIFY:user:zoe\"}",
                "{\"uri\":\"spotify\\u003auser:zoe\"}",
                "{\"track\":{\"added_by\":{\"id\":\"zoe\"}}}",
                "{\"a\":\"\\\\\",\"added_by\":{\"id\":\"zoe\"}}",
                "{\"a\":\"\\\"{[\",\"added_by\":{\"id\":\"zoe\"}}"
            })
    void isNotFooled(String body) {
        assertThat(hashed(body)).contains(ZOE).doesNotContain("zoe", "\\u007Aoe\"");
        assertThat(dropped(body)).doesNotContain("zoe", "\\u007Aoe\"");
    }

    @Test
    void aUserHasOnePseudonymHoweverItIsWritten() {
        String body = "{\"added_by\":{\"id\":\"spotify_espa\u00f1a#\",\"uri\":\"spotify:user:spotify_espa%C3%b1a%23\","
                + "\"href\":\"https://api.spotify.com/v1/users/spotify_espa\\u00F1a%23\"}}";
        String pseudonym = Bodies.pseudonym("spotify_espa\u00f1a#");
        assertThat(hashed(body))
                .isEqualTo("{\"added_by\":{\"id\":\"" + pseudonym + "\",\"uri\":\"spotify:user:" + pseudonym
                        + "\",\"href\":\"https://api.spotify.com/v1/users/" + pseudonym + "\"}}");
        assertThat(pseudonym).matches("anon_[0-9a-f]{22}");
    }

    @Test
    void anotherDatasetHasOtherPseudonyms() {
        RawPage page = Bodies.page("/playlists/p1", "{\"added_by\":{\"id\":\"zoe\"}}");
        byte[] here =
                new PersonalDataFilter(PersonalData.HASH, "here").apply(page).body();
        assertThat(new PersonalDataFilter(PersonalData.HASH, "here").apply(page).body())
                .isEqualTo(here);
        assertThat(new PersonalDataFilter(PersonalData.HASH, "there")
                        .apply(page)
                        .body())
                .isNotEqualTo(here);
    }

    @Test
    void aByteOrderMarkAndBytesThatAreNoTextStay() {
        byte[] body = "\uFEFF {\"x\":\"?\",\"added_by\":{\"id\":\"zoe\"}}".getBytes(StandardCharsets.UTF_8);
        int bad = new String(body, StandardCharsets.ISO_8859_1).indexOf('?');
        body[bad] = (byte) 0xE2;
        byte[] governed = new PersonalDataFilter(PersonalData.DROP, Bodies.DATASET)
                .apply(new RawPage(Bodies.page("/p", "").head(), body))
                .body();
        byte[] expected = "\uFEFF {\"x\":\"?\",\"added_by\":null}".getBytes(StandardCharsets.UTF_8);
        expected[bad] = (byte) 0xE2;
        assertThat(governed).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zoe",
                "<html>zoe</html>",
                "{\"added_by\":{\"id\":\"zoe\"}",
                "{\"added_by\":{\"id\":\"zoe\"}} {}",
                "{\"added_by\":{\"id\":\"zoe\"},}",
                "{\"x\":zoe}",
                "{\"x\":[1,]}",
                "{\"x\" \"zoe\"}",
                "{\"added_by\":{\"id\":\"zoe\\x\"}}",
                "{\"added_by\":{\"id\":\"zoe\\u00G0\"}}",
                "{'added_by':{'id':'zoe'}}",
                "{\"x\":1]",
                "   "
            })
    void withholdsWhatIsNoJson(String body) {
        for (String note : new String[] {hashed(body), dropped(body)}) {
            assertThat(JsonParser.parseString(note)
                            .getAsJsonObject()
                            .get("withheld")
                            .getAsString())
                    .contains("a body of " + body.length() + " bytes, no JSON from byte ")
                    .doesNotContain("zoe");
        }
        assertThat(Bodies.staged(folder, PersonalData.KEEP, "/playlists/p1", body))
                .isEqualTo(body);
    }

    @Test
    void anEmptyBodyHoldsNothingPersonal() {
        assertThat(hashed("")).isEmpty();
    }

    @Test
    void readsAsDeepAsTheClientAndNoDeeper() {
        String body = "{\"added_by\":{\"id\":\"zoe\"}}";
        assertThat(hashed("[".repeat(62) + body + "]".repeat(62))).contains(ZOE);
        assertThat(hashed("[".repeat(63) + body + "]".repeat(63))).contains("withheld");
        assertThat(hashed("[".repeat(5_000))).contains("withheld");
    }
}
