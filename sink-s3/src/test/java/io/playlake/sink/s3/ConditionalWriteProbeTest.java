package io.playlake.sink.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.error.ConfigurationException;
import io.playlake.sink.CommitOutcome;
import io.playlake.sink.Dataset;
import io.playlake.sink.s3.FaultProxy.Fault;
import io.playlake.sink.s3.FaultProxy.Request;
import io.playlake.storage.BlobKey;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConditionalWriteProbeTest {

    private final S3Server server = S3Server.running();
    private final String bucket = server.newBucket();
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        proxy = new FaultProxy(server.port());
    }

    @AfterEach
    void stop() {
        proxy.close();
    }

    @Test
    @DisplayName(
            "A server that lets one writer win is found out once, with 32 writers at a time, and nothing is left of it")
    void askedOnce() throws IOException {
        S3Sink sink = S3Server.sink(proxy.endpoint(), bucket).build();
        sink.open().close();
        assertThat(proxy.count(FaultProxy.conditional("_stage/probe-"))).isEqualTo(96);
        assertThat(server.keys(bucket)).containsExactly("lakes/music/playlake.json");
        assertThat(identity()).contains("\"exclusive_puts\": true");
        sink.open().close();
        assertThat(proxy.count(FaultProxy.conditional("_stage/probe-"))).isEqualTo(96);
    }

    @ParameterizedTest
    @EnumSource(names = {"LIE", "NOT_IMPLEMENTED"})
    @DisplayName("A server that lets several win, or none, is refused, and nothing is founded there")
    void refused(Fault fault) {
        proxy.always(Request::isConditional, fault);
        S3Sink sink = S3Server.sink(proxy.endpoint(), bucket).build();
        assertThatThrownBy(sink::open)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("s3://" + bucket + "/lakes/music: of several writers")
                .hasMessageContaining("single-writer=true");
        assertThat(server.keys(bucket)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"LIE", "NOT_IMPLEMENTED"})
    @DisplayName("Who promises to be alone may use it; who does not, may not join")
    void alone(Fault fault) throws IOException {
        proxy.always(Request::isConditional, fault);
        S3Sink alone =
                S3Server.sink(proxy.endpoint(), bucket).singleWriter(true).build();
        try (Dataset dataset = alone.open()) {
            assertThat(Runs.commit(dataset, "one")).isInstanceOf(CommitOutcome.Committed.class);
            assertThat(Runs.commit(dataset, "two")).isInstanceOf(CommitOutcome.Committed.class);
            assertThat(Runs.songs(dataset)).containsExactly("one", "two");
        }
        assertThat(identity()).contains("\"exclusive_puts\": false");
        S3Sink shared = S3Server.sink(server.endpoint(), bucket).build();
        assertThatThrownBy(shared::open).isInstanceOf(ConfigurationException.class);
        try (Dataset dataset = shared.openExisting()) {
            assertThat(Runs.songs(dataset)).as("reading harms nobody").containsExactly("one", "two");
            assertThatThrownBy(() -> Runs.commit(dataset, "three"))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("single-writer=true");
            assertThat(dataset.log()).hasSize(2);
        }
        alone.open().close();
    }

    @Test
    @DisplayName("A lone writer on a server that writes over what is there does not")
    void aloneWritesNothingOver() throws IOException {
        proxy.always(Request::isConditional, Fault.NOT_IMPLEMENTED);
        S3BlobStore alone = S3Connection.of(proxy.endpoint(), null, true, S3Server.credentials())
                .store(new S3Place(bucket, ""), new ObjectSettings(null, null, null, Map.of()), true);
        BlobKey key = BlobKey.of("slot");
        assertThat(alone.putIfAbsent(key, new byte[] {1})).isTrue();
        assertThat(alone.putIfAbsent(key, new byte[] {2})).isFalse();
        assertThat(alone.open(key).stream().read()).isEqualTo(1);
        alone.close();
    }

    @Test
    @DisplayName("Lost answers are no proof of anything")
    void lostAnswers() throws IOException {
        proxy.next(Request::isConditional, Fault.LOST_REPLY, Fault.LOST_REPLY, Fault.SLOW_DOWN, Fault.CONFLICT);
        S3Server.sink(proxy.endpoint(), bucket).build().open().close();
        assertThat(identity()).contains("\"exclusive_puts\": true");
    }

    private String identity() throws IOException {
        return server.client()
                .getObjectAsBytes(get -> get.bucket(bucket).key("lakes/music/playlake.json"))
                .asUtf8String();
    }
}
