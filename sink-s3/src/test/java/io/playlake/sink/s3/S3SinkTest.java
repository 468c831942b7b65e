package io.playlake.sink.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.playlake.error.ConfigurationException;
import io.playlake.error.CredentialsException;
import io.playlake.error.SinkException;
import io.playlake.error.StateException;
import io.playlake.sink.CommitOutcome;
import io.playlake.sink.Dataset;
import io.playlake.sink.s3.FaultProxy.Fault;
import io.playlake.sink.s3.FaultProxy.Request;
import io.playlake.storage.BlobKey;
import io.playlake.storage.PendingBlob;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

class S3SinkTest {

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
    @DisplayName("A bucket that does not exist is a wrong setting")
    void noBucket() {
        S3Sink sink = S3Server.sink(server.endpoint(), "no-such-bucket").build();
        for (Throwable thrown :
                List.of(catchThrowable(sink::open), catchThrowable(sink::openExisting), catchThrowable(sink::check))) {
            assertThat(thrown)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("reading s3://no-such-bucket/lakes/music/playlake.json: NoSuchBucket (status"
                            + " 404, request ");
        }
    }

    @Test
    @DisplayName("A place without a dataset is a wrong setting for those who only read")
    void noDataset() {
        assertThatThrownBy(
                        () -> S3Server.sink(server.endpoint(), bucket).build().openExisting())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("there is no dataset at s3://" + bucket + "/lakes/music");
        assertThat(server.keys(bucket)).isEmpty();
    }

    @Test
    @DisplayName(
            "Credentials that the server does not know, that do not fit, or that are not there, are told apart from faults")
    void credentials() {
        List<String> messages = new ArrayList<>();
        for (AwsBasicCredentials wrong : List.of(
                AwsBasicCredentials.create("AKIANOBODY", S3Server.SECRET_KEY),
                AwsBasicCredentials.create(S3Server.ACCESS_KEY, "another-" + S3Server.SECRET_KEY))) {
            S3Sink sink = S3Server.sink(server.endpoint(), bucket)
                    .credentials(StaticCredentialsProvider.create(wrong))
                    .build();
            Throwable thrown = catchThrowable(sink::open);
            assertThat(thrown).isInstanceOf(CredentialsException.class).hasMessageContaining("status 403");
            messages.add(stackTrace(thrown));
            messages.add(sink.toString());
        }
        S3Sink none = S3Server.sink(server.endpoint(), bucket)
                .credentials(AwsCredentialsProviderChain.of(SystemPropertyCredentialsProvider.create()))
                .build();
        assertThatThrownBy(none::open)
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("Unable to load credentials");
        assertThat(messages).noneMatch(message -> message.contains(S3Server.SECRET_KEY));
    }

    @Test
    @DisplayName("Refusals that S3 sends with other words mean the same")
    void refusals() {
        S3Sink sink = S3Server.sink(proxy.endpoint(), bucket).build();
        proxy.next(request -> true, Fault.EXPIRED_TOKEN, Fault.DENIED, Fault.WRONG_REGION);
        assertThatThrownBy(sink::open)
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("ExpiredToken (status 400, request REQUEST7)");
        assertThatThrownBy(sink::open).isInstanceOf(CredentialsException.class);
        assertThatThrownBy(sink::open)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("AuthorizationHeaderMalformed");
    }

    @Test
    @DisplayName("An endpoint where nobody listens is a fault of the sink")
    void nobodyThere() {
        proxy.close();
        S3Sink sink = S3Server.sink(proxy.endpoint(), bucket).build();
        assertThatThrownBy(sink::open)
                .isInstanceOf(SinkException.class)
                .hasMessageStartingWith("dataset s3://" + bucket + "/lakes/music: cannot be opened: ")
                .hasMessageContaining("ConnectException");
        S3Sink unknown =
                S3Server.sink(URI.create("http://nowhere.invalid"), bucket).build();
        assertThatThrownBy(unknown::open)
                .isInstanceOf(SinkException.class)
                .hasMessageContaining("UnknownHostException");
    }

