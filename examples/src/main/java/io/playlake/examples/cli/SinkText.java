package io.playlake.examples.cli;

import io.playlake.sink.Sink;
import io.playlake.sink.local.LocalSink;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Places as the options {@code --sink}, {@code --state} and {@code --ledger} write them. */
final class SinkText {

    static final String FORMS = "local:DIR or jdbc:...";

    private static final String LOCAL = "local:";

    private SinkText() {}

    /** Returns the sink; null means that the option is missing. */
    static Sink sink(@Nullable String text, Shell shell) {
        if (text == null) {
            throw new UsageException("--sink is missing, expected " + FORMS);
        }
        return JdbcText.isOne(text) ? JdbcText.sink("--sink", text, shell) : LocalSink.at(folder(text));
    }

    /** Returns the folder of a local sink. */
    static Path folder(String text) {
        return path("--sink", text, FORMS);
    }

    /** Returns what stands after {@code local:}. */
    static Path path(String option, String text, String expected) {
        String place = text.strip();
        if (!place.startsWith(LOCAL) || place.length() == LOCAL.length()) {
            throw new UsageException(
                    option + ": got '" + Printable.cell(text, 100) + "', this version expects " + expected);
        }
        try {
            return Path.of(place.substring(LOCAL.length()));
        } catch (InvalidPathException e) {
            throw new UsageException(option + ": '" + Printable.cell(text, 100) + "' is no path: " + e.getReason());
        }
    }
}
