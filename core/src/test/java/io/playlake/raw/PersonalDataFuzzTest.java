package io.playlake.raw;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies by chance, made together with what should become of them. */
class PersonalDataFuzzTest {

    private static final int BODIES = 400;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void nothingButUsersChangesByAByte(long seed) {
        List<RandomBody> made = new ArrayList<>();
        for (int i = 0; i < BODIES; i++) {
            made.add(new RandomBody(new Random(seed * 1_000 + i)));
        }
        List<String> bodies = made.stream().map(RandomBody::received).toList();
        assertThat(bodies).as("users in them").anyMatch(body -> body.contains(RandomBody.CANARY));
        assertThat(Bodies.staged(folder, PersonalData.HASH, "/p", bodies))
                .containsExactlyElementsOf(made.stream().map(RandomBody::hashed).toList());
        assertThat(Bodies.staged(folder, PersonalData.DROP, "/p", bodies))
                .containsExactlyElementsOf(
                        made.stream().map(RandomBody::dropped).toList());
        assertThat(Bodies.staged(folder, PersonalData.KEEP, "/p", bodies)).isEqualTo(bodies);
    }

    @Test
    void aBodyThatWasCutShortLeaksNothing() {
        PersonalDataFilter filter = new PersonalDataFilter(PersonalData.HASH, Bodies.DATASET);
        for (int seed = 0; seed < 20; seed++) {
            String body = new RandomBody(new Random(seed)).received().strip();
            RawPage page = Bodies.page("/p", body);
            for (int length = 1; length < page.body().length; length++) {
                RawPage cut = new RawPage(page.head().withBytes(length), Arrays.copyOf(page.body(), length));
                String staged = new String(filter.apply(cut).body(), StandardCharsets.UTF_8);
                assertThat(staged).as("%s cut at %d", body, length).contains("withheld");
            }
        }
    }

    @Test
    void whatTheClientReadsIsNeverWithheld() {
        PersonalDataFilter filter = new PersonalDataFilter(PersonalData.DROP, Bodies.DATASET);
        Random random = new Random(11);
        String alphabet = "{}[]\",:\\u0123456789aefnrtl-+.E \n\t'/#\u00e9";
        int readable = 0;
        for (int i = 0; i < 40_000; i++) {
            StringBuilder body = new StringBuilder(new RandomBody(new Random(i % 50)).received());
            for (int edits = 1 + random.nextInt(2); edits > 0; edits--) {
                int at = random.nextInt(body.length());
                char other = alphabet.charAt(random.nextInt(alphabet.length()));
                switch (random.nextInt(3)) {
                    case 0 -> body.setCharAt(at, other);
                    case 1 -> body.insert(at, other);
                    default -> body.deleteCharAt(at);
                }
            }
            if (isReadable(body.toString())) {
                readable++;
                String staged = new String(
                        filter.apply(Bodies.page("/p", body.toString())).body(), StandardCharsets.UTF_8);
                assertThat(staged).as(body.toString()).doesNotContain("withheld");
                assertThat(isReadable(staged)).as("%s made of %s", staged, body).isTrue();
            }
        }
        assertThat(readable).isBetween(2_000, 38_000);
    }

    private static boolean isReadable(String body) {
        JsonReader reader = new JsonReader(new StringReader(body));
        reader.setStrictness(Strictness.STRICT);
        try {
            // The client decodes objects and arrays.
            JsonElement read = JsonParser.parseReader(reader);
            return (read.isJsonObject() || read.isJsonArray()) && reader.peek() == JsonToken.END_DOCUMENT;
        } catch (IOException | JsonParseException | IllegalStateException e) {
            return false;
        }
    }
}
