package io.playlake.examples.cli;

import io.playlake.error.ConfigurationException;
import io.playlake.sink.Sink;
import io.playlake.sink.local.LocalSink;
import io.playlake.sink.s3.S3Sink;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Places as the options {@code --sink}, {@code --state} and {@code --ledger} write them. */
final class SinkText {

    static final String FORMS = "local:DIR or s3://BUCKET/PREFIX";

    private static final String LOCAL = "local:";
    private static final String S3 = "s3:";

    private SinkText() {}

    /** Returns the sink; null means that the option is missing. */
    static Sink sink(@Nullable String text) {
        if (text == null) {
            throw new UsageException("--sink is missing, expected " + FORMS);
        }
        return isS3(text) ? s3(text) : LocalSink.at(path("--sink", text, FORMS));
    }

    static boolean isS3(String text) {
        return text.strip().startsWith(S3);
    }

    static S3Sink s3(String text) {
        try {
            return S3Sink.of(text.strip());
        } catch (ConfigurationException e) {
            throw new UsageException("--sink: " + Printable.line(e.getMessage()));
        }
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
