package io.playlake.examples.cli;

import io.playlake.time.TimeSource;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The bundled main: {@code java -jar playlake.jar COMMAND}. */
public final class Main {

    private static final int UNWIND_SECONDS = 3;

    private Main() {}

    /** Runs one command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        Shell shell = new Shell(
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                System::getenv,
                TerminalProbe.isTerminal(),
                TimeSource.system());
        CountDownLatch done = new CountDownLatch(1);
        unwindOnSignal(Thread.currentThread(), done);
        int code = new Invocation(shell).execute(args);
        if (shell.out().checkError() && code == ExitCode.OK) {
            shell.err().println("playlake: what was to be printed could not be written to standard output");
            code = ExitCode.IO;
        }
        done.countDown();
        System.exit(code);
    }

    /** Everything is UTF-8, whatever the locale: JSON must be, and names of playlists want to be. */
    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** Ctrl-C interrupts the command and gives it a moment to put its files away; a crash would do no harm either. */
    private static void unwindOnSignal(Thread main, CountDownLatch done) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            if (done.getCount() == 0) {
                                return;
                            }
                            main.interrupt();
                            try {
                                if (!done.await(UNWIND_SECONDS, TimeUnit.SECONDS)) {
                                    System.err.println("playlake: still busy, ending all the same");
                                }
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "unwind"));
    }
}
