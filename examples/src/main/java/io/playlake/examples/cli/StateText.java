package io.playlake.examples.cli;

import io.playlake.change.FileSnapshotStore;
import io.playlake.change.SnapshotStore;
import io.playlake.state.redis.RedisSnapshotStore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The place of state as {@code --state} writes it. */
final class StateText {

    static final String FORMS = "local:FILE, redis://HOST:PORT/DB or jdbc:...";

    private static final String SINK = "sink";

    private StateText() {}

    /** Opens the store; null means that the sink's own log will do. */
    static @Nullable SnapshotStore store(String text, Shell shell, Consumer<String> warning) {
        return text.strip().equals(SINK) ? null : copy(text, SINK + ", " + FORMS, shell, warning);
    }

    /** Opens a store that is not the sink itself; {@code expected} says what may be written. */
    static SnapshotStore copy(String text, String expected, Shell shell, Consumer<String> warning) {
        if (JdbcText.isOne(text)) {
            return JdbcText.sink("--state", text, shell).snapshotStore();
        }
        return RedisText.isOne(text)
                ? RedisSnapshotStore.open(RedisText.address("--state", text, shell), warning)
                : FileSnapshotStore.open(SinkText.path("--state", text, expected));
    }
}
