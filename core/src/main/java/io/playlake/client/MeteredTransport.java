package io.playlake.client;

import io.playlake.client.http.HttpRequest;
import io.playlake.client.http.HttpResponse;
import io.playlake.client.http.HttpTransport;
import io.playlake.time.TimeSource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts the calls by template and takes their times; the last one before the wire. Does not close it. */
final class MeteredTransport implements HttpTransport {

    private final HttpTransport wire;
    private final TimeSource time;
    private final ConcurrentHashMap<String, LongAdder> calls = new ConcurrentHashMap<>();

    MeteredTransport(HttpTransport wire, TimeSource time) {
        this.wire = wire;
        this.time = time;
    }

    @Override
    public HttpResponse execute(HttpRequest request, Duration deadline) throws IOException, InterruptedException {
        calls.computeIfAbsent(request.endpoint(), endpoint -> new LongAdder()).increment();
        Instant requested = time.now();
        HttpResponse response = wire.execute(request, deadline);
        return response.at(requested, time.now());
    }

    Map<String, Long> calls() {
        Map<String, Long> snapshot = new TreeMap<>();
        calls.forEach((endpoint, count) -> snapshot.put(endpoint, count.sum()));
        return snapshot;
    }

    long total() {
        return calls.values().stream().mapToLong(LongAdder::sum).sum();
    }

    @Override
    public void close() {}
}
