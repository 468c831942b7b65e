package io.playlake.state.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.RedisClient;
import redis.embedded.RedisServer;
import redis.embedded.RedisServerBuilder;

/** A Redis server of its own process, with an empty memory, and a client beside the one that is tested. */
final class RealRedis implements AutoCloseable {

    private final int port;
    private final List<String> settings;
    private RedisServer server;

    private RealRedis(List<String> settings) {
        this.port = freePort();
        this.settings = settings;
        this.server = started();
    }

    /** Starts one that warrants no warning: it evicts nothing and keeps a file of what it does in the folder. */
    static RealRedis start(Path folder, String... more) {
        List<String> settings =
                new ArrayList<>(List.of("dir " + folder, "appendonly yes", "appendfsync always", "save \"\""));
        settings.addAll(List.of(more));
        return new RealRedis(settings);
    }

    /** Starts one with these settings only. */
    static RealRedis with(String... settings) {
        return new RealRedis(List.of(settings));
    }

    private RedisServer started() {
        RedisServerBuilder builder = RedisServer.builder().port(port).bind("127.0.0.1");
        settings.forEach(builder::setting);
        RedisServer fresh = builder.build();
        fresh.start();
        return fresh;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    RedisAddress address() {
        return RedisAddress.of("redis://127.0.0.1:" + port + "/0");
    }

    /** Returns a client that knows nothing of what is tested. */
    RedisClient client() {
        return RedisClient.create("127.0.0.1", port);
    }

    void stop() {
        server.stop();
    }

    void restart() {
        stop();
        server = started();
    }

    void startAgain() {
        server = started();
    }

    @Override
    public void close() {
        stop();
    }
}
