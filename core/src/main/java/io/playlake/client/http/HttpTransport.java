package io.playlake.client.http;

import java.io.IOException;
import java.time.Duration;

/**
 * Sends one request and reads its whole answer.
 *
 * <p>Implementations are thread-safe. They follow no redirect, keep no cookie, repeat nothing on their own, and return
 * every status as a response; the body of a compressed answer is handed out inflated.
 */
public interface HttpTransport extends AutoCloseable {

    /**
     * Sends the request.
     *
     * @param deadline longest time for connecting, headers and body together; positive
     * @throws IOException if no whole answer arrived in time; sending the request again may help
     * @throws InterruptedException if the thread was interrupted; the exchange is abandoned
     * @throws io.playlake.error.MalformedResponseException if the answer exceeds the transport's bounds
     * @throws io.playlake.error.CancelledException if the transport is closed
     */
    HttpResponse execute(HttpRequest request, Duration deadline) throws IOException, InterruptedException;

    /** Ends exchanges in flight and frees connections; closing twice does nothing. */
    @Override
    void close();
}
