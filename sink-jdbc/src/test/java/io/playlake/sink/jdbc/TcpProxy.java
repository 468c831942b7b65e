package io.playlake.sink.jdbc;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a client and a server, and resets both connections where a test wants it. */
final class TcpProxy implements Closeable {

    /** What happens to a connection when the client has sent a word for the n-th time. */
    enum Fault {
        /** The word never arrives. */
        REQUEST_LOST,
        /** The word arrives, and its answer does not. */
        REPLY_LOST
    }

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger faults = new AtomicInteger();
    private volatile byte[] word = new byte[0];
    private volatile Fault fault = Fault.REQUEST_LOST;
    private volatile boolean closing;

    TcpProxy(int target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Does it to so many connections that send the word, in one packet or at the start of one. */
    void inject(String text, Fault kind, int times) {
        word = text.getBytes(StandardCharsets.US_ASCII);
        fault = kind;
        faults.set(times);
    }

    /** Loses the reply to the next such word, and lets nobody in after that. */
    void closeAfter(String text) {
        closing = true;
        inject(text, Fault.REPLY_LOST, 1);
    }

    int faultsLeft() {
        return faults.get();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(client);
                open.add(upstream);
                Pipe pipe = new Pipe(client, upstream);
                start(pipe::requests);
                start(pipe::replies);
            }
        } catch (IOException e) {
            // The test is over, or the server is.
        }
    }

    private final class Pipe {

        private final Socket client;
        private final Socket upstream;
        private volatile boolean mute;

        Pipe(Socket client, Socket upstream) {
            this.client = client;
            this.upstream = upstream;
        }

        void requests() {
            try {
                InputStream in = client.getInputStream();
                OutputStream out = upstream.getOutputStream();
                byte[] buffer = new byte[1 << 16];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    if (contains(buffer, n) && faults.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                        if (fault == Fault.REQUEST_LOST) {
                            reset();
                            return;
                        }
                        mute = true;
                    }
                    out.write(buffer, 0, n);
                }
                upstream.shutdownOutput();
            } catch (IOException e) {
                reset();
            }
        }

        void replies() {
            try {
                InputStream in = upstream.getInputStream();
                OutputStream out = client.getOutputStream();
                byte[] buffer = new byte[1 << 16];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    if (mute) {
                        if (closing) {
                            server.close();
                        }
                        // The server has done it, for it answers.
                        reset();
                        return;
                    }
                    out.write(buffer, 0, n);
                }
                client.shutdownOutput();
            } catch (IOException e) {
                reset();
            }
        }

        private boolean contains(byte[] buffer, int length) {
            byte[] wanted = word;
            for (int i = 0; i + wanted.length <= length && wanted.length > 0; i++) {
                int same = 0;
                while (same < wanted.length && buffer[i + same] == wanted[same]) {
                    same++;
                }
                if (same == wanted.length) {
                    return true;
                }
            }
            return false;
        }

        private void reset() {
            for (Socket socket : new Socket[] {client, upstream}) {
                TcpProxy.reset(socket);
                open.remove(socket);
            }
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It is closed already.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        open.forEach(TcpProxy::reset);
    }
}
