package io.playlake.state.redis;

import static org.assertj.core.api.Assertions.fail;

import io.playlake.change.SnapshotStore;
import io.playlake.testkit.SnapshotStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

class RedisSnapshotStoreContractTest extends SnapshotStoreContract {

    @TempDir
    private static Path folder;

    private static RealRedis redis;

    @BeforeAll
    static void start() {
        redis = RealRedis.start(folder);
    }

    @BeforeEach
    void empty() {
        try (RedisClient client = redis.client()) {
            client.flushAll();
        }
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @Override
    protected SnapshotStore openStore() {
        return RedisSnapshotStore.open(redis.address(), warning -> fail(warning));
    }
}
