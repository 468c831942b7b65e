package io.playlake.state.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.playlake.client.SpotifyClient;
import io.playlake.client.auth.ClientCredentials;
import io.playlake.client.limit.CallLedger;
import io.playlake.emulator.Call;
import io.playlake.emulator.SpotifyEmulator;
import io.playlake.testing.ManualTime;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

class RedisCallLedgerTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:59:59.5Z");
    private static final String GROUP = "playlists";
    private static final String CALLS = "playlake:ledger:account:calls";

    @TempDir
    private static Path folder;

    private static RealRedis redis;
    private static RedisClient client;

    @BeforeAll
    static void start() {
        redis = RealRedis.start(folder);
        client = redis.client();
    }

    @BeforeEach
    void empty() {
        client.flushAll();
    }

    @AfterAll
    static void stop() {
        client.close();
        redis.close();
    }

    private static CallLedger open(String account) {
        return RedisCallLedger.open(redis.address(), account, warning -> fail(warning));
    }

    private static void take(CallLedger ledger, Instant at, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            assertThat(ledger.take(GROUP, at, CallLedger.UNLIMITED)).isEmpty();
        }
    }

    @Test
    @DisplayName("The window rolls over hours and days, and what has left it for good is not kept")
    void rolls() throws IOException {
        try (CallLedger ledger = open("account")) {
            for (int hour = 0; hour < 60; hour++) {
                Instant at = NOW.plus(Duration.ofHours(hour));
                take(ledger, at, 2);
                assertThat(ledger.calls(at)).isEqualTo(2L * Math.min(25, hour + 1));
            }
            assertThat(ledger.calls(NOW.plus(Duration.ofHours(59).plusSeconds(1))))
                    .isEqualTo(48);
            assertThat(ledger.calls(NOW.plus(Duration.ofHours(59)))).isEqualTo(50);
            assertThat(client.zcard(CALLS)).isLessThan(28);
            assertThat(client.ttl(CALLS)).isBetween(90_000L, 172_800L);
        }
    }

    @Test
    @DisplayName("A process whose clock is wrong for once does not make the others forget their calls")
    void survivesAWrongClock() throws IOException {
        try (CallLedger ledger = open("account")) {
            take(ledger, NOW, 10);
            take(ledger, NOW.plusSeconds(60), 5);
            take(ledger, NOW.plus(Duration.ofDays(1_000)), 1);
            assertThat(ledger.calls(NOW.plusSeconds(60))).isEqualTo(16);
            take(ledger, NOW.plusSeconds(61), 1);
            assertThat(ledger.calls(NOW.plusSeconds(61))).isEqualTo(17);
            assertThat(ledger.calls(NOW.plus(Duration.ofHours(24)).plusSeconds(1)))
                    .isEqualTo(7);
            assertThat(ledger.take(GROUP, NOW.plusSeconds(61), 17)).isPresent();
            assertThat(ledger.take(GROUP, NOW.plusSeconds(61), 18)).isEmpty();
        }
    }

    @Test
    @DisplayName("Accounts that share a Redis know nothing of each other")
    void separatesAccounts() throws IOException {
        try (CallLedger one = open("one");
                CallLedger other = open("other")) {
            take(one, NOW, 3);
            one.hold(null, NOW.plusSeconds(100));
            one.learn("{x} ' \"", NOW);
            one.pace(NOW, 0.1);
            assertThat(other.calls(NOW)).isZero();
            assertThat(other.take(GROUP, NOW, 1)).isEmpty();
            assertThat(other.lessons()).isEmpty();
            assertThat(other.pace(NOW, 0.1)).isZero();
            assertThat(one.lessons()).containsOnlyKeys("{x} ' \"");
        }
    }

    @Test
    @DisplayName("Two clients that share a ledger together stay within the limit that each of them was given")
    void keepsOneLimit() {
        int perThirtySeconds = 60;
        ManualTime time = new ManualTime();
        try (SpotifyEmulator emulator = SpotifyEmulator.builder()
                        .playlists(5)
                        .clock(time::now)
                        .requestLimit(perThirtySeconds)
                        .start();
                CallLedger one = open("account");
                CallLedger other = open("account");
                SpotifyClient first = client(emulator, one, time);
                SpotifyClient second = client(emulator, other, time)) {
            String id = emulator.truth().playlists(0).get(0).id();
            for (int i = 0; i < 100; i++) {
                first.playlists().get(id);
                second.playlists().get(id);
            }
            List<Call> calls = emulator.calls().list();
            assertThat(calls)
                    .hasSize(200)
                    .allSatisfy(call -> assertThat(call.status()).isEqualTo(200));
            assertThat(Duration.between(calls.get(100).time(), calls.get(199).time()))
                    .isBetween(Duration.ofSeconds(49), Duration.ofSeconds(52));
        }
    }

    private static SpotifyClient client(SpotifyEmulator emulator, CallLedger ledger, ManualTime time) {
        return SpotifyClient.builder()
                .credentials(ClientCredentials.of(SpotifyEmulator.CLIENT_ID, SpotifyEmulator.CLIENT_SECRET))
                .apiUrl(URI.create(emulator.apiUrl()))
                .accountsUrl(URI.create(emulator.accountsUrl()))
                .rate(2)
                .ledger(ledger)
                .time(time)
                .build();
    }
}
