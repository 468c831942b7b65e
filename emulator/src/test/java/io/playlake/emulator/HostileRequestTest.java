package io.playlake.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is asked, the emulator has an answer of the API for it, also with all quirks at once. */
class HostileRequestTest {

    private static final List<String> IDS = List.of("0000000000000000000000", "x", "%20", "%25", "..%2F", "party");
    private static final List<String> QUERIES = List.of(
            "",
            "?market=",
            "?market=%00%22",
            "?market=from_token",
            "?limit=5&offset=2147483647",
            "?limit=99999999999",
            "?ids=,,",
            "?ids=" + "0".repeat(22) + "%2C&market=XX",
            "?q=%22%5C(&type=track,playlist,album&market=zz",
            "?q=a&type=,",
            "?fields=((&include_groups=,&locale=%3B");

    @ParameterizedTest
    @EnumSource(AppProfile.class)
    void getsAnAnswer(AppProfile profile) {
        try (SpotifyEmulator emulator = SpotifyEmulator.builder()
                .profile(profile)
                .playlists(5)
                .items(0, 12)
                .quirk(Quirk.values())
                .start()) {
            emulator.advanceDay();
            Caller user = Caller.user(emulator);
            for (Endpoint endpoint : Endpoint.values()) {
                for (String id : endpoint.template().contains("{id}") ? IDS : List.of("")) {
                    for (String query : QUERIES) {
                        String path = endpoint.template().replace("{id}", id) + query;
                        HttpResponse<String> answer = user.get(path.startsWith("/") ? path : "/" + path);
                        assertThat(answer.statusCode())
                                .as("%s: %s", path, answer.body())
                                .isIn(200, 400, 401, 403, 404);
                        assertThat(JsonParser.parseString(answer.body()).isJsonNull())
                                .as(path)
                                .isFalse();
                    }
                }
            }
        }
    }
}
