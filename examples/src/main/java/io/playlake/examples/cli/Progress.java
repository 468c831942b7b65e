package io.playlake.examples.cli;

import io.playlake.run.RunListener;
import io.playlake.time.TimeSource;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows on the standard error how far a run is: a bar that redraws, or plain lines, or nothing. Warnings always show.
 * The bar moves with the time and the calls too, so that a long wait does not look like a standstill.
 */
final class Progress implements RunListener, AutoCloseable {

    private static final int WIDTH = 30;
    private static final long REDRAW_MILLIS = 200;
    /** Logs that nobody watches get a line now and then. */
    private static final long PLAIN_NANOS = 5_000_000_000L;

    private static final String CLEAR = "\r\u001b[K";

    /** How progress is shown. */
    enum Mode {
        AUTO,
        PLAIN,
        NONE
    }

    private final PrintStream err;
    private final TimeSource time;
    private final String label;
    private final LongSupplier calls;
    private final boolean plain;
    private final @Nullable Timer redraws;
    private final long startedAt;
    private long shownAt;
    private int done;
    private int due = -1;
    private boolean drawn;
    private boolean closed;

    /**
     * Begins to show.
     *
     * @param label stands before everything; may be empty
     * @param calls how many calls were made so far; asked by any thread
     */
    Progress(Shell shell, Mode mode, String label, LongSupplier calls) {
        this.err = shell.err();
        this.time = shell.time();
        this.label = label.isEmpty() ? "" : label + ": ";
        this.calls = calls;
        this.startedAt = time.nanoTime();
        this.shownAt = startedAt;
        boolean bar = mode == Mode.AUTO && shell.terminal();
        this.plain = mode != Mode.NONE && !bar;
        this.redraws = bar ? new Timer("progress", true) : null;
        if (redraws != null) {
            redraws.schedule(
                    new TimerTask() {
                        @Override
                        public void run() {
                            draw();
                        }
                    },
                    0,
                    REDRAW_MILLIS);
        }
    }

    @Override
    public synchronized void listed(int categories, int playlists, int toFetch) {
        due = toFetch;
        if (plain) {
            err.println(label + count(playlists, "playlist", "playlists") + " in "
                    + count(categories, "category", "categories") + " listed, "
                    + String.format(Locale.ROOT, "%,d", toFetch) + " to fetch");
        }
        draw();
    }

    @Override
    public synchronized void fetched(int number, int toFetch) {
        done = number;
        long now = time.nanoTime();
        if (plain && now - shownAt >= PLAIN_NANOS) {
            shownAt = now;
            err.println(label + text());
        }
        draw();
    }

    @Override
    public synchronized void warning(String message) {
        clear();
        err.println("playlake: warning: " + label + Printable.line(message));
        draw();
    }

    /** Takes the bar away. */
    @Override
    public synchronized void close() {
        closed = true;
        if (redraws != null) {
            redraws.cancel();
        }
        clear();
    }

    static String count(long number, String one, String many) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : many);
    }

    private synchronized void draw() {
        if (redraws == null || closed) {
            return;
        }
        int full = due <= 0 ? 0 : (int) ((long) WIDTH * done / due);
        String bar = due <= 0 ? "" : "[" + "#".repeat(full) + ".".repeat(WIDTH - full) + "] ";
        err.print(CLEAR + label + bar + text());
        err.flush();
        drawn = true;
    }

    private void clear() {
        if (drawn) {
            err.print(CLEAR);
            err.flush();
            drawn = false;
        }
    }

    private String text() {
        String what = due < 0 ? "listing" : String.format(Locale.ROOT, "fetched %,d of %,d", done, due);
        long seconds = (time.nanoTime() - startedAt) / 1_000_000_000;
        return what + ", " + count(calls.getAsLong(), "call", "calls") + ", "
                + String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }
}
