package io.playlake.client.auth;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.playlake.error.ConfigurationException;
import io.playlake.error.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Listens at a loopback redirect URI until the browser brings the answer to one login. Whatever else comes gets a page
 * and changes nothing: any page of the web can make a browser ask here. Thread-safe.
 *
 * <p>The JDK's server notes request lines, at DEBUG, with its logger {@code com.sun.net.httpserver}. The code in one is
 * good once, and only with the verifier, which is shown nowhere.
 */
final class RedirectListener implements AutoCloseable {

    /** A browser opens connections in advance; one that says nothing must not hold up the others. */
    private static final int THREADS = 4;

    private static final int END_MILLIS = 5_000;

    private final RedirectUri uri;
    private final Secret state;
    private final HttpServer server;
    private final ExecutorService handlers;
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<RedirectAnswer> answer = new CompletableFuture<>();
    private final AtomicBoolean answered = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean metForeign;

    private RedirectListener(RedirectUri wanted, Secret state, HttpServer server) {
        this.uri = wanted.at(server.getAddress().getPort());
        this.state = state;
        this.server = server;
        this.handlers = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "playlake-login");
            thread.setDaemon(true);
            threads.add(thread);
            return thread;
        });
        server.setExecutor(handlers);
        server.createContext("/", this::handle);
        server.start();
    }

    /**
     * Listens.
     *
     * @throws ConfigurationException if the port is taken
     */
    static RedirectListener open(RedirectUri uri, Secret state) {
        try {
            return new RedirectListener(uri, state, HttpServer.create(uri.socketAddress(), 0));
        } catch (IOException e) {
            throw new ConfigurationException(
                    "redirectUri is " + uri.uri() + ", and nothing can listen there (" + Reason.of(e)
                            + "); end what uses the port, or register a redirect URI with another port and name it",
                    e);
        }
    }

    /** Returns the redirect URI, with the port that was taken. */
    RedirectUri uri() {
        return uri;
    }

    /** Returns whether something came that claimed to be the answer and was not. */
    boolean metForeign() {
        return metForeign;
    }

    /**
     * Returns the answer.
     *
     * @throws TimeoutException if none came in time
     * @throws java.util.concurrent.CancellationException if this is closed
     */
    RedirectAnswer await(Duration longest) throws InterruptedException, TimeoutException {
        try {
            return answer.get(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        RedirectAnswer found = null;
        try {
            LoginPage page;
            if (!exchange.getRequestMethod().equals("GET")) {
                page = LoginPage.NOT_ALLOWED;
            } else if (!uri.path().equals(exchange.getRequestURI().getRawPath())) {
                page = LoginPage.NOT_FOUND;
            } else {
                RedirectAnswer said = RedirectAnswer.of(exchange.getRequestURI().getRawQuery(), state);
                if (said instanceof RedirectAnswer.Foreign) {
                    metForeign = true;
                    page = LoginPage.FOREIGN;
                } else if (!answered.compareAndSet(false, true)) {
                    page = LoginPage.ANSWERED;
                } else {
                    found = said;
                    page = said instanceof RedirectAnswer.Granted ? LoginPage.ARRIVED : LoginPage.DECLINED;
                }
            }
            show(exchange, page);
        } finally {
            exchange.close();
            // Last, since whoever waits ends this server; and in any case, since the browser may be gone.
            if (found != null) {
                answer.complete(found);
            }
        }
    }

    private static void show(HttpExchange exchange, LoginPage page) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "text/html; charset=utf-8");
        headers.set("Cache-Control", "no-store");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        headers.set("Connection", "close");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(page.status(), -1);
            return;
        }
        byte[] html = page.html();
        exchange.sendResponseHeaders(page.status(), html.length);
        exchange.getResponseBody().write(html);
    }

    /** Ends every thread and frees the port. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        answer.cancel(false);
        server.stop(0);
        handlers.shutdownNow();
        try {
            for (Thread thread : threads) {
                thread.join(END_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
