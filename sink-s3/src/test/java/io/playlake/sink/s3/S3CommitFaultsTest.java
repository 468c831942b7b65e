package io.playlake.sink.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.error.CommitUnknownException;
import io.playlake.error.CredentialsException;
import io.playlake.error.SinkException;
import io.playlake.sink.CommitOutcome;
import io.playlake.sink.Dataset;
import io.playlake.sink.s3.FaultProxy.Fault;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of commits while S3 fails: never two of one, never half of one. */
class S3CommitFaultsTest {

    private final S3Server server = S3Server.running();
    private final String bucket = server.newBucket();
    private FaultProxy proxy;
    private Dataset dataset;
    private Dataset witness;

    @BeforeEach
    void start() throws IOException {
        witness = S3Server.sink(server.endpoint(), bucket).build().open();
        proxy = new FaultProxy(server.port());
        dataset = S3Server.sink(proxy.endpoint(), bucket).build().openExisting();
    }

    @AfterEach
    void stop() {
        dataset.close();
        witness.close();
        proxy.close();
        assertThat(server.pendingUploads(bucket)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"SLOW_DOWN", "CONFLICT", "RESET_IN_BODY", "LOST_REPLY", "HALF_REPLY", "EXPIRED_TOKEN"})
    @DisplayName("A commit whose step fails, or gets no answer, is tried again, and is one commit")
    void once(Fault fault) {
        proxy.next(FaultProxy.conditional("_commits"), fault, fault);
        assertThat(Runs.commit(dataset, "one")).isInstanceOf(CommitOutcome.Committed.class);
        assertThat(Runs.songs(witness)).containsExactly("one");
        assertOnlyNamedFiles();
    }

    @Test
    @DisplayName("If no answer ever comes, the log tells that it was this commit")
    void neverAnswered() {
        proxy.always(FaultProxy.conditional("_commits"), Fault.LOST_REPLY);
        assertThat(Runs.commit(dataset, "one")).isInstanceOf(CommitOutcome.Committed.class);
        assertThat(Runs.songs(witness)).containsExactly("one");
        assertOnlyNamedFiles();
    }

    @ParameterizedTest
    @EnumSource(names = {"SLOW_DOWN", "CONFLICT", "RESET_IN_BODY", "EXPIRED_TOKEN", "DENIED"})
    @DisplayName("A commit that cannot be stored is unknown, removes nothing, and the next one takes its place")
    void unknown(Fault fault) {
        proxy.always(FaultProxy.conditional("_commits"), fault);
        assertThatThrownBy(() -> Runs.commit(dataset, "one"))
                .isInstanceOf(CommitUnknownException.class)
                .hasMessageContaining("commit 1");
        assertThat(witness.head()).isEmpty();
        assertThat(server.keys(bucket)).anyMatch(key -> key.endsWith(".publish.json"));
        proxy.heal();
        assertThat(Runs.commit(dataset, "two")).isInstanceOf(CommitOutcome.Committed.class);
        assertThat(Runs.songs(witness)).containsExactly("two");
    }

    @ParameterizedTest
    @EnumSource(names = {"LOST_REPLY", "HALF_REPLY", "SLOW_DOWN", "RESET_IN_BODY"})
    @DisplayName("Whoever comes second learns it, though the answer was lost, and takes its files back")
    void conflict(Fault fault) {
        AtomicBoolean overtaken = new AtomicBoolean();
        proxy.next(
                FaultProxy.conditional("_commits").and(request -> {
                    if (overtaken.compareAndSet(false, true)) {
                        Runs.commit(witness, "other");
                    }
                    return true;
                }),
                fault);
        assertThat(Runs.commit(dataset, "one"))
                .isInstanceOfSatisfying(
                        CommitOutcome.Conflict.class,
                        outcome ->
                                assertThat(outcome.head().attempt().attemptId()).isEqualTo("other"));
        assertThat(Runs.songs(witness)).containsExactly("other");
        assertOnlyNamedFiles();
    }

    @ParameterizedTest
    @EnumSource(names = {"SLOW_DOWN", "RESET_IN_BODY", "LOST_REPLY", "HALF_REPLY"})
    @DisplayName("One failing request, whichever it is, costs no commit")
    void everyRequest(Fault fault) {
        Runs.commit(dataset, "counted");
        int requests = proxy.requests().size();
        assertThat(requests).isGreaterThan(8);
        for (int n = 1; n <= requests; n++) {
            AtomicInteger left = new AtomicInteger(n);
            proxy.next(request -> left.decrementAndGet() == 0, fault);
            String name = "n" + n;
            assertThat(Runs.commit(dataset, name)).as("%s at %s", fault, n).isInstanceOf(CommitOutcome.Committed.class);
            proxy.heal();
        }
        assertThat(Runs.songs(witness)).hasSize(requests + 1).doesNotHaveDuplicates();
        assertOnlyNamedFiles();
    }

    @Test
    @DisplayName("Files that may not be written are no commit, and are taken back")
    void filesDenied() {
        proxy.always(FaultProxy.put("songs/"), Fault.DENIED);
        assertThatThrownBy(() -> Runs.commit(dataset, "one"))
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("AccessDenied (status 403, request REQUEST7)");
        assertThat(witness.head()).isEmpty();
        assertOnlyNamedFiles();
    }

    @Test
    @DisplayName("Files that cannot be written are no commit, and are taken back")
    void filesFail() {
        proxy.always(FaultProxy.put("_state/"), Fault.SLOW_DOWN);
        assertThatThrownBy(() -> Runs.commit(dataset, "one"))
                .isInstanceOf(SinkException.class)
                .isNotInstanceOf(CommitUnknownException.class)
                .hasMessageContaining("SlowDown (status 503, request REQUEST7)");
        assertThat(witness.head()).isEmpty();
        assertOnlyNamedFiles();
    }

    private void assertOnlyNamedFiles() {
        List<String> keys = server.keys(bucket).stream()
                .map(key -> key.substring("lakes/music/".length()))
                .toList();
        assertThat(keys).containsExactlyInAnyOrderElementsOf(Runs.paths(witness));
        witness.log().forEach(commit -> assertThat(witness.inspect(commit)).isEmpty());
    }
}
