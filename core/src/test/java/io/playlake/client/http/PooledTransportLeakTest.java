package io.playlake.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is left of a transport when it is closed. */
@Timeout(60)
class PooledTransportLeakTest {

    private final PooledTransport transport = new PooledTransport(4, "playlake/test");
    private final ExecutorService serverThreads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        transport.close();
        serverThreads.shutdownNow();
    }

    @Test
    void closingLeavesNeitherThreadsNorConnections() throws Exception {
        List<Socket> accepted = new CopyOnWriteArrayList<>();
        try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            serverThreads.execute(() -> acceptAll(listener, accepted));
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                // Every third is never answered, and given up.
                HttpRequest request = HttpRequest.get(
                        URI.create("http://127.0.0.1:" + listener.getLocalPort() + (i % 3 == 0 ? "/stall" : "/x")),
                        "/x");
                calls.add(serverThreads.submit(() -> transport.execute(request, Duration.ofMillis(300))));
            }
            for (Future<?> call : calls) {
                try {
                    call.get(20, TimeUnit.SECONDS);
                } catch (ExecutionException e) {
                    assertThat(e.getCause()).isInstanceOf(IOException.class);
                }
            }
            assertThat(threads()).isNotEmpty();
            transport.close();
            for (Thread thread : threads()) {
                thread.join(10_000);
            }
            assertThat(threads()).isEmpty();
            assertThat(accepted).isNotEmpty();
            for (Socket socket : accepted) {
                assertThat(isClosed(socket)).isTrue();
            }
        }
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("playlake-http-"))
                .toList();
    }

    private void acceptAll(ServerSocket listener, List<Socket> accepted) {
        try {
            while (true) {
                Socket socket = listener.accept();
                accepted.add(socket);
                serverThreads.execute(() -> serveAll(socket));
            }
        } catch (IOException e) {
            return; // the test is over
        }
    }

    /** Answers every request but those for /stall. */
    private static void serveAll(Socket socket) {
        try {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                boolean stall = line.startsWith("GET /stall");
                while (!line.isEmpty()) {
                    line = in.readLine();
                }
                if (!stall) {
                    socket.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            return; // the client has gone
        }
    }

    /** The reader of a socket got its end, or else a reset, if the other side has closed it. */
    private static boolean isClosed(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }
}
