package io.playlake.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.error.ConfigurationException;
import io.playlake.error.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ValuesTest {

    @TempDir
    Path folder;

    @Test
    void keepsTheFractionsOfInstants() {
        assertThat(Values.instant("2026-11-22T06:00:00.123456Z")).hasToString("2026-11-22T06:00:00.123456Z");
        assertThat(Values.instant("2026-11-22T06:00+05:45")).hasToString("2026-11-22T00:15:00Z");
        assertThat(Values.instant("2026-11-22")).hasToString("2026-11-22T00:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({"30s,PT30S", "5m,PT5M", "36h,PT36H", "14d,PT336H", "10000d,PT240000H", "250ms,PT0.25S"})
    void durations(String text, Duration expected) {
        assertThat(Values.duration(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "5 m", "-5m", "5w", "m", "", "99999999999s", "５m"})
    void refusesOtherDurations(String text) {
        assertThatThrownBy(() -> Values.duration(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("got '" + text + "', expected a number with a unit");
    }

    @Test
    void rates() {
        assertThat(Values.rate("5/s").perSecond()).isEqualTo(5);
        assertThat(Values.rate("0.5/s").perSecond()).isEqualTo(0.5);
        assertThatThrownBy(() -> Values.rate("5")).hasMessageContaining("got '5', expected calls a second");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22,2026-11-22T00:00:00Z",
        "2026-11-22T06:07:08,2026-11-22T06:07:08Z",
        "2026-11-22T06:07,2026-11-22T06:07:00Z",
        "2026-11-22T06:07:08Z,2026-11-22T06:07:08Z",
        "2026-11-22t06:07:08z,2026-11-22T06:07:08Z",
        "2026-11-22T06:07:08+05:45,2026-11-22T00:22:08Z",
        "2026-11-22T06:07:08.123456+00:00,2026-11-22T06:07:08Z"
    })
    void logicalDates(String text, String expected) {
        assertThat(Values.logicalDate(text)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"22.11.2026", "2026-13-01", "yesterday", "2026-11-22 06:07:08", "1700000000", "0001-01-01"})
    void refusesOtherDates(String text) {
        assertThatThrownBy(() -> Values.logicalDate(text)).hasMessageContaining("got '" + text + "', expected");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "me | me",
                "browse:* | browse:*",
                "browse:party, latin | browse:latin,party",
                "ids:37i9dQZF1DX10zKzsJ2jva | ids:37i9dQZF1DX10zKzsJ2jva=list",
                "ids:b,a=mine | ids:a,b=mine",
                "ids:https://open.spotify.com/playlist/abc?si=123 | ids:abc=list",
                "ids:https://open.spotify.com/playlist/abc?si=123=mine | ids:abc=mine",
                "user:spotify_españa | user:spotify_españa",
                "search:bossa nova=bossa | search:bossa nova=bossa",
                "search:a=b=c | search:a=b=c"
            })
    void sources(String text, String name) {
        assertThat(SourceText.parse(text).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "latin",
                "browse:",
                "browse:a,*",
                "browse:a,,b",
                "user:",
                "search:jazz",
                "search:=j",
                "search:jazz=j j",
                "ids:",
                "ids:a b",
                "ids:a=b c",
                "Me"
            })
    void refusesOtherSources(String text) {
        assertThatThrownBy(() -> SourceText.parse(text))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("source");
    }

    @Test
    void readsIdsFromAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("my=ids.txt"), """
                \uFEFF# what I like
                spotify:playlist:bbb   # the second

                https://open.spotify.com/playlist/aaa?si=x
                """);
        assertThat(SourceText.parse("ids:@" + file).name()).isEqualTo("ids:aaa,bbb=list");
        assertThat(SourceText.parse("ids:@" + file + "=mine").name()).isEqualTo("ids:aaa,bbb=mine");
    }

    @Test
    void namesFileAndLineOfWhatIsNoId() throws IOException {
        Path file = Files.writeString(folder.resolve("ids"), "aaa\n# fine\nno id\n");
        assertThatThrownBy(() -> SourceText.parse("ids:@" + file + "=mine"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(file + " line 3: 'no id' is not the id");
        assertThatThrownBy(() -> SourceText.parse("ids:@" + folder.resolve("none")))
                .hasMessageContaining("cannot be read (NoSuchFileException)");
        Path empty = Files.writeString(folder.resolve("empty"), "# nothing\n");
        assertThatThrownBy(() -> SourceText.parse("ids:@" + empty)).hasMessageContaining("holds no id");
    }

    @Test
    void guessesWhatWasMeant() {
        List<String> words = List.of("run", "runs", "verify", "audit-cycle");
        assertThat(Nearest.of("rum", words)).contains("run");
        assertThat(Nearest.of("audit_cycel", words)).contains("audit-cycle");
        assertThat(Nearest.of("completely-different", words)).isEmpty();
    }

    @Test
    void escapesWhatCouldForgeALine() {
        assertThat(Printable.line("x\nERROR \u001b[31mfake\u202e ş"))
                .isEqualTo("x\\u000aERROR \\u001b[31mfake\\u202e ş");
    }
}
