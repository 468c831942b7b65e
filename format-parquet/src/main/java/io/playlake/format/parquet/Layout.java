package io.playlake.format.parquet;

import io.playlake.error.DataRefusedException;
import io.playlake.sink.Attempt;
import io.playlake.sink.DataFile;
import io.playlake.storage.BlobKey;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of everything in a dataset. */
final class Layout {

    static final BlobKey IDENTITY = BlobKey.of("playlake.json");
    static final BlobKey LOCK = BlobKey.of("_lock");
    static final BlobKey COMMITS = BlobKey.of("_commits");
    static final BlobKey STATES = BlobKey.of("_state");
    static final BlobKey STAGE = BlobKey.of("_stage");

    private static final String DAY = "run_date=";
    private static final Pattern COMMIT = Pattern.compile("_commits/([0-9]{20})\\.json");
    private static final Pattern INTENT = Pattern.compile("_stage/[A-Za-z0-9]+\\.publish\\.json");
    private static final Pattern DATA = Pattern.compile(
            "[a-z][a-z0-9_]*/run_date=[0-9-]+/[^/]+\\.parquet|_state/[^/]+\\.jsonl\\.zst", Pattern.DOTALL);

    private Layout() {}

    static BlobKey data(String table, Attempt attempt, int number) {
        return data(table, attempt.logicalDate().atZone(ZoneOffset.UTC).toLocalDate(), attempt, number);
    }

    static BlobKey data(String table, LocalDate day, Attempt attempt, int number) {
        return BlobKey.of(table, DAY + day, prefix(attempt) + "." + number + ".parquet");
    }

    /** Returns the day in whose folder a file of a table lies. */
    static LocalDate day(DataFile file) {
        String[] segments = file.path().split("/", -1);
        try {
            return LocalDate.parse(segments[1].substring(DAY.length()));
        } catch (DateTimeException | IndexOutOfBoundsException e) {
            throw new DataRefusedException(file.path() + " lies in no folder " + DAY + "YYYY-MM-DD of a table", e);
        }
    }

    /** Returns the name of a file that stands for another file of state. */
    static BlobKey stateSuccessor(Attempt attempt, int number) {
        return STATES.resolve(prefix(attempt) + "." + number + ".jsonl.zst");
    }

    static BlobKey stateDelta(Attempt attempt) {
        return STATES.resolve(prefix(attempt) + ".jsonl.zst");
    }

    static BlobKey stateCheckpoint(Attempt attempt) {
        return STATES.resolve(prefix(attempt) + ".checkpoint.jsonl.zst");
    }

    static BlobKey intent(Attempt attempt) {
        return STAGE.resolve(attempt.attemptId() + ".publish.json");
    }

    static BlobKey commit(long seq) {
        return COMMITS.resolve(String.format(Locale.ROOT, "%020d.json", seq));
    }

    /** Returns the number of a commit by its name; empty if it is something else. */
    static OptionalLong seq(BlobKey key) {
        Matcher matcher = COMMIT.matcher(key.path());
        return matcher.matches() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }

    static boolean isIntent(BlobKey key) {
        return INTENT.matcher(key.path()).matches();
    }

    /** Returns whether a name is one that a session gives to tables and state; nothing else may be swept away. */
    static boolean isData(BlobKey key) {
        return DATA.matcher(key.path()).matches();
    }

    private static String prefix(Attempt attempt) {
        return attempt.runId() + "." + attempt.attemptId();
    }
}
