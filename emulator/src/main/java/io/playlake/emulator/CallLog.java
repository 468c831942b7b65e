package io.playlake.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The calls since the start or the last reset, whatever their outcome. Calls for tokens are kept apart; calls to the
 * controls, and a browser's to {@code /authorize}, are not kept. A call is here before its answer is sent. Thread-safe.
 */
public final class CallLog {

    private final List<Call> calls = new ArrayList<>();
    private final List<Call> tokenCalls = new ArrayList<>();
    private final List<Call> early = new ArrayList<>();

    CallLog() {}

    synchronized void add(Call call, boolean isEarly) {
        (call.endpoint().equals(Endpoint.TOKEN.template()) ? tokenCalls : calls).add(call);
        if (isEarly) {
            early.add(call);
        }
    }

    /** Returns how many calls the Web API got; calls for tokens do not count. */
    public synchronized int count() {
        return calls.size();
    }

    /** Returns how many calls an endpoint got, by its template without {@code /v1}, such as {@code /playlists/{id}}. */
    public synchronized int count(String endpoint) {
        return (int)
                calls.stream().filter(call -> call.endpoint().equals(endpoint)).count();
    }

    /** Returns how many calls for tokens there were. */
    public synchronized int tokenCount() {
        return tokenCalls.size();
    }

    /** Returns the number of calls of each endpoint that got any, by template; a copy. */
    public synchronized Map<String, Integer> byEndpoint() {
        Map<String, Integer> counts = new TreeMap<>();
        calls.forEach(call -> counts.merge(call.endpoint(), 1, Integer::sum));
        return counts;
    }

    /** Returns the calls to the Web API in the order in which they were answered; a copy. */
    public synchronized List<Call> list() {
        return List.copyOf(calls);
    }

    /** Returns the calls for tokens in the order in which they were answered; a copy. */
    public synchronized List<Call> tokenCalls() {
        return List.copyOf(tokenCalls);
    }

    /**
     * Returns the calls that came although a 429 had told the client to wait longer, in the order in which they were
     * answered; a copy. A 429 of the quota, or a fault with its {@code QUOTA_EXCEEDED}, is for the group of endpoints
     * that it answers, one for a token for further tokens, any other for the whole Web API; of several the latest end
     * counts. Calls that were under way when the 429 was sent are among them, so that a client with n connections may
     * have n - 1. A {@code Retry-After} of 0, or none, asks for nothing.
     */
    public synchronized List<Call> early() {
        return List.copyOf(early);
    }

    /** Forgets all calls, but not what clients were told. */
    public synchronized void reset() {
        calls.clear();
        early.clear();
        tokenCalls.clear();
    }
}
