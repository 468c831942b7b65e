package io.playlake.client;

import io.playlake.client.limit.CallLedger;
import io.playlake.error.AccessDeniedException;
import io.playlake.error.Reason;
import io.playlake.error.SinkException;
import io.playlake.model.ItemsShape;
import io.playlake.time.TimeSource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What this app may do, as its answers taught; no call is ever made to find out. What was learned goes into the ledger, so
 * that the next process need not learn it again, and is forgotten after a week, for apps are promoted. Thread-safe.
 */
final class AppAccess {

    private static final String DEVELOPMENT = "development";
    private static final Duration GOOD_FOR = Duration.ofDays(7);

    private final @Nullable AppProfile forced;
    private final CallLedger ledger;
    private final TimeSource time;
    private final Map<String, Instant> lessons = new ConcurrentHashMap<>();
    private volatile boolean remembered;

    AppAccess(@Nullable AppProfile forced, CallLedger ledger, TimeSource time) {
        this.forced = forced;
        this.ledger = ledger;
        this.time = time;
    }

    /** Returns the kind of app, as far as it is known. */
    Optional<AppProfile> profile() {
        return development() ? Optional.of(AppProfile.DEVELOPMENT) : Optional.ofNullable(forced);
    }

    /** Returns whether the app is known to be in development mode. */
    boolean development() {
        return forced == null ? knows(DEVELOPMENT) : forced == AppProfile.DEVELOPMENT;
    }

    /** Returns whether calls of an endpoint are known to be in vain. */
    boolean mayNot(Endpoint endpoint) {
        if (endpoint.instead() == null || forced == AppProfile.EXTENDED) {
            return false;
        }
        return forced == AppProfile.DEVELOPMENT || knows(endpoint.template());
    }

    /**
     * Lets a request pass, or refuses it in the API's place.
     *
     * @throws AccessDeniedException if the API would refuse it, as far as is known
     */
    void check(Endpoint endpoint) {
        if (mayNot(endpoint)) {
            Instant since = lessons.get(endpoint.template());
            String why = since == null
                    ? "not for apps in development mode, and this one was said to be in it"
                    : "it was refused to this app at " + since + " (profile EXTENDED asks again)";
            throw new AccessDeniedException("GET " + endpoint.template(), why + "; " + endpoint.instead());
        }
    }

    /** Learns that an endpoint is not for this app. */
    void denied(Endpoint endpoint) {
        if (endpoint.instead() != null && forced == null) {
            learn(endpoint.template());
        }
    }

    /** Learns that pages of the size for extended quota are too large. */
    void pagesAreSmall() {
        if (forced == null) {
            learn(DEVELOPMENT);
        }
    }

    /** Learns from the shape of a playlist's body; only apps in development mode get the newer one. */
    void saw(@Nullable ItemsShape shape) {
        if (shape == ItemsShape.ITEMS && forced == null && !knows(DEVELOPMENT)) {
            learn(DEVELOPMENT);
        }
    }

    private boolean knows(String lesson) {
        if (!remembered) {
            remember();
        }
        Instant at = lessons.get(lesson);
        return at != null && at.plus(GOOD_FOR).isAfter(time.now());
    }

    private synchronized void remember() {
        if (remembered) {
            return;
        }
        try {
            ledger.lessons().forEach(lessons::putIfAbsent);
        } catch (IOException e) {
            throw new SinkException("the call ledger cannot be read: " + Reason.of(e), e);
        }
        remembered = true;
    }

    private void learn(String lesson) {
        Instant now = time.now();
        lessons.put(lesson, now);
        try {
            ledger.learn(lesson, now);
        } catch (IOException e) {
            throw new SinkException("the call ledger cannot be written: " + Reason.of(e), e);
        }
    }
}
