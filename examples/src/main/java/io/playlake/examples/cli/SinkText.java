package io.playlake.examples.cli;

import io.playlake.error.ConfigurationException;
import io.playlake.run.Playlake;
import io.playlake.sink.Sink;
import io.playlake.sink.local.LocalSink;
import io.playlake.sink.s3.S3Sink;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Places as the options {@code --sink}, {@code --state} and {@code --ledger} write them. */
final class SinkText {

    static final String FORMS = "local:DIR, s3://BUCKET/PREFIX or jdbc:...";

    private static final String LOCAL = "local:";
    private static final String OPTIONAL = "optional:";
    private static final String S3 = "s3:";

    private SinkText() {}

    /** Adds the sinks of a run; what stands after {@code optional:} need not be there. */
    static void addTo(Playlake.Builder builder, List<String> texts, Shell shell) {
        boolean required = false;
        for (String text : texts) {
            boolean optional = text.strip().startsWith(OPTIONAL);
            Sink sink = sink(withoutOptional(text), shell);
            required |= !optional;
            if (optional) {
                builder.optionalSink(sink);
            } else {
                builder.sink(sink);
            }
        }
        if (!required) {
            throw new UsageException("--sink is missing, expected " + FORMS
                    + (texts.isEmpty() ? "" : ", beside those that are optional"));
        }
    }

    /** Returns the place of a sink, optional or not. */
    static String withoutOptional(String text) {
        String place = text.strip();
        return place.startsWith(OPTIONAL) ? place.substring(OPTIONAL.length()) : text;
    }

    /** Returns the only sink of a command that looks at one; null if there is none. */
    static @Nullable String only(List<String> texts) {
        if (texts.size() > 1) {
            throw new UsageException("--sink is there " + texts.size() + " times, expected the one lake to look at");
        }
        return texts.isEmpty() ? null : withoutOptional(texts.get(0));
    }

    /** Returns the sink; null means that the option is missing. */
    static Sink sink(@Nullable String text, Shell shell) {
        return sink("--sink", text, shell);
    }

    /** Returns the sink that another option names. */
    static Sink sink(String option, @Nullable String text, Shell shell) {
        if (text == null) {
            throw new UsageException(option + " is missing, expected " + FORMS);
        }
        if (JdbcText.isOne(text)) {
            return JdbcText.sink(option, text, shell);
        }
        return isS3(text) ? s3(option, text) : LocalSink.at(path(option, text, FORMS));
    }

    static boolean isS3(String text) {
        return text.strip().startsWith(S3);
    }

    static S3Sink s3(String option, String text) {
        try {
            return S3Sink.of(text.strip());
        } catch (ConfigurationException e) {
            throw new UsageException(option + ": " + Printable.line(e.getMessage()));
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
