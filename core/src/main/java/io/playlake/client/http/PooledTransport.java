package io.playlake.client.http;

import io.playlake.error.CancelledException;
import io.playlake.error.MalformedResponseException;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The transport over Apache HttpClient 5: HTTP/1.1, pooled, gzip always asked for, no redirects, cookies or repetitions.
 *
 * <p>An exchange runs on a thread of its own while the caller waits, since a blocked socket heeds neither interrupts
 * nor a deadline over a dribbling body; both abort the exchange. Thread-safe.
 */
public final class PooledTransport implements HttpTransport {

    private static final AtomicInteger THREADS = new AtomicInteger();

    private final CloseableHttpClient client;
    private final ExecutorService exchanges;
    private final Semaphore width;
    private volatile boolean closed;

    /**
     * Opens a pool.
     *
     * @param width how many exchanges at once, and connections kept; others wait their turn before their deadline runs
     * @param userAgent sent with each request
     */
    public PooledTransport(int width, String userAgent) {
        HttpClientConnectionManager connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(QuietConnection::over)
                .setMaxConnPerRoute(width)
                .setMaxConnTotal(2 * width)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.ofMinutes(1))
                        .setValidateAfterInactivity(TimeValue.ofSeconds(2))
                        .build())
                .build();
        this.client = HttpClients.custom()
                .setConnectionManager(connections)
                .setUserAgent(userAgent)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .build();
        this.exchanges = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "playlake-http-" + THREADS.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        this.width = new Semaphore(width);
    }

    @Override
    public HttpResponse execute(HttpRequest request, Duration deadline) throws IOException, InterruptedException {
        width.acquire();
        try {
            return exchange(request, deadline);
        } finally {
            width.release();
        }
    }

    private HttpResponse exchange(HttpRequest request, Duration deadline) throws IOException, InterruptedException {
        HttpUriRequestBase wire = wireRequest(request, deadline);
        Future<HttpResponse> answer = submit(() -> client.execute(wire, response -> read(request, wire, response)));
        try {
            return answer.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw failure(request, Objects.requireNonNullElse(e.getCause(), e));
        } catch (TimeoutException e) {
            throw new IOException(request.place() + ": no whole answer within " + deadline, e);
        } finally {
            if (!answer.isDone()) {
                wire.cancel();
                answer.cancel(true);
            }
        }
    }

    private <T> Future<T> submit(Callable<T> exchange) {
        try {
            return exchanges.submit(exchange);
        } catch (RejectedExecutionException e) {
            throw new CancelledException("the client is closed", e);
        }
    }

    private IOException failure(HttpRequest request, Throwable cause) {
        if (closed) {
            throw new CancelledException("the client was closed while it waited for " + request.place(), cause);
        }
        if (cause instanceof IOException io) {
            return io;
        }
        if (cause instanceof RuntimeException runtime) {
            throw runtime;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return new IOException(cause);
    }

    private static HttpUriRequestBase wireRequest(HttpRequest request, Duration deadline) {
        HttpUriRequestBase wire = new HttpUriRequestBase(request.method(), request.uri());
        Timeout timeout = Timeout.of(deadline);
        wire.setConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(timeout)
                .setResponseTimeout(timeout)
                .setRedirectsEnabled(false)
                .setContentCompressionEnabled(false)
                .build());
        wire.setHeader(HttpHeaders.ACCEPT_ENCODING, "gzip");
        wire.setHeader(HttpHeaders.ACCEPT, "application/json");
        request.headers().forEach(wire::setHeader);
        String form = request.form();
        if (form != null) {
            wire.setEntity(new StringEntity(form, ContentType.APPLICATION_FORM_URLENCODED));
        }
        return wire;
    }

    private static HttpResponse read(HttpRequest request, HttpUriRequestBase wire, ClassicHttpResponse response)
            throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : response.getHeaders()) {
            headers.putIfAbsent(header.getName().toLowerCase(Locale.ROOT), header.getValue());
        }
        if (response.getEntity() == null) {
            return new HttpResponse(response.getCode(), headers, new byte[0]);
        }
        try {
            byte[] body = BoundedBody.read(
                    response.getEntity().getContent(),
                    response.getEntity().getContentLength(),
                    headers.get("content-encoding"),
                    request.place());
            return new HttpResponse(response.getCode(), headers, body);
        } catch (IOException | MalformedResponseException e) {
            wire.cancel(); // or else HttpClient reads an endless body to its end
            throw e;
        }
    }

    @Override
    public void close() {
        closed = true;
        exchanges.shutdown();
        client.close(CloseMode.IMMEDIATE);
    }
}
