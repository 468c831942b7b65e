package io.playlake.emulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A server on loopback that has the sockets in its own hands, since the JDK's lets nobody break them. Every connection
 * has a thread, which ends with it. Thread-safe.
 */
final class Listener implements AutoCloseable {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int BACKLOG = 256;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ServerSocket server;
    private final int port;
    private final Function<Request, Delivery> door;
    private final Map<Thread, Socket> open = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final Thread acceptor;
    private volatile boolean closed;

    Listener(int port, Function<Request, Delivery> door) throws IOException {
        this.door = door;
        server = new ServerSocket();
        try {
            server.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), BACKLOG);
        } catch (IOException e) {
            server.close();
            throw e;
        }
        this.port = server.getLocalPort();
        acceptor = thread(this::accept);
    }

    void start() {
        acceptor.start();
    }

    int port() {
        return port;
    }

    /** Named by the port, and does not hold up the end of the JVM. */
    private Thread thread(Runnable task) {
        Thread thread = new Thread(task, "spotify-emulator-" + port + "-" + count.getAndIncrement());
        thread.setDaemon(true);
        return thread;
    }

    private void accept() {
        while (!closed) {
            try {
                serve(server.accept());
            } catch (IOException gone) {
                // The client left at once, or the server is closed.
            }
        }
    }

    private void serve(Socket socket) {
        Thread thread = thread(() -> {
            try {
                new Connection(socket, port, door).run();
            } finally {
                open.remove(Thread.currentThread());
            }
        });
        open.put(thread, socket);
        thread.start();
    }

    /** Closes all connections and waits for their threads; not to be called by one of them. */
    @Override
    public void close() {
        closed = true;
        try {
            server.close();
        } catch (IOException alreadyGone) {
            // Nothing is left to close.
        }
        try {
            acceptor.join(PATIENCE.toMillis());
            List<Thread> threads = List.copyOf(open.keySet());
            open.values().forEach(Listener::end);
            for (Thread thread : threads) {
                thread.join(PATIENCE.toMillis());
            }
        } catch (InterruptedException e) {
            open.values().forEach(Listener::end);
            Thread.currentThread().interrupt();
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // Nothing is left to close.
        }
    }
}
