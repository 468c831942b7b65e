package io.playlake.client.limit;

import io.playlake.client.http.HttpRequest;
import io.playlake.client.http.HttpResponse;
import io.playlake.client.http.HttpTransport;
import java.io.IOException;
import java.time.Duration;

/** Takes a permit for every call, and tells the governor how it went. Thread-safe. */
public final class GovernedTransport implements HttpTransport {

    private final HttpTransport next;
    private final RateGovernor governor;

    /** Decorates a transport, which is closed with this one. */
    public GovernedTransport(HttpTransport next, RateGovernor governor) {
        this.next = next;
        this.governor = governor;
    }

    @Override
    public HttpResponse execute(HttpRequest request, Duration deadline) throws IOException, InterruptedException {
        long permit = governor.acquire(request.group());
        HttpResponse response = next.execute(request, deadline);
        if (response.status() < 400) {
            governor.passed();
        } else if (Verdict.of(response) == Verdict.TOO_FAST) {
            governor.refused(permit);
        }
        return response;
    }

    @Override
    public void close() {
        next.close();
    }
}
