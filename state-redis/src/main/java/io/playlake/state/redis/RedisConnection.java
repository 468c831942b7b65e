package io.playlake.state.redis;

import io.playlake.error.ConfigurationException;
import io.playlake.error.CredentialsException;
import io.playlake.error.PlaylakeException;
import io.playlake.error.Reason;
import io.playlake.error.SinkException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** Connections to one Redis, whose failures become the library's own. Thread-safe. */
final class RedisConnection implements AutoCloseable {

    private static final int CONNECT_MILLIS = 5_000;
    /** A script over a million states keeps Redis busy for seconds. */
    private static final int ANSWER_MILLIS = 60_000;

    private static final int MOST_CONNECTIONS = 16;

    private final RedisAddress address;
    private final RedisClient client;

    private RedisConnection(RedisAddress address, RedisClient client) {
        this.address = address;
        this.client = client;
    }

    /** Connects, and warns of settings under which Redis may forget. */
    static RedisConnection open(RedisAddress address, Consumer<String> warning) {
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .resp2()
                .clientName("playlake")
                .database(address.database())
                .connectionTimeoutMillis(CONNECT_MILLIS)
                .socketTimeoutMillis(ANSWER_MILLIS);
        if (address.password() != null) {
            config.password(address.password());
        }
        if (address.tls()) {
            config.sslOptions(
                    SslOptions.builder().sslVerifyMode(SslVerifyMode.FULL).build());
        }
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(MOST_CONNECTIONS);
        pool.setMaxIdle(MOST_CONNECTIONS);
        pool.setJmxEnabled(false);
        RedisClient client = RedisClient.builder()
                .hostAndPort(new HostAndPort(address.host(), address.port()))
                .clientConfig(config.build())
                .poolConfig(pool)
                .build();
        RedisConnection connection = new RedisConnection(address, client);
        try {
            connection.call(RedisClient::ping);
            connection.look(warning);
            return connection;
        } catch (PlaylakeException e) {
            client.close();
            throw e;
        }
    }

    private void look(Consumer<String> warning) {
        try {
            String policy = setting("maxmemory-policy");
            if (!policy.equals("noeviction")) {
                warning.accept(address + ": maxmemory-policy is " + policy
                        + ", so Redis may evict what is kept there; expected noeviction");
            }
            if (setting("save").isEmpty() && !setting("appendonly").equals("yes")) {
                warning.accept(
                        address + ": neither RDB nor AOF persistence is on, so a restart of Redis forgets what is"
                                + " kept there");
            }
        } catch (JedisDataException e) {
            warning.accept(
                    address + ": whether Redis evicts or forgets what is kept there is unknown, it lets nobody look"
                            + " at its settings");
        } catch (JedisException e) {
            throw translated(e);
        }
    }

    private String setting(String name) {
        Map<String, String> found = client.configGet(name);
        return Objects.requireNonNullElse(found.get(name), "");
    }

    /** Does something that may be done twice: a connection may have died of a restart while it was idle. */
    <T> T call(Function<RedisClient, T> work) {
        try {
            try {
                return work.apply(client);
            } catch (JedisConnectionException e) {
                client.getPool().clear();
                return work.apply(client);
            }
        } catch (JedisException e) {
            throw translated(e);
        }
    }

    /** Runs a script, which may run twice, and returns its texts and numbers as texts. */
    List<String> script(String script, List<String> keys, List<String> arguments) {
        return call(redis -> run(redis, script, keys, arguments));
    }

    /** Redis keeps the compiled script by its text, so that there is no other name for it. */
    static List<String> run(RedisClient client, String script, List<String> keys, List<String> arguments) {
        return ((List<?>) client.eval(script, keys, arguments))
                .stream().map(String::valueOf).toList();
    }

    RedisAddress address() {
        return address;
    }

    @Override
    public void close() {
        client.close();
    }

    private PlaylakeException translated(JedisException failure) {
        Throwable root = failure;
        while (root.getCause() != null && !(root instanceof JedisDataException)) {
            root = root.getCause();
        }
        if (root.getSuppressed().length > 0) {
            root = root.getSuppressed()[0]; // why none of the host's addresses answered
        }
        String message = root instanceof IOException io ? Reason.of(io) : String.valueOf(root.getMessage());
        String text = address + ": " + address.mask(message);
        if (root instanceof JedisAccessControlException || (message.startsWith("ERR") && message.contains("AUTH"))) {
            return new CredentialsException(text, failure);
        }
        if (message.startsWith("WRONGTYPE")) {
            return new ConfigurationException(
                    text + " (a key of ours holds something else; choose another ?prefix= or remove it)", failure);
        }
        return message.contains("DB index")
                ? new ConfigurationException(text, failure)
                : new SinkException(text, failure);
    }
}
