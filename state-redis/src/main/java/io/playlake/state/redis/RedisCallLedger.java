package io.playlake.state.redis;

import io.playlake.client.limit.CallLedger;
import io.playlake.error.ConfigurationException;
import io.playlake.error.CredentialsException;
import io.playlake.error.SinkException;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A call ledger in Redis 5 or later, shared by the processes of several machines: they keep one rate, one budget, and what
 * one of them learned or was told to wait, all do. Every step is one script. Their clocks should agree; a process whose
 * clock is off by a second waits a second longer for each of its slots. A method may throw a {@link CredentialsException}
 * when Redis refuses the password, and a {@link ConfigurationException} when a key holds something else. Thread-safe.
 */
public final class RedisCallLedger implements CallLedger {

    private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final String ALL = "*";

    private final RedisConnection redis;
    private final String calls;
    private final String holds;
    private final String lessons;
    private final String pace;

    private RedisCallLedger(RedisConnection redis, String account) {
        this.redis = redis;
        String ledger = redis.address().key("ledger:" + account + ":");
        this.calls = ledger + "calls";
        this.holds = ledger + "holds";
        this.lessons = ledger + "lessons";
        this.pace = ledger + "pace";
    }

    /**
     * Opens the ledger of an account.
     *
     * @param account names it among those that share the address: 1 to 64 letters, digits, dots, dashes and underscores
     * @param warning takes what is wrong with the settings of Redis: that it may evict or forget, or that it does not tell
     * @throws SinkException if Redis cannot be reached
     */
    public static RedisCallLedger open(RedisAddress address, String account, Consumer<String> warning) {
        if (!ACCOUNT.matcher(account).matches()) {
            throw new ConfigurationException("account '" + account + "', expected " + ACCOUNT);
        }
        return new RedisCallLedger(RedisConnection.open(address, warning), account);
    }

    @Override
    public Optional<Refusal> take(String group, Instant now, long budget) throws IOException {
        List<String> answer = counted(now, group, budget, "take");
        if (answer.size() == 1) {
            return Optional.empty();
        }
        String held = answer.get(1);
        Instant second = Instant.ofEpochSecond(Long.parseLong(answer.get(2)));
        return Optional.of(
                held.isEmpty()
                        ? Refusal.overBudget(budget, second.plusSeconds(1).plus(WINDOW))
                        : Refusal.held(held.equals(ALL) ? null : held, second));
    }

    @Override
    public long calls(Instant now) throws IOException {
        return Long.parseLong(counted(now, ALL, UNLIMITED, "look").get(0));
    }

    private List<String> counted(Instant now, String group, long budget, String what) throws IOException {
        return script(
                LedgerScripts.TAKE,
                List.of(calls, holds),
                List.of(
                        decimal(now).toPlainString(),
                        String.valueOf(now.minus(WINDOW).getEpochSecond()),
                        group,
                        String.valueOf(budget),
                        what));
    }

    @Override
    public Duration pace(Instant now, double perSecond) throws IOException {
        double gap = 1e6 / perSecond;
        List<String> wait = script(
                LedgerScripts.PACE,
                List.of(pace),
                List.of(
                        decimal(now).movePointRight(6).toPlainString(),
                        String.valueOf(CATCH_UP.toNanos() / 1_000),
                        String.format(Locale.ROOT, "%.3f", gap),
                        String.format(Locale.ROOT, "%.3f", gap * FARTHEST_SLOT)));
        return Duration.ofNanos(Math.multiplyExact(Long.parseLong(wait.get(0)), 1_000));
    }

    @Override
    public void hold(@Nullable String group, Instant until) throws IOException {
        latest(holds, group == null ? ALL : group, until.getEpochSecond() + (until.getNano() > 0 ? 1 : 0));
    }

    @Override
    public void learn(String lesson, Instant at) throws IOException {
        latest(lessons, lesson, at.getEpochSecond());
    }

    private void latest(String hash, String field, long second) throws IOException {
        script(LedgerScripts.LATEST, List.of(hash), List.of(field, String.valueOf(second)));
    }

    @Override
    public Map<String, Instant> lessons() throws IOException {
        Map<String, Instant> found = new HashMap<>();
        reached(() -> redis.call(client -> client.hgetAll(lessons))).forEach((lesson, second) -> {
            if (second.matches("\\d{1,12}")) {
                found.put(lesson, Instant.ofEpochSecond(Long.parseLong(second)));
            }
        });
        return found;
    }

    @Override
    public void close() {
        redis.close();
    }

    @Override
    public String toString() {
        return "RedisCallLedger[" + redis.address() + "]";
    }

    private static BigDecimal decimal(Instant time) {
        return BigDecimal.valueOf(time.getEpochSecond()).add(BigDecimal.valueOf(time.getNano(), 9));
    }

    private List<String> script(String script, List<String> keys, List<String> arguments) throws IOException {
        return reached(() -> redis.script(script, keys, arguments));
    }

    private interface Work<T> {
        T run();
    }

    private static <T> T reached(Work<T> work) throws IOException {
        try {
            return work.run();
        } catch (SinkException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
