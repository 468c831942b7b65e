package io.playlake.examples.cli;

import io.playlake.time.TimeSource;
import java.io.PrintStream;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a command sees of the world, so that tests can give it another one.
 *
 * @param out results
 * @param err progress, warnings, the line that says what went wrong
 * @param variables environment variables; null for those that are not set
 * @param terminal whether a person looks at {@code err}
 * @param time the clocks
 */
record Shell(
        PrintStream out,
        PrintStream err,
        UnaryOperator<@Nullable String> variables,
        boolean terminal,
        TimeSource time) {

    /** Returns a variable; null if it is not set, or blank. */
    @Nullable
    String variable(String name) {
        String value = variables.apply(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** Tells the user of something that does not end the command. */
    void warn(String message) {
        err.println("playlake: warning: " + Printable.line(message));
    }

    boolean debug() {
        return variable("PLAYLAKE_DEBUG") != null;
    }
}
