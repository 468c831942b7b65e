package io.playlake.state.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.playlake.change.SnapshotStore.Position;
import io.playlake.client.limit.CallLedger;
import io.playlake.error.ConfigurationException;
import io.playlake.error.CredentialsException;
import io.playlake.error.PlaylakeException;
import io.playlake.error.SinkException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;

/** What a Redis that cannot be used, or should not be, is called. */
class RedisConnectionTest {

    private static final String PASSWORD = "canary-p4ssw0rd";
    private static final Position ONE = new Position("lake", 1, "sha-1");

    @TempDir
    private Path folder;

    private final List<String> warnings = new ArrayList<>();

    private RedisSnapshotStore open(RedisAddress address) {
        return RedisSnapshotStore.open(address, warnings::add);
    }

    private static String everythingAbout(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    @DisplayName("A Redis that is not there is named")
    void unreachable() {
        RedisAddress address;
        try (RealRedis gone = RealRedis.start(folder)) {
            address = gone.address().withPassword(PASSWORD);
        }
        assertThatThrownBy(() -> open(address))
                .isInstanceOf(SinkException.class)
                .hasMessageContaining(address.toString())
                .hasMessageContaining("Connection refused")
                .satisfies(e -> assertThat(everythingAbout(e)).doesNotContain(PASSWORD));
        assertThatThrownBy(() -> open(RedisAddress.of("redis://no-such-host.invalid")))
                .isInstanceOf(SinkException.class)
                .hasMessageContaining("no-such-host.invalid");
    }

    @Test
    @DisplayName("A password that is missing, wrong or wrong by now is a matter of credentials, and is not shown")
    void credentials() {
        try (RealRedis guarded = RealRedis.start(folder, "requirepass " + PASSWORD)) {
            RedisAddress address = guarded.address();
            assertRefused(address, "NOAUTH");
            assertRefused(address.withPassword("wrong-" + PASSWORD), "WRONGPASS");
            try (RedisSnapshotStore store = open(address.withPassword(PASSWORD))) {
                assertThat(store.position()).isEmpty();
                assertThat(store.name()).doesNotContain(PASSWORD);
                // Taken away while the store is open.
                try (Jedis other = new Jedis("127.0.0.1", guarded.port())) {
                    other.auth(PASSWORD);
                    other.configSet("requirepass", "another");
                    other.sendCommand(
                            redis.clients.jedis.Protocol.Command.CLIENT, "KILL", "TYPE", "normal", "SKIPME", "yes");
                }
                assertThatThrownBy(store::position)
                        .isInstanceOf(CredentialsException.class)
                        .satisfies(e -> assertThat(everythingAbout(e)).doesNotContain(PASSWORD));
            }
        }
        assertThat(warnings).isEmpty();
    }

    private void assertRefused(RedisAddress address, String said) {
        assertThatThrownBy(() -> open(address))
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining(address.toString())
                .hasMessageContaining(said)
                .satisfies(e -> assertThat(everythingAbout(e)).doesNotContain(PASSWORD));
    }

    @Test
    @DisplayName("A database that there is not is a matter of configuration")
    void database() {
        try (RealRedis redis = RealRedis.start(folder)) {
            RedisAddress address = RedisAddress.of("redis://127.0.0.1:" + redis.port() + "/99");
            assertThatThrownBy(() -> open(address))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("DB index");
        }
    }

    @Test
    @DisplayName("A Redis that may evict and one that forgets at a restart earn a warning each")
    void warnings() {
        try (RealRedis forgetful = RealRedis.with("maxmemory-policy allkeys-lru", "save \"\"", "appendonly no")) {
            open(forgetful.address()).close();
            assertThat(warnings).hasSize(2);
            assertThat(warnings.get(0)).contains(forgetful.address().toString(), "allkeys-lru", "noeviction");
            assertThat(warnings.get(1)).contains("persistence");
            warnings.clear();
            try (RedisClient client = forgetful.client()) {
                client.configSet("save", "60 1");
                client.configSet("maxmemory-policy", "noeviction");
            }
            open(forgetful.address()).close();
            assertThat(warnings).isEmpty();
        }
    }

    @Test
    @DisplayName("A Redis that does not tell its settings earns one warning, and works")
    void secretive() {
        try (RealRedis secretive = RealRedis.start(folder, "rename-command CONFIG \"\"")) {
            try (RedisSnapshotStore store = open(secretive.address())) {
                store.rebuild(ONE, States.many(1, "1"));
                assertThat(store.position()).contains(ONE);
            }
            assertThat(warnings).singleElement().asString().contains("unknown");
        }
    }

    @Test
    @DisplayName("A replica, which takes no writes, is said to be one")
    void replica() throws IOException {
        try (RealRedis replica = RealRedis.start(folder)) {
            try (RedisSnapshotStore store = open(replica.address());
                    CallLedger ledger = RedisCallLedger.open(replica.address(), "account", warnings::add)) {
                store.rebuild(ONE, States.many(1, "1"));
                try (Jedis admin = new Jedis("127.0.0.1", replica.port())) {
                    admin.replicaof("127.0.0.1", 1);
                }
                Position two = new Position("lake", 2, "sha-2");
                assertThatThrownBy(() -> store.advance(ONE, two, States.many(1, "2")))
                        .isInstanceOf(SinkException.class)
                        .hasMessageContaining("READONLY");
                assertThat(store.position()).contains(ONE);
                assertThatThrownBy(() -> ledger.take("me", Instant.EPOCH, 1))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("READONLY");
            }
        }
    }

    @Test
    @DisplayName("What is not allowed is a matter of credentials; scripts that Redis forgot are sent again")
    void permissionsAndScripts() {
        try (RealRedis redis = RealRedis.start(folder);
                Jedis admin = new Jedis("127.0.0.1", redis.port());
                RedisSnapshotStore store = open(redis.address())) {
            store.rebuild(ONE, States.many(1, "1"));
            admin.scriptFlush();
            assertThat(store.position()).contains(ONE);
            admin.aclSetUser("default", "-eval");
            assertThatThrownBy(store::position)
                    .isInstanceOf(CredentialsException.class)
                    .hasMessageContaining("NOPERM");
        }
    }

    @Test
    @DisplayName("A ledger says what is the matter with Redis, as an input or output fault where it is one")
    void ledgers() {
        try (RealRedis redis = RealRedis.start(folder);
                RedisClient client = redis.client();
                CallLedger ledger = RedisCallLedger.open(redis.address(), "account", warnings::add)) {
            client.set("playlake:ledger:account:calls", "precious");
            assertThatThrownBy(() -> ledger.take("me", Instant.EPOCH, 1)).isInstanceOf(ConfigurationException.class);
            redis.stop();
            assertThatThrownBy(() -> ledger.pace(Instant.EPOCH, 1))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(redis.address().toString());
            redis.startAgain();
        }
        assertThatThrownBy(() -> RedisCallLedger.open(RedisAddress.of("redis://localhost"), "two words", warnings::add))
                .isInstanceOf(PlaylakeException.class)
                .hasMessageContaining("two words");
    }
}
