package io.playlake.examples.cli;

import io.playlake.emulator.SpotifyEmulator;
import io.playlake.time.TimeSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The command line in this JVM, with an environment of its own. */
final class Cli {

    private final Map<String, String> variables = new TreeMap<>();
    private TimeSource time = TimeSource.system();
    private boolean terminal;
    private Consumer<String> reader = line -> {};

    /** What came of a call. */
    record Result(int code, String out, String err) {

        String all() {
            return out + err;
        }
    }

    /** Every call line has a cache of its own, so that none learns from another. */
    static Cli bare() {
        try {
            return new Cli()
                    .with(
                            "XDG_CACHE_HOME",
                            Files.createTempDirectory(Path.of("target"), "cache")
                                    .toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Knows where an emulator is, and what it accepts. */
    static Cli against(SpotifyEmulator emulator) {
        return bare().with("SPOTIFY_CLIENT_ID", SpotifyEmulator.CLIENT_ID)
                .with("SPOTIFY_CLIENT_SECRET", SpotifyEmulator.CLIENT_SECRET)
                .with("PLAYLAKE_API_URL", emulator.apiUrl())
                .with("PLAYLAKE_ACCOUNTS_URL", emulator.accountsUrl())
                .with("PLAYLAKE_RATE", "10000/s");
    }

    Cli with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    Cli without(String variable) {
        variables.remove(variable);
        return this;
    }

    Cli at(TimeSource clocks) {
        time = clocks;
        return this;
    }

    Cli onTerminal() {
        terminal = true;
        return this;
    }

    /** Shows each line of the output to somebody while the command runs, and goes on when they have acted on it. */
    Cli readBy(Consumer<String> person) {
        reader = person;
        return this;
    }

    Result call(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            private int shown;

            @Override
            public void flush() {
                String lines = toString(StandardCharsets.UTF_8);
                while (lines.indexOf('\n', shown) >= 0) {
                    int end = lines.indexOf('\n', shown);
                    String line = lines.substring(shown, end);
                    shown = end + 1;
                    reader.accept(line);
                }
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Shell shell = new Shell(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                variables::get,
                terminal,
                time);
        int code = new Invocation(shell).execute(args);
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
