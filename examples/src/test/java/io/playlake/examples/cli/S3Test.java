package io.playlake.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.emulator.SpotifyEmulator;
import io.playlake.examples.cli.Cli.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line with a lake in S3, on a server that checks signatures. */
class S3Test {

    private static final String SECRET = "canary-s3cr3t";

    @TempDir
    Path folder;

    private SpotifyEmulator emulator;
    private S3Proxy server;
    private String sink;

    @BeforeEach
    void start() throws Exception {
        emulator = SpotifyEmulator.builder().playlists(15).items(1, 130).start();
        // To this server a folder is a bucket.
        Path buckets = Files.createDirectory(folder.resolve("s3"));
        Files.createDirectory(buckets.resolve("music"));
        Properties settings = new Properties();
        settings.setProperty("jclouds.filesystem.basedir", buckets.toString());
        settings.setProperty("jclouds.identity", "AKIATEST");
        settings.setProperty("jclouds.credential", SECRET);
        settings.setProperty("jclouds.provider", "filesystem-nio2");
        settings.setProperty("s3proxy.authorization", "aws-v4");
        settings.setProperty("s3proxy.identity", "AKIATEST");
        settings.setProperty("s3proxy.credential", SECRET);
        settings.setProperty("s3proxy.endpoint", "http://127.0.0.1:0");
        server = S3Proxy.Builder.fromProperties(settings)
                .blobStore(BlobStores.create("filesystem-nio2", settings))
                .build();
        server.start();
        sink = sink("music");
        System.setProperty("aws.accessKeyId", "AKIATEST");
        System.setProperty("aws.secretAccessKey", SECRET);
    }

    @AfterEach
    void stop() throws Exception {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        server.stop();
        emulator.close();
    }

    private String sink(String bucket) {
        return "s3://" + bucket + "/lake?endpoint=http://127.0.0.1:" + server.getPort() + "&path-style=true";
    }

    private Result run(String place) {
        return Cli.against(emulator)
                .call(
                        "run",
                        "--source",
                        "browse:*",
                        "--sink",
                        place,
                        "--logical-date",
                        "2026-01-01",
                        "--progress",
                        "none",
                        "--work",
                        folder.resolve("work").toString());
    }

    @Test
    @DisplayName("Every command that takes a lake takes one in S3")
    void commands() {
        Result check = Cli.against(emulator).call("check", "--sink", sink);
        assertThat(check.out()).contains("s3://music/lake can be written");
        assertThat(check.code()).isZero();

        Result first = run(sink);
        assertThat(first.err()).isEmpty();
        assertThat(first.code()).isZero();
        emulator.calls().reset();
        Result second = run(sink);
        assertThat(second.code()).isZero();
        assertThat(second.out()).contains("committed before, nothing to do");
        assertThat(emulator.calls().count()).isZero();

        Result verify = Cli.bare().call("verify", "--sink", sink);
        assertThat(verify.out()).startsWith("s3://music/lake: 1 commit, ").contains("0 problems");
        assertThat(verify.code()).isZero();
        assertThat(Cli.bare().call("runs", "--sink", sink).out()).contains("20260101T000000Z-");
        assertThat(Cli.bare().call("sql", "--sink", sink).out())
                .startsWith("-- DuckDB must know the bucket")
                .contains("'s3://music/lake/playlists/run_date=2026-01-01/");
        assertThat(Cli.against(emulator).call("check", "--sink", sink).out())
                .contains("s3://music/lake holds 1 commit");
    }

    @Test
    @DisplayName("What is wrong with the place ends with its own code, and no secret is shown")
    void failures() {
        assertFails(
                78, "NoSuchBucket", run(sink("no-such-bucket")), Cli.bare().call("verify", "--sink", sink("nowhere")));
        assertFails(78, "there is no dataset at s3://music/lake", Cli.bare().call("runs", "--sink", sink));
        assertFails(
                74,
                "cannot be opened",
                run("s3://music/lake?endpoint=http://127.0.0.1:1&path-style=true&region=eu-north-1"));
        System.setProperty("aws.secretAccessKey", "another-" + SECRET);
        assertFails(
                77, "SignatureDoesNotMatch (status 403", run(sink), Cli.bare().call("verify", "--sink", sink));
        Result check = Cli.against(emulator).call("check", "--sink", sink);
        assertThat(check.code()).isEqualTo(77);
        assertThat(check.all()).contains("SignatureDoesNotMatch").doesNotContain("canary");
    }

    @Test
    @DisplayName("Credentials in the address are refused before anything is asked")
    void credentialsInTheAddress() {
        assertFails(64, "", Cli.bare().call("verify", "--sink", "s3://AKIATEST:" + SECRET + "@music/lake"));
        assertFails(64, "secret-key", Cli.bare().call("verify", "--sink", sink + "&secret-key=" + SECRET));
    }

    private static void assertFails(int code, String message, Result... results) {
        for (Result result : results) {
            assertThat(result.err()).startsWith("playlake: ").contains(message).hasLineCount(1);
            assertThat(result.code()).isEqualTo(code);
            assertThat(result.all()).doesNotContain("canary");
        }
    }
}
