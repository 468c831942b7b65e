package io.playlake.sink.s3;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A server of its own process, one for all tests, and a client beside the one that is tested. */
final class S3Server {

    static final String ACCESS_KEY = "AKIAPLAYLAKETEST0001";

    /** Must never be seen anywhere. */
    static final String SECRET_KEY = "canary/secret+key/4f1d9b7c";

    private static final AtomicInteger BUCKETS = new AtomicInteger();

    private final int port;
    private final S3Client client;

    private S3Server(int port) {
        this.port = port;
        this.client = clientBuilder(endpoint()).build();
    }

    /** Returns the server, started before or now. */
    static S3Server running() {
        return Holder.SERVER;
    }

    private static final class Holder {
        private static final S3Server SERVER = start();
    }

    private static S3Server start() {
        try {
            Path folder = Files.createTempDirectory("playlake-s3");
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            S3ProxyProcess.class.getName(),
                            folder.toString(),
                            ACCESS_KEY,
                            SECRET_KEY)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process, folder)));
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            String line = out.readLine();
            if (line == null || !line.startsWith("port ")) {
                throw new IllegalStateException("the server said " + line);
            }
            return new S3Server(Integer.parseInt(line.substring("port ".length())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void stop(Process process, Path folder) {
        try {
            process.destroyForcibly().waitFor();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException | InterruptedException e) {
            System.err.println(folder + " is left: " + e);
        }
    }

    int port() {
        return port;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Returns a client that is not tested. */
    S3Client client() {
        return client;
    }

    static StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY));
    }

    static S3ClientBuilder clientBuilder(URI endpoint) {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials());
    }

    /** Makes a bucket that nobody else has. */
    String newBucket() {
        String bucket = "bucket-" + BUCKETS.incrementAndGet();
        client.createBucket(create -> create.bucket(bucket));
        return bucket;
    }

    /** Returns a sink in a bucket, reached at an endpoint. */
    static S3Sink.Builder sink(URI endpoint, String bucket) {
        return S3Sink.builder()
                .bucket(bucket)
                .prefix("lakes/music")
                .endpoint(endpoint)
                .pathStyle(true)
                .credentials(credentials());
    }

    /** Returns a store in a bucket, reached at an endpoint. */
    static S3BlobStore store(URI endpoint, String bucket) {
        return S3Connection.of(endpoint, null, true, credentials())
                .store(new S3Place(bucket, "store"), new ObjectSettings(null, null, null, Map.of()), false);
    }

    List<String> keys(String bucket) {
        return client.listObjectsV2Paginator(list -> list.bucket(bucket)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    /** Returns the keys of uploads that were neither completed nor aborted. */
    List<String> pendingUploads(String bucket) {
        return client.listMultipartUploads(list -> list.bucket(bucket)).uploads().stream()
                .map(MultipartUpload::key)
                .toList();
    }
}