    @Test
    @DisplayName("A prefix that holds other things is refused, and left alone")
    void foreign() {
        server.client()
                .putObject(put -> put.bucket(bucket).key("lakes/music/holiday.jpg"), RequestBody.fromString("x"));
        S3Sink sink = S3Server.sink(server.endpoint(), bucket).build();
        assertThatThrownBy(sink::open)
                .isInstanceOf(StateException.class)
                .hasMessage("s3://" + bucket
                        + "/lakes/music holds holiday.jpg but no playlake.json; choose an empty prefix,"
                        + " or one that is a dataset");
        assertThatThrownBy(sink::check).isInstanceOf(StateException.class);
        assertThat(server.keys(bucket)).containsExactly("lakes/music/holiday.jpg");
        S3Server.sink(server.endpoint(), bucket)
                .prefix("lakes/other")
                .build()
                .open()
                .close();
    }

    @Test
    @DisplayName("A whole bucket can be a dataset")
    void wholeBucket() {
        S3Sink sink = S3Server.sink(server.endpoint(), bucket).prefix("").build();
        assertThat(sink.name()).isEqualTo("s3://" + bucket);
        try (Dataset dataset = sink.open()) {
            assertThat(Runs.commit(dataset, "one")).isInstanceOf(CommitOutcome.Committed.class);
            assertThat(server.keys(bucket)).containsExactlyInAnyOrderElementsOf(Runs.paths(dataset));
        }
    }

    @Test
    @DisplayName("A check says whether there is a dataset, and leaves nothing")
    void check() {
        S3Sink sink = S3Server.sink(server.endpoint(), bucket).build();
        assertThat(sink.check()).isFalse();
        assertThat(server.keys(bucket)).isEmpty();
        assertThat(server.pendingUploads(bucket)).isEmpty();
        sink.open().close();
        assertThat(sink.check()).isTrue();
        assertThat(server.keys(bucket)).containsExactly("lakes/music/playlake.json");
        S3Sink readOnly = S3Server.sink(proxy.endpoint(), bucket).build();
        proxy.always(request -> !request.method().equals("GET"), Fault.DENIED);
        assertThatThrownBy(readOnly::check).isInstanceOf(CredentialsException.class);
    }

    @Test
    @DisplayName("Every object is tagged, and files of tables have the storage class")
    void settings() {
        S3Sink sink = S3Server.sink(proxy.endpoint(), bucket)
                .storageClass("STANDARD_IA")
                .tag("team", "music & more")
                .tag("cost", "low")
                .build();
        try (Dataset dataset = sink.open()) {
            Runs.commit(dataset, "one");
            assertThat(Runs.songs(dataset)).containsExactly("one");
        }
        List<Request> writes = proxy.requests().stream()
                .filter(request -> request.method().equals("PUT"))
                .toList();
        assertThat(writes)
                .hasSizeGreaterThan(4)
                .allSatisfy(request -> assertThat(request.headers())
                        .containsEntry("x-amz-tagging", "cost=low&team=music%20%26%20more"));
        assertThat(writes)
                .filteredOn(request -> request.headers().containsKey("x-amz-storage-class"))
                .singleElement()
                .satisfies(request -> {
                    assertThat(request.target()).contains(".parquet");
                    assertThat(request.headers()).containsEntry("x-amz-storage-class", "STANDARD_IA");
                });
    }

