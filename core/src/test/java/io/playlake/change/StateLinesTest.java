package io.playlake.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateLinesTest {

    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.000006Z");

    @Test
    void readsWhatItWrote() throws IOException {
        PlaylistState full = new PlaylistState(
                new StateKey("Ab1", "DE"),
                "list \"quoted\"\n",
                "détail",
                "c".repeat(64),
                "o".repeat(64),
                120,
                3,
                TIME,
                new TreeMap<>(Map.of("1".repeat(24), 1L, "2".repeat(24), 1L << 40)),
                "suspect",
                true,
                2,
                Duration.ofDays(4));
        PlaylistState bare = new PlaylistState(
                new StateKey("x", null), null, null, null, null, 0, 0, TIME, new TreeMap<>(), null, false, 0, null);
        assertThat(StateLines.parse(StateLines.format(full))).isEqualTo(full);
        assertThat(StateLines.parse(StateLines.format(bare))).isEqualTo(bare);
        assertThat(StateLines.format(full)).doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource({"a,", "a,SE", "a\"b,SE", "a\\b,", "',\"market\":\"',", "ü€,DE", "a,\"\""})
    void readsTheKeyAlone(String id, @Nullable String market) throws IOException {
        StateKey key = new StateKey(id, market);
        PlaylistState state =
                new PlaylistState(key, "l\\\"", null, null, null, 0, 0, TIME, new TreeMap<>(), null, false, 0, null);
        PlaylistState plain =
                new PlaylistState(key, "l", null, null, null, 0, 0, TIME, new TreeMap<>(), null, false, 0, null);
        assertThat(StateLines.key(StateLines.format(state))).isEqualTo(key);
        assertThat(StateLines.key(StateLines.format(plain))).isEqualTo(key);
    }

    @Test
    void passesOverFieldsOfLaterVersions() throws IOException {
        String line = "{\"id\":\"x\",\"verified\":\"2026-01-02T03:04:05Z\",\"later\":{\"a\":[1]}}";
        assertThat(StateLines.parse(line).key()).isEqualTo(new StateKey("x", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"id\":\"x\"}",
                "{\"id\":\"x\",\"verified\":\"yesterday\"}",
                "{\"id\":\"x\",\"verified\":\"2026-01-02T03:04:05Z\",\"items\":\"many\"}",
                "{\"id\":\"x\",\"verified\":\"2026-01-02T03:04:05Z\"} {}",
                "{\"id\":\"x\",\"verified\":\"2026-01-02T03:0"
            })
    void refusesWhatIsNoState(String line) {
        assertThatThrownBy(() -> StateLines.parse(line))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("not the state of a playlist");
    }
}
