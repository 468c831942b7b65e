package io.playlake.format.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.error.CredentialsException;
import io.playlake.error.SinkException;
import io.playlake.sink.Commit;
import io.playlake.storage.BlobStore;
import io.playlake.testing.FaultyBlobStore;
import io.playlake.testing.FaultyBlobStore.Fault;
import io.playlake.testing.MemoryBlobStore;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a dataset knows of its store, and what a store tells through it. */
class StoreProbeTest {

    private final MemoryBlobStore store = new MemoryBlobStore();
    private final AtomicInteger asked = new AtomicInteger();

    private ParquetDataset open(BlobStore over, boolean answer) {
        return ParquetDataset.open(over, new Random(1), ParquetOptions.defaults(), () -> {
            asked.incrementAndGet();
            return answer;
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("A store is probed when a dataset is founded, and its answer stays")
    void remembered(boolean answer) {
        assertThat(open(store, answer).exclusivePuts()).isEqualTo(answer);
        assertThat(open(store, !answer).exclusivePuts()).isEqualTo(answer);
        assertThat(Lake.open(store).exclusivePuts()).isEqualTo(answer);
        assertThat(asked).hasValue(1);
    }

    @Test
    @DisplayName("A store that nobody doubts is taken at its word")
    void trusted() {
        assertThat(Lake.open(store).exclusivePuts()).isTrue();
        assertThat(open(store, false).exclusivePuts()).isTrue();
        assertThat(asked).hasValue(0);
    }

    @Test
    @DisplayName("A probe that fails founds nothing")
    void failing() {
        assertThatThrownBy(() -> ParquetDataset.open(store, new Random(1), ParquetOptions.defaults(), () -> {
                    throw new IOException("no answer");
                }))
                .isInstanceOf(SinkException.class)
                .hasMessage("dataset memory: cannot be opened: no answer");
        assertThat(store.keys()).isEmpty();
    }

    @Test
    @DisplayName("A founding whose answer is lost is a founding; one that did not happen is a failure")
    void lostAnswer() {
        FaultyBlobStore counting = FaultyBlobStore.counting(new MemoryBlobStore());
        Lake.open(counting);
        long put = counting.operations() - 1;
        assertThat(Lake.open(FaultyBlobStore.failing(store, put, Fault.ERROR_AFTER))
                        .id())
                .isEqualTo(Lake.open(store).id());
        MemoryBlobStore empty = new MemoryBlobStore();
        assertThatThrownBy(() -> Lake.open(FaultyBlobStore.failing(empty, put, Fault.ERROR_BEFORE)))
                .isInstanceOf(SinkException.class);
        assertThat(empty.keys()).isEmpty();
    }

    @Test
    @DisplayName("A store that knows what the caller must do is heard")
    void knownFailure() {
        CredentialsException known = new CredentialsException("key 7 has expired");
        BlobStore refusing = intercepted("open", () -> {
            throw new IOException("refused", known);
        });
        assertThatThrownBy(() -> Lake.open(refusing)).isSameAs(known);
    }

    @Test
    @DisplayName("A first commit that arrives while the head is read is no lost log")
    void firstCommitMeanwhile() {
        ParquetDataset writer = Lake.open(store);
        AtomicInteger lists = new AtomicInteger();
        // Between the log, which is empty, and the state, which is there, somebody commits.
        BlobStore slow = intercepted("list", () -> {
            if (lists.incrementAndGet() == 2) {
                Lake.committed(writer, 1, Optional.empty());
            }
        });
        assertThat(Lake.open(slow).head()).map(Commit::seq).contains(1L);
        assertThat(lists.get()).isGreaterThan(2);
    }

    private interface Event {
        void happen() throws IOException;
    }

    /** Returns the store, with something that happens before each call of one of its methods. */
    private BlobStore intercepted(String name, Event event) {
        return (BlobStore) Proxy.newProxyInstance(
                BlobStore.class.getClassLoader(), new Class<?>[] {BlobStore.class}, (self, method, arguments) -> {
                    if (method.getName().equals(name)) {
                        event.happen();
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