    @Test
    @DisplayName("Every way to write asks for encryption; a server that has none is a fault of the sink")
    void encryption() throws IOException {
        ObjectSettings settings = new ObjectSettings("aws:kms", "key-1", "ONEZONE_IA", Map.of("a", "b"));
        BlobKey key = BlobKey.of("t", "file.parquet");
        try (S3BlobStore store = S3Connection.of(proxy.endpoint(), null, true, S3Server.credentials())
                        .store(new S3Place(bucket, ""), settings, true);
                PendingBlob small = store.create(key);
                PendingBlob large = store.create(key)) {
            assertThatThrownBy(small::publish).hasMessageContaining("NotImplemented");
            assertThatThrownBy(() -> large.output().write(new byte[S3PendingBlob.PART_BYTES + 1]))
                    .hasMessageContaining("NotImplemented");
            assertThatThrownBy(() -> store.putIfAbsent(key, new byte[1])).hasMessageContaining("NotImplemented");
        }
        assertThat(proxy.requests())
                .filteredOn(request -> !request.method().equals("HEAD"))
                .hasSize(4)
                .allSatisfy(request -> assertThat(request.headers())
                        .containsEntry("x-amz-server-side-encryption", "aws:kms")
                        .containsEntry("x-amz-server-side-encryption-aws-kms-key-id", "key-1")
                        .containsEntry("x-amz-storage-class", "ONEZONE_IA")
                        .containsEntry("x-amz-tagging", "a=b"));
        S3Sink sink =
                S3Server.sink(proxy.endpoint(), bucket).encryption("AES256").build();
        assertThatThrownBy(sink::open)
                .isInstanceOf(SinkException.class)
                .hasMessageContaining("NotImplemented (status 501");
    }

    @Test
    @DisplayName("A client of the caller's stays open, keeps its settings, and does not retry the commit")
    void clientOfTheCaller() {
        AtomicInteger closed = new AtomicInteger();
        try (S3Client real = S3Server.clientBuilder(proxy.endpoint())
                .overrideConfiguration(override -> override.putHeader("x-caller", "me"))
                .build()) {
            S3Client given = (S3Client) Proxy.newProxyInstance(
                    S3Client.class.getClassLoader(), new Class<?>[] {S3Client.class}, (self, method, arguments) -> {
                        if (method.getName().equals("close")) {
                            closed.incrementAndGet();
                            return null;
                        }
                        try {
                            return method.invoke(real, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
            S3Sink sink = S3Sink.builder().bucket(bucket).client(given).build();
            try (Dataset dataset = sink.open()) {
                proxy.next(FaultProxy.conditional("_commits"), Fault.SLOW_DOWN);
                Runs.commit(dataset, "one");
                assertThat(Runs.songs(dataset)).containsExactly("one");
            }
            sink.check();
            proxy.always(request -> true, Fault.DENIED);
            assertThatThrownBy(sink::open).isInstanceOf(CredentialsException.class);
            assertThat(closed).hasValue(0);
        }
        assertThat(proxy.requests())
                .allSatisfy(request -> assertThat(request.headers()).containsEntry("x-caller", "me"));
        assertThat(proxy.requests())
                .filteredOn(FaultProxy.conditional("_commits"))
                .hasSize(2)
                .allSatisfy(request ->
                        assertThat(request.headers().get("amz-sdk-request")).startsWith("attempt=1"));
    }

    @Test
    @DisplayName("A client that was made for a dataset is closed with it")
    void ownClient() throws IOException {
        S3BlobStore store = S3Server.store(server.endpoint(), bucket);
        store.list(BlobKey.of("t"));
        store.close();
        assertThatThrownBy(() -> store.list(BlobKey.of("t"))).hasStackTraceContaining("shut down");
    }

    @Test
    @DisplayName("The secret is in no name, message or stack trace, whatever fails")
    void secret() {
        S3Sink sink = S3Server.sink(proxy.endpoint(), bucket).build();
        sink.open().close();
        List<String> said = new ArrayList<>(List.of(sink.toString(), sink.name()));
        for (Fault fault : Fault.values()) {
            proxy.heal();
            proxy.always(request -> true, fault);
            Throwable thrown = catchThrowable(() -> {
                try (Dataset dataset = sink.open()) {
                    said.add(dataset.toString());
                    Runs.commit(dataset, "one");
                }
            });
            said.add(thrown == null ? "" : stackTrace(thrown));
        }
        assertThat(said).noneMatch(text -> text.contains("canary"));
    }

    private static String stackTrace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
