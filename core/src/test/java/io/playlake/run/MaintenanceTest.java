package io.playlake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.error.ConfigurationException;
import io.playlake.sink.Attempt;
import io.playlake.sink.Commit;
import io.playlake.sink.CommitDraft;
import io.playlake.sink.DataFile;
import io.playlake.sink.Dataset;
import io.playlake.sink.MergeSpan;
import io.playlake.sink.Replacement;
import io.playlake.sink.SinkSession;
import io.playlake.testing.ManualTime;
import io.playlake.testing.MemorySink;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaintenanceTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path work;

    private final MemorySink sink = new MemorySink();

    private Maintenance maintenance() {
        return Maintenance.builder()
                .sink(sink)
                .workDirectory(work)
                .time(new ManualTime(NOW))
                .build();
    }

    private void commitOnce() {
        try (Dataset dataset = sink.open();
                SinkSession session = dataset.begin(new Attempt("run", "a", NOW), Optional.empty())) {
            session.commit(new CommitDraft(true, null, NOW, "test", Map.of()));
        }
    }

    @Test
    @DisplayName("A sink that cannot rewrite says so, and nothing is changed")
    void unableSink() {
        commitOnce();
        assertThatThrownBy(() -> maintenance().compact(MergeSpan.DAY))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("does not consist of files");
        assertThatThrownBy(() -> maintenance().forgetPlaylist("abc"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cannot take back");
        assertThat(sink.log()).hasSize(1);
        try (Dataset dataset = sink.open()) {
            assertThat(dataset.tryLock()).as("the lock was given back").isPresent();
        }
    }

    @Test
    @DisplayName("A dataset that no run has filled holds nothing to rewrite")
    void emptyDataset() {
        sink.open().close();
        assertThat(maintenance().forgetUser("anybody").seq()).isZero();
    }

    @Test
    @DisplayName("What makes no sense is refused by name")
    void refusesNonsense() {
        assertThatThrownBy(() -> Maintenance.builder().build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("sink");
        assertThatThrownBy(() -> maintenance().forgetPlaylist("a-b"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("a-b");
        assertThatThrownBy(() -> maintenance().forgetUser(" "))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("user");
        assertThatThrownBy(() -> maintenance().forgetBefore(NOW.plusSeconds(1)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("2026-01-01T00:00:01Z");
    }

    @Test
    @DisplayName("A run carries the checkpoint that rewritings before it came upon")
    void checkpointsAfterRewritings() {
        Dataset log = log(Set.of(50L, 98L, 99L, 100L));
        assertThat(List.of(48L, 49L, 50L, 51L, 97L, 99L, 100L, 101L).stream()
                        .filter(base -> StateLog.isCheckpointDue(log, Optional.of(log.commit(base)), 50))
                        .toList())
                .containsExactly(49L, 50L, 99L, 100L);
        assertThat(StateLog.isCheckpointDue(log, Optional.empty(), 50)).isFalse();
    }

    private static Dataset log(Set<Long> rewritings) {
        return (Dataset) Proxy.newProxyInstance(
                MaintenanceTest.class.getClassLoader(),
                new Class<?>[] {Dataset.class},
                (proxy, method, arguments) -> commit((Long) arguments[0], rewritings));
    }

    private static Commit commit(long seq, Set<Long> rewritings) {
        DataFile file = new DataFile("state", 0, 0, "");
        return new Commit(
                seq,
                null,
                new Attempt("run", "a", NOW),
                true,
                null,
                NOW,
                "test",
                Map.of(),
                file,
                null,
                Map.of(),
                rewritings.contains(seq) ? List.of(new Replacement("songs", List.of("old"), List.of(file))) : List.of(),
                "");
    }
}
