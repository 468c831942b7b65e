package io.playlake.examples.cli;

import io.playlake.error.ConfigurationException;
import io.playlake.error.PlaylakeException;
import io.playlake.sink.Commit;
import io.playlake.sink.Dataset;
import io.playlake.sink.Sink;
import io.playlake.sink.local.LocalSink;
import io.playlake.sink.s3.S3Sink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether a run could write to a lake; finds out without leaving anything. */
final class SinkProbe {

    private static final String WHAT = "sink";

    private SinkProbe() {}

    static void run(String text, Shell shell, Findings findings) {
        if (JdbcText.isOne(text)) {
            database(JdbcText.sink("--sink", text, shell), findings);
            return;
        }
        if (SinkText.isS3(text)) {
            bucket(SinkText.s3("--sink", text), findings);
        } else {
            folder(SinkText.path("--sink", text, SinkText.FORMS), findings);
        }
    }

    private static void bucket(S3Sink sink, Findings findings) {
        try {
            if (sink.check()) {
                lake(sink, sink.name(), findings);
            } else {
                findings.ok(WHAT, sink.name() + " can be written");
            }
        } catch (PlaylakeException e) {
            findings.no(WHAT, e);
        }
    }

    private static void folder(Path folder, Findings findings) {
        Path place = folder.toAbsolutePath().normalize();
        Path existing = existing(place);
        if (existing == null || !Files.isDirectory(existing)) {
            findings.no(WHAT, existing + " is not a folder, expected one, or nothing yet", ExitCode.CONFIGURATION);
        } else if (!Files.isWritable(existing)) {
            findings.no(WHAT, existing + " cannot be written by this user", ExitCode.IO);
        } else if (!existing.equals(place)) {
            findings.ok(WHAT, place + " does not exist yet, and can be made");
        } else if (Files.exists(place.resolve("playlake.json"))) {
            lake(LocalSink.at(place), place.toString(), findings);
        } else if (!isEmpty(place)) {
            findings.no(
                    WHAT, place + " holds other things, expected an empty folder or a lake", ExitCode.CONFIGURATION);
        } else {
            findings.ok(WHAT, place + " can be written");
        }
    }

    /** A database is asked as a reader would; what its user may write shows when a run does. */
    private static void database(Sink database, Findings findings) {
        try (Dataset dataset = database.openExisting()) {
            findings.ok(WHAT, database.name() + " holds " + commits(dataset));
        } catch (ConfigurationException e) {
            if (e.getMessage().startsWith("there is no dataset")) {
                findings.ok(WHAT, database.name() + " holds no lake yet");
            } else {
                findings.no(WHAT, e);
            }
        } catch (PlaylakeException e) {
            findings.no(WHAT, e);
        }
    }

    private static String commits(Dataset dataset) {
        return Progress.count(dataset.head().map(Commit::seq).orElse(0L), "commit", "commits");
    }

    private static void lake(Sink sink, String place, Findings findings) {
        try (Dataset dataset = sink.openExisting()) {
            findings.ok(WHAT, place + " holds " + commits(dataset));
        } catch (PlaylakeException e) {
            findings.no(WHAT, e);
        }
    }

    private static boolean isEmpty(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    private static @Nullable Path existing(Path place) {
        Path at = place;
        while (at != null && !Files.exists(at)) {
            at = at.getParent();
        }
        return at;
    }
}
