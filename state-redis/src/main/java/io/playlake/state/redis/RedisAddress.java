package io.playlake.state.redis;

import io.playlake.error.ConfigurationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where in which Redis, and the password to it: {@code redis://HOST:PORT/DB?prefix=NAME}, or {@code rediss://} for TLS with
 * a certificate that the JVM trusts. Port, database and prefix may be left out: 6379, 0 and {@code playlake}. Every key
 * begins with the prefix and a colon; two datasets in one database need two prefixes. Immutable.
 */
public final class RedisAddress {

    private static final String FORM = "redis://HOST:PORT/DB";

    private static final Pattern URL =
            Pattern.compile("(redis|rediss)://(\\[[0-9A-Fa-f:.]{2,45}\\]|[A-Za-z0-9._-]{1,253})(?::([0-9]{1,5}))?"
                    + "(?:/([0-9]{0,5}))?(?:\\?prefix=([A-Za-z0-9._:-]{1,64}))?");

    private final boolean tls;
    private final String host;
    private final int port;
    private final int database;
    private final String prefix;
    private final @Nullable String password;

    private RedisAddress(boolean tls, String host, int port, int database, String prefix, @Nullable String password) {
        this.tls = tls;
        this.host = host;
        this.port = port;
        this.database = database;
        this.prefix = prefix;
        this.password = password;
    }

    /**
     * Reads an address.
     *
     * @throws ConfigurationException if it has another form, or holds a user or a password, which is not shown then
     */
    public static RedisAddress of(String url) {
        if (url.contains("@")) {
            throw new ConfigurationException(
                    "a Redis address holds a user or a password, which is refused here (and not" + " shown); expected "
                            + FORM + ", and the password elsewhere");
        }
        Matcher matcher = URL.matcher(url);
        int port = matcher.matches() ? number(matcher.group(3), 6379) : 0;
        if (port < 1 || port > 65_535) {
            // Other parameters than ours may hold a password.
            throw new ConfigurationException("Redis address '" + url.replaceFirst("\\?.*", "?...") + "', expected "
                    + FORM + ", rediss:// for TLS, and ?prefix=NAME if need be");
        }
        String prefix = matcher.group(5) == null ? "playlake" : matcher.group(5);
        return new RedisAddress(
                matcher.group(1).equals("rediss"), matcher.group(2), port, number(matcher.group(4), 0), prefix, null);
    }

    /** Returns this address with a password; null for none. */
    public RedisAddress withPassword(@Nullable String value) {
        return new RedisAddress(tls, host, port, database, prefix, value);
    }

    private static int number(@Nullable String digits, int otherwise) {
        return digits == null || digits.isEmpty() ? otherwise : Integer.parseInt(digits);
    }

    boolean tls() {
        return tls;
    }

    /** Returns the host as a socket wants it: an IPv6 address stands without its brackets. */
    String host() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    int port() {
        return port;
    }

    int database() {
        return database;
    }

    @Nullable
    String password() {
        return password;
    }

    /** Returns the name of a key. */
    String key(String name) {
        return prefix + ":" + name;
    }

    /** Returns the text without the password, should it have found its way into it. */
    String mask(String text) {
        return password == null || password.isEmpty() ? text : text.replace(password, "***");
    }

    /** Returns the address in full, never with a password. */
    @Override
    public String toString() {
        return (tls ? "rediss://" : "redis://") + host + ":" + port + "/" + database
                + (prefix.equals("playlake") ? "" : "?prefix=" + prefix);
    }
}
