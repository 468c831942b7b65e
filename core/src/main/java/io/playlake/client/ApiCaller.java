package io.playlake.client;

import io.playlake.client.http.ErrorText;
import io.playlake.client.http.HttpRequest;
import io.playlake.client.http.HttpResponse;
import io.playlake.client.http.HttpTransport;
import io.playlake.error.AccessDeniedException;
import io.playlake.error.CancelledException;
import io.playlake.error.RequestRefusedException;
import io.playlake.error.ResourceNotFoundException;
import io.playlake.error.TryLaterException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sends requests through the chain, and turns refusals into exceptions. */
final class ApiCaller {

    private final HttpTransport chain;
    private final URI api;
    private final Duration deadline;
    private final @Nullable String market;
    private final @Nullable String locale;

    ApiCaller(HttpTransport chain, URI api, Duration deadline, @Nullable String market, @Nullable String locale) {
        this.chain = chain;
        this.api = api;
        this.deadline = deadline;
        this.market = market;
        this.locale = locale;
    }

    @Nullable
    String market() {
        return market;
    }

    @Nullable
    String locale() {
        return locale;
    }

    <T extends @Nullable Object> Answer<T> get(ApiRequest request, Function<byte[], T> decoder) {
        String query = request.query();
        URI address = URI.create(api + request.path() + (query == null ? "" : "?" + query));
        HttpRequest wire = HttpRequest.get(address, request.endpoint().template());
        if (locale != null) {
            wire = wire.withHeader("Accept-Language", locale.replace('_', '-'));
        }
        String place = wire.place();
        HttpResponse response;
        try {
            response = chain.execute(wire, deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException(place + " was interrupted", e);
        } catch (IOException e) {
            throw new TryLaterException(place + " failed", null, e);
        }
        if (response.status() == 200) {
            return new Answer<>(request, response, decoder);
        }
        throw refusal(place, response);
    }

    private static RequestRefusedException refusal(String place, HttpResponse response) {
        String said = ErrorText.of(response.body()).message();
        return switch (response.status()) {
            case 403 -> new AccessDeniedException(place, said);
            case 404 -> new ResourceNotFoundException(place, said);
            default -> new RequestRefusedException(response.status(), place, said);
        };
    }
}
