package io.playlake.examples.cli;

import io.playlake.emulator.SpotifyEmulator;
import io.playlake.time.TimeSource;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** The command line in this JVM, with an environment of its own. */
final class Cli {

    private final Map<String, String> variables = new TreeMap<>();
    private TimeSource time = TimeSource.system();
    private boolean terminal;

    /** What came of a call. */
    record Result(int code, String out, String err) {

        String all() {
            return out + err;
        }
    }

    static Cli bare() {
        return new Cli();
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

    Result call(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
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
