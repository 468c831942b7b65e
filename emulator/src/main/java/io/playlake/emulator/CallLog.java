package io.playlake.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The calls since the start or the last reset, whatever their outcome. Calls for tokens are kept apart, calls to the
 * controls are not kept. A call is here before its answer is sent. Thread-safe.
 */
public final class CallLog {

    private final List<Call> calls = new ArrayList<>();
    private final List<Call> tokenCalls = new ArrayList<>();

    CallLog() {}

    synchronized void add(Call call) {
        (call.endpoint().equals(Endpoint.TOKEN.template()) ? tokenCalls : calls).add(call);
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

    /** Forgets all calls. */
    public synchronized void reset() {
        calls.clear();
        tokenCalls.clear();
    }
}
