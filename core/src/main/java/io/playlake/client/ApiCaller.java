package io.playlake.client;

import io.playlake.client.http.ErrorText;
import io.playlake.client.http.HttpRequest;
import io.playlake.client.http.HttpResponse;
import io.playlake.client.http.HttpTransport;
import io.playlake.error.AccessDeniedException;
import io.playlake.error.CancelledException;
import io.playlake.error.CredentialsException;
import io.playlake.error.PlaylakeException;
import io.playlake.error.RequestRefusedException;
import io.playlake.error.ResourceNotFoundException;
import io.playlake.error.TryLaterException;
import io.playlake.model.Page;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sends requests through the chain, turns refusals into exceptions, and learns from them what the app may do. */
final class ApiCaller {

    /** What a 403 says when it is about the app or its token, and so about every call. */
    private static final Pattern ABOUT_THE_APP =
            Pattern.compile("premium subscription|not be registered|not registered|client scope");

    private final HttpTransport chain;
    private final URI api;
    private final Duration deadline;
    private final @Nullable String market;
    private final @Nullable String locale;
    private final AppAccess access;

    ApiCaller(
            HttpTransport chain,
            URI api,
            Duration deadline,
            @Nullable String market,
            @Nullable String locale,
            AppAccess access) {
        this.chain = chain;
        this.api = api;
        this.deadline = deadline;
        this.market = market;
        this.locale = locale;
        this.access = access;
    }

    @Nullable
    String market() {
        return market;
    }

    @Nullable
    String locale() {
        return locale;
    }

    AppAccess access() {
        return access;
    }

    <T extends @Nullable Object> Answer<T> get(ApiRequest request, Function<byte[], T> decoder) {
        access.check(request.endpoint());
        HttpResponse response = send(request);
        if (response.status() == 200) {
            return new Answer<>(request, response, decoder);
        }
        throw refusal(request, response);
    }

    /** Asks for what may not exist: then the answer is the API's 404 or 400, and its value the given one. */
    <T> Answer<T> find(ApiRequest request, Function<byte[], T> decoder, T absent) {
        access.check(request.endpoint());
        HttpResponse response = send(request);
        return switch (response.status()) {
            case 200 -> new Answer<>(request, response, decoder);
            case 400, 404 -> new Answer<>(request, response, body -> absent);
            default -> throw refusal(request, response);
        };
    }

    /** Returns the pages of a list, each as large as may be. */
    <T> Pages<T> pages(ApiRequest request, Function<byte[], Page<T>> decoder) {
        return new Pages<>(() -> new ListCalls<>(request, decoder));
    }

    /** Pages of a list, as large as this app may have them. */
    class ListCalls<T> implements Pages.Calls<T> {

        private final ApiRequest request;
        private final Function<byte[], Page<T>> decoder;

        ListCalls(ApiRequest request, Function<byte[], Page<T>> decoder) {
            this.request = request;
            this.decoder = decoder;
        }

        @Override
        public int most() {
            return request.endpoint().most(access.development());
        }

        @Override
        public Answer<Page<T>> page(PageSlice slice) {
            try {
                return get(request.page(slice), decoder);
            } catch (RequestRefusedException e) {
                int smaller = request.endpoint().most(true);
                if (e.status() != 400 || slice.limit() <= smaller || access.development()) {
                    throw e;
                }
                // Perhaps the page was too large for this kind of app; it is, if a smaller one is not refused.
                Answer<Page<T>> answer =
                        get(request.page(new PageSlice(slice.offset(), smaller, slice.attempts())), decoder);
                access.pagesAreSmall();
                return answer;
            }
        }
    }

    private HttpResponse send(ApiRequest request) {
        String query = request.query();
        URI address = URI.create(api + request.path() + (query == null ? "" : "?" + query));
        HttpRequest wire =
                HttpRequest.get(address, request.endpoint().template()).withAttempts(request.attempts());
        if (locale != null) {
            wire = wire.withHeader("Accept-Language", locale.replace('_', '-'));
        }
        try {
            return chain.execute(wire, deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException(wire.place() + " was interrupted", e);
        } catch (IOException e) {
            throw new TryLaterException(wire.place() + " failed", null, e);
        }
    }

    private PlaylakeException refusal(ApiRequest request, HttpResponse response) {
        String place = "GET " + api.getRawPath() + request.path();
        String said = ErrorText.of(response.body()).message();
        switch (response.status()) {
            case 403 -> {
                if (ABOUT_THE_APP.matcher(said.toLowerCase(Locale.ROOT)).find()) {
                    return new CredentialsException(place + ": the API refuses this app or its user: " + said);
                }
                Endpoint endpoint = request.endpoint();
                access.denied(endpoint);
                String instead = endpoint.instead() == null ? "" : "; not for this kind of app: " + endpoint.instead();
                return new AccessDeniedException(place, said + instead);
            }
            case 404 -> {
                return new ResourceNotFoundException(place, said);
            }
            default -> {
                return new RequestRefusedException(response.status(), place, said);
            }
        }
    }
}
