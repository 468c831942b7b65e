package io.playlake.client.limit;

import com.google.common.collect.Interner;
import com.google.common.collect.Interners;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A ledger in a folder, shared by the processes of one machine. Calls are lines of a file for each hour, so that nothing is
 * ever rewritten; files of hours gone by are deleted. A torn line, the most that a crash can leave, counts as no call.
 * When the next slot is due stands in a file of its own, which is rewritten; torn, it counts as no slot.
 */
public final class FileCallLedger implements CallLedger {

    private static final String NOTES = "notes";
    private static final String LOCK = "lock";
    private static final String CALLS = "calls-";
    private static final String PACE = "pace";
    private static final long HOUR = 3600;
    private static final Pattern HOLD = Pattern.compile("hold (\\S+) (\\d{1,12})");
    private static final Pattern LESSON = Pattern.compile("lesson (\\S+) (\\d{1,12})");
    private static final Pattern CALL = Pattern.compile("\\d{1,12}");
    private static final Pattern DUE = Pattern.compile("\\d{19}\n");

    /** A file lock is the process's, so threads of one process need one of their own, by path. */
    private static final Interner<String> MONITORS = Interners.newWeakInterner();

    private final Path folder;
    private final String monitor;
    private final LedgerEntries entries = new LedgerEntries();
    private final Map<Path, Long> read = new HashMap<>();

    private FileCallLedger(Path folder) throws IOException {
        this.folder = folder;
        this.monitor = MONITORS.intern("call ledger " + folder.toRealPath());
    }

    /**
     * Opens the ledger in a folder, which is made if need be, for its owner only.
     *
     * @throws IOException if the folder cannot be made, read or written
     */
    public static FileCallLedger open(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
            if (posix) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectories(folder);
            }
        }
        FileCallLedger ledger = new FileCallLedger(folder);
        ledger.locked(() -> {
            ledger.readAll();
            return true;
        });
        return ledger;
    }

    @Override
    public Optional<Refusal> take(String group, Instant now, long budget) throws IOException {
        return locked(() -> {
            catchUp(now);
            Optional<Refusal> refusal = entries.refusal(group, now, budget);
            if (refusal.isEmpty()) {
                append(hourFile(now.getEpochSecond() / HOUR), String.valueOf(now.getEpochSecond()));
            }
            return refusal;
        });
    }

    @Override
    public Duration pace(Instant now, double perSecond) throws IOException {
        return locked(() -> {
            try (FileChannel channel = FileChannel.open(
                    folder.resolve(PACE),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE)) {
                long at = PaceSlot.nanos(now);
                long slot = PaceSlot.of(due(channel), at, perSecond);
                write(channel, 0, String.format(Locale.ROOT, "%019d\n", PaceSlot.after(slot, perSecond)));
                return Duration.ofNanos(Math.max(0, slot - at));
            }
        });
    }

    private static long due(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(20);
        while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {}
        String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
        return DUE.matcher(text).matches() ? Long.parseLong(text.strip()) : 0;
    }

    @Override
    public long calls(Instant now) throws IOException {
        return locked(() -> {
            catchUp(now);
            return entries.count(now);
        });
    }

    @Override
    public void hold(@Nullable String group, Instant until) throws IOException {
        note("hold " + (group == null ? "*" : word(group)) + " "
                + (until.getEpochSecond() + (until.getNano() > 0 ? 1 : 0)));
    }

    @Override
    public void learn(String lesson, Instant at) throws IOException {
        note("lesson " + word(lesson) + " " + at.getEpochSecond());
    }

    @Override
    public Map<String, Instant> lessons() throws IOException {
        return locked(() -> {
            tail(folder.resolve(NOTES));
            return Map.copyOf(entries.lessons());
        });
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "FileCallLedger[" + folder + "]";
    }

    private void note(String line) throws IOException {
        locked(() -> {
            tail(folder.resolve(NOTES));
            append(folder.resolve(NOTES), line);
            return true;
        });
    }

    private static String word(String text) {
        if (text.isEmpty() || !text.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException("'" + text + "', expected one word");
        }
        return text;
    }

    /** Does something while no other process and no other thread does anything here. */
    private <T> T locked(Action<T> action) throws IOException {
        synchronized (monitor) {
            try (FileChannel channel =
                    FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.lock(); // until the channel closes
                return action.run();
            }
        }
    }

    @FunctionalInterface
    private interface Action<T> {
        T run() throws IOException;
    }

    private void readAll() throws IOException {
        long newest = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, CALLS + "*")) {
            for (Path file : files) {
                newest = Math.max(newest, hour(file));
            }
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, CALLS + "*")) {
            for (Path file : files) {
                // Gone by for certain only when a later file says so: the clock may be wrong.
                if (hour(file) < newest - WINDOW.plus(Duration.ofHours(1)).toHours()) {
                    Files.deleteIfExists(file);
                } else {
                    tail(file);
                }
            }
        }
        tail(folder.resolve(NOTES));
    }

    /** Reads what others appended since; their clocks may be off a little. */
    private void catchUp(Instant now) throws IOException {
        long hour = now.getEpochSecond() / HOUR;
        for (long near = hour - 1; near <= hour + 1; near++) {
            tail(hourFile(near));
        }
        tail(folder.resolve(NOTES));
    }

    private void tail(Path file) throws IOException {
        long from = read.getOrDefault(file, 0L);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size <= from) {
                return;
            }
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(size - from));
            while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {}
            String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
            text.lines().forEach(this::parse);
            read.put(file, from + bytes.position());
        } catch (NoSuchFileException e) {
            // nothing was entered there
        }
    }

    private void parse(String line) {
        if (CALL.matcher(line).matches()) {
            entries.add(Long.parseLong(line));
            return;
        }
        Matcher hold = HOLD.matcher(line);
        Matcher lesson = LESSON.matcher(line);
        if (hold.matches()) {
            entries.hold(hold.group(1).equals("*") ? null : hold.group(1), time(hold.group(2)));
        } else if (lesson.matches()) {
            entries.learn(lesson.group(1), time(lesson.group(2)));
        }
    }

    private static Instant time(String seconds) {
        return Instant.ofEpochSecond(Long.parseLong(seconds));
    }

    /** Appends a line, on a line of its own even after a torn one, and takes it in. */
    private void append(Path file, String line) throws IOException {
        long end = read.getOrDefault(file, 0L);
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            boolean torn = end > 0 && channel.read(last, end - 1) == 1 && last.get(0) != '\n';
            read.put(file, write(channel, end, (torn ? "\n" : "") + line + "\n"));
        }
        parse(line);
    }

    /** Returns where what it wrote ends. */
    private static long write(FileChannel channel, long at, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            channel.write(bytes, at + bytes.position());
        }
        return at + bytes.limit();
    }

    private Path hourFile(long hour) {
        return folder.resolve(CALLS + hour);
    }

    private static long hour(Path file) {
        String digits = file.getFileName().toString().substring(CALLS.length());
        return digits.matches("\\d{1,9}") ? Long.parseLong(digits) : 0;
    }
}
