package io.playlake.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.emulator.SpotifyEmulator;
import io.playlake.examples.cli.Cli.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.embedded.RedisServer;

/** The command line with state and ledger in a Redis that wants a password. */
class RedisTest {

    private static final String PASSWORD = "canary-p4ssw0rd";

    @TempDir
    Path folder;

    private SpotifyEmulator emulator;
    private RedisServer redis;
    private String address;

    @BeforeEach
    void start() throws IOException {
        emulator = SpotifyEmulator.builder().playlists(15).items(1, 130).start();
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        address = "redis://127.0.0.1:" + port + "/3";
        redis = RedisServer.builder()
                .port(port)
                .bind("127.0.0.1")
                .setting("dir " + Files.createDirectory(folder.resolve("redis")))
                .setting("requirepass " + PASSWORD)
                .setting("appendonly yes")
                .build();
        redis.start();
    }

    @AfterEach
    void stop() {
        redis.stop();
        emulator.close();
    }

    private Cli machine() {
        return Cli.against(emulator).with("PLAYLAKE_REDIS_PASSWORD", PASSWORD);
    }

    private Result run(Cli cli, String lake, String... more) {
        List<String> all =
                new ArrayList<>(List.of("run", "--sink", "local:" + folder.resolve(lake), "--progress", "none"));
        all.addAll(List.of("--source", "browse:*"));
        all.addAll(List.of(more));
        return cli.call(all.toArray(String[]::new));
    }

    @Test
    @DisplayName("State in Redis: the second run makes no calls but those of the listing")
    void keepsState() {
        Result first = run(machine(), "a", "--state", address, "--logical-date", "2026-01-01");
        assertThat(first.err()).isEmpty();
        assertThat(first.code()).isZero();
        emulator.calls().reset();
        Result second = run(machine(), "a", "--state", address, "--logical-date", "2026-01-02");
        assertThat(second.code()).isZero();
        assertThat(emulator.calls().byEndpoint())
                .containsOnlyKeys("/browse/categories", "/browse/categories/{id}/playlists");

        // What was flushed is made anew without a run.
        Result rebuilt = machine()
                .call("rebuild-state", "--sink", "local:" + folder.resolve("a"), "--state", address + "?prefix=again");
        assertThat(rebuilt.code()).isZero();
        assertThat(rebuilt.out()).contains("level with commit 2 of ");

        // Another lake finds that the state is not its own, unless it has a prefix of its own.
        assertThat(run(machine(), "b", "--state", address + "?prefix=b").code()).isZero();
        Result other = run(machine(), "c", "--state", address);
        assertThat(other.code()).isEqualTo(78);
        assertThat(other.err())
                .contains("state " + address + " remembers commit 2")
                .contains("has no commits");
    }

    @Test
    @DisplayName("Machines that share a ledger keep one budget, and wait for what one of them was told")
    void sharesALedger() {
        Result first = run(machine(), "a", "--ledger", address, "--budget", "12");
        assertThat(first.code()).isEqualTo(75);
        assertThat(emulator.calls().count()).isEqualTo(12);
        Result second = run(machine(), "b", "--ledger", address, "--budget", "12");
        assertThat(second.code()).isEqualTo(75);
        assertThat(second.err()).contains("the budget of 12 calls in 24 hours is used up");
        assertThat(emulator.calls().count()).isEqualTo(12);

        emulator.faults().on("/browse/categories").answer(429, "Too many requests", Map.of("Retry-After", "7200"));
        assertThat(run(machine(), "c", "--ledger", address).code()).isEqualTo(75);
        int calls = emulator.calls().count();
        assertThat(run(machine(), "d", "--ledger", address).code()).isEqualTo(75);
        assertThat(emulator.calls().count()).isEqualTo(calls);
        assertThat(emulator.calls().early()).isEmpty();
    }

    @Test
    @DisplayName("A ledger in a folder of one's own is shared too")
    void sharesAFolder() {
        String ledger = "local:" + folder.resolve("ledger");
        assertThat(run(machine(), "a", "--ledger", ledger, "--budget", "12").code())
                .isEqualTo(75);
        assertThat(run(machine(), "b", "--ledger", ledger, "--budget", "12").code())
                .isEqualTo(75);
        assertThat(emulator.calls().count()).isEqualTo(12);
    }

    @Test
    @DisplayName("A Redis that refuses or is gone has an exit code, and no output holds the password")
    void saysWhatIsWrong() throws IOException {
        StringBuilder said = new StringBuilder();
        Result none = run(Cli.against(emulator), "a", "--state", address);
        assertThat(none.code()).isEqualTo(77);
        Result wrong = run(machine().with("PLAYLAKE_REDIS_PASSWORD", PASSWORD + "x"), "a", "--ledger", address);
        assertThat(wrong.code()).isEqualTo(77);
        Path file = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        Cli byFile = Cli.against(emulator).with("PLAYLAKE_REDIS_PASSWORD_FILE", file.toString());
        assertThat(run(byFile, "a", "--state", address, "--ledger", address).code())
                .isZero();
        Result inUrl = run(machine(), "a", "--state", address.replace("//", "//:" + PASSWORD + "@"));
        assertThat(inUrl.code()).isEqualTo(64);
        assertThat(inUrl.err()).contains("PLAYLAKE_REDIS_PASSWORD");
        redis.stop();
        Result gone = run(machine().with("PLAYLAKE_DEBUG", "1"), "b", "--state", address, "--json");
        assertThat(gone.code()).isEqualTo(74);
        assertThat(gone.err()).contains(address).contains("Connection refused");
        Result uncounted = run(machine(), "b", "--ledger", address);
        assertThat(uncounted.code()).isEqualTo(74);
        redis.start();
        List.of(none, wrong, inUrl, gone, uncounted).forEach(result -> said.append(result.all()));
        assertThat(said).doesNotContain(PASSWORD);
    }
}
