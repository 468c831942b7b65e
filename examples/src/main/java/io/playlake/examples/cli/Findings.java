package io.playlake.examples.cli;

import java.io.PrintStream;
import java.util.Locale;

/** The lines of a check as they are found, and the exit code that they make together: that of the first no. */
final class Findings {

    private final PrintStream out;
    private final Credentials secrets;
    private int exitCode = ExitCode.OK;

    Findings(PrintStream out, Credentials secrets) {
        this.out = out;
        this.secrets = secrets;
    }

    void ok(String what, String detail) {
        line(what, "ok", detail);
    }

    /** Notes something that does not work and need not. */
    void no(String what, String detail) {
        line(what, "no", detail);
    }

    /** Notes something that must work. */
    void no(String what, Throwable cause) {
        Failure failure = Failure.of(cause);
        no(what, failure.message(), failure.exitCode());
    }

    /** Notes something that must work. */
    void no(String what, String detail, int code) {
        line(what, "no", detail);
        exitCode = exitCode == ExitCode.OK ? code : exitCode;
    }

    void line(String what, String verdict, String detail) {
        out.println(String.format(Locale.ROOT, "%-14s %-11s %s", what, verdict, secrets.mask(Printable.line(detail)))
                .stripTrailing());
    }

    int exitCode() {
        return exitCode;
    }
}
