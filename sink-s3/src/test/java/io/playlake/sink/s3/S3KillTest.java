package io.playlake.sink.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.emulator.SpotifyEmulator;
import io.playlake.run.DatasetCheck;
import io.playlake.run.RunReport;
import io.playlake.sink.Commit;
import io.playlake.sink.Dataset;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills runs of a process of their own, and runs them again: the bucket must end as if nothing had happened. */
class S3KillTest {

    private static final List<String> TABLES = List.of(
            "SELECT * EXCLUDE (run_id, extracted_at) FROM category_playlists ORDER BY ALL",
            "SELECT * EXCLUDE (run_id, extracted_at) FROM playlists ORDER BY ALL",
            "SELECT * EXCLUDE (run_id, extracted_at) FROM playlist_items ORDER BY ALL",
            "SELECT * EXCLUDE (run_id, extracted_at, changed_after, changed_by) FROM playlist_changes ORDER BY ALL",
            "SELECT * EXCLUDE (run_id, extracted_at) FROM tracks ORDER BY ALL",
            "SELECT page_no, endpoint, path, query, body_sha256 FROM raw_pages ORDER BY ALL");

    /** More of them take longer; -Dplaylake.kills=N sets how many. */
    private static final int KILLS = Integer.getInteger("playlake.kills", 4);

    private final S3Server server = S3Server.running();
    private final String undisturbed = server.newBucket();

    @TempDir
    private Path folder;

    private SpotifyEmulator emulator;
    private long calls;
    private int requests;

    @BeforeEach
    void undisturbedRun() throws IOException {
        emulator = SpotifyEmulator.builder().playlists(20).port(0).start();
        try (FaultProxy counting = new FaultProxy(server.port())) {
            RunReport report = SinkRun.run(counting.endpoint(), undisturbed, folder.resolve("undisturbed"), emulator);
            calls = report.callsMade();
            requests = counting.requests().size();
        }
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    @DisplayName("At random requests to S3, in any stage")
    void anywhere() throws Exception {
        Random random = new Random(11);
        for (int i = 0; i < KILLS; i++) {
            // The first hundred or so are the probe.
            int from = i % 3 == 0 ? 1 : requests - 60;
            int when = from + random.nextInt(requests - from);
            killAndRunAgain("request " + when, proxy -> proxy.requests().size() >= when);
        }
    }

    @Test
    @DisplayName("While it fetches, at the commit, and just after")
    void aimed() throws Exception {
        long half = calls / 2;
        killAndRunAgain("half of the calls", proxy -> emulator.calls().count() >= half);
        killAndRunAgain("commit", proxy -> proxy.count(FaultProxy.conditional("_commits")) > 0);
        killAndRunAgain("first file", proxy -> proxy.count(FaultProxy.put(".parquet")) > 0);
    }

    private interface Moment {
        boolean come(FaultProxy proxy);
    }

    private void killAndRunAgain(String when, Moment moment) throws IOException, InterruptedException, SQLException {
        String bucket = server.newBucket();
        Path work = folder.resolve(bucket);
        emulator.calls().reset();
        try (FaultProxy proxy = new FaultProxy(server.port())) {
            kill(SinkRun.start(proxy.endpoint(), bucket, work, emulator), () -> moment.come(proxy));
        }
        URI endpoint = server.endpoint();
        RunReport report = SinkRun.run(endpoint, bucket, work, emulator);
        assertThat(report.failures()).as(when).isEmpty();
        try (Dataset dataset = S3Server.sink(endpoint, bucket).build().openExisting();
                Dataset other = S3Server.sink(endpoint, undisturbed).build().openExisting();
                DuckDb killed = new DuckDb(dataset, server.client(), bucket, folder.resolve("copy-" + bucket));
                DuckDb whole = new DuckDb(other, server.client(), undisturbed, folder.resolve("whole-" + bucket))) {
            assertThat(dataset.log()).as(when).extracting(Commit::seq).containsExactly(1L);
            assertThat(DatasetCheck.run(dataset).problems()).as(when).isEmpty();
            for (String table : TABLES) {
                assertThat(killed.rows(table)).as("%s: %s", when, table).isEqualTo(whole.rows(table));
            }
        }
    }

    private static void kill(Process process, BooleanSupplier when) throws InterruptedException {
        while (process.isAlive() && !when.getAsBoolean()) {
            Thread.onSpinWait();
        }
        process.destroyForcibly();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }
}
