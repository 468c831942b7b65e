package io.playlake.examples.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.playlake.error.CancelledException;
import io.playlake.error.LoginExpiredException;
import io.playlake.error.TryLaterException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, as a person and as a program reads it.
 *
 * @param exitCode of the process
 * @param message one line
 * @param notBefore earliest time at which another try can succeed; null if nobody said
 */
record Failure(int exitCode, String message, @Nullable Instant notBefore) {

    private static final Gson JSON = new GsonBuilder()
            .setPrettyPrinting()
            .serializeNulls()
            .disableHtmlEscaping()
            .create();

    static Failure of(Throwable thrown) {
        int code = ExitCode.of(thrown);
        Instant notBefore =
                thrown instanceof TryLaterException later ? later.notBefore().orElse(null) : null;
        return new Failure(code, Printable.line(text(thrown, code, notBefore)), notBefore);
    }

    /** Returns the object that stands in the place of a report. */
    String toJson(Credentials secrets) {
        JsonObject object = new JsonObject();
        object.addProperty("status", "FAILED");
        object.addProperty("exit_code", exitCode);
        object.addProperty("error", secrets.mask(message));
        object.addProperty("not_before", notBefore == null ? null : notBefore.toString());
        return JSON.toJson(object);
    }

    static String stackTrace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static String text(Throwable thrown, int code, @Nullable Instant notBefore) {
        String message = thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
        if (thrown instanceof OutOfMemoryError) {
            return "Java ran out of memory (" + message + "); give it more, such as java -Xmx512m -jar playlake.jar";
        }
        if (code == ExitCode.BUG) {
            StackTraceElement[] trace = thrown.getStackTrace();
            return "this is a bug in Playlake: " + thrown.getClass().getSimpleName() + ": " + message
                    + (trace.length == 0 ? "" : " (at " + trace[0] + ")")
                    + "; nothing half-done is visible; PLAYLAKE_DEBUG=1 shows the stack trace";
        }
        if (thrown instanceof CancelledException) {
            return message + "; what was not committed before is not visible, and the same command takes it up";
        }
        if (thrown instanceof LoginExpiredException) {
            return message + " (`playlake login`)";
        }
        if (notBefore != null && !message.contains(notBefore.toString())) {
            return message + "; not before " + notBefore;
        }
        return message;
    }
}
