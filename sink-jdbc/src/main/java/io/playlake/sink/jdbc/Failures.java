package io.playlake.sink.jdbc;

import io.playlake.error.ConfigurationException;
import io.playlake.error.CredentialsException;
import io.playlake.error.PlaylakeException;
import io.playlake.error.SinkException;
import io.playlake.error.TryLaterException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What errors of databases mean. Each has codes of its own; the text is looked at only where there are none. */
final class Failures {

    /** Lock not available, shutting down, crashed, not up yet. */
    private static final Set<String> PASSING_STATES = Set.of("55P03", "57P01", "57P02", "57P03");

    /** MySQL and MariaDB: lock wait timeout, deadlock. */
    private static final Set<Integer> PASSING_CODES = Set.of(1205, 1213);

    private Failures() {}

    /** Returns whether the same transaction may well succeed when it is repeated, on another connection. */
    static boolean passes(SQLException failure) {
        String state = state(failure);
        return failure instanceof SQLTransientException
                || failure instanceof SQLRecoverableException
                || failure instanceof SQLNonTransientConnectionException
                || state.startsWith("08")
                || state.startsWith("40")
                || PASSING_STATES.contains(state)
                || PASSING_CODES.contains(failure.getErrorCode())
                || text(failure).contains("[SQLITE_BUSY")
                || text(failure).contains("[SQLITE_LOCKED")
                || text(failure).startsWith("TransactionContext Error");
    }

    /** Returns whether a row has the key of another. */
    static boolean isDuplicate(SQLException failure) {
        String text = text(failure);
        return state(failure).equals("23505")
                || failure.getErrorCode() == 1062
                || text.contains("SQLITE_CONSTRAINT_PRIMARYKEY")
                || text.contains("SQLITE_CONSTRAINT_UNIQUE")
                || (text.startsWith("Constraint Error") && text.contains("uplicate key"));
    }

    /** Returns whether a table or view is there that was to be made. */
    static boolean isThere(SQLException failure) {
        return state(failure).equals("42P07") || failure.getErrorCode() == 1050;
    }

    /** Returns whether the role may not do that. */
    static boolean isDenied(SQLException failure) {
        return state(failure).equals("42501") || Set.of(1044, 1142, 1143).contains(failure.getErrorCode());
    }

    /**
     * Returns what to throw.
     *
     * @param place where the database is
     * @param what could not be done
     */
    static PlaylakeException of(String place, String what, SQLException failure) {
        String message = place + ": " + what + ": " + reason(failure);
        if (state(failure).startsWith("28") || failure.getErrorCode() == 1045) {
            return new CredentialsException(place + " refuses the user or the password: " + reason(failure), failure);
        }
        if (state(failure).equals("3D000") || failure.getErrorCode() == 1049) {
            return new ConfigurationException(message, failure);
        }
        if (text(failure).contains("Conflicting lock is held")) {
            return new TryLaterException(place + " is open in another process", null, failure);
        }
        return new SinkException(message, failure);
    }

    /** Returns the first line of what the database said. */
    static String reason(SQLException failure) {
        return text(failure).lines().findFirst().orElse(failure.getClass().getSimpleName());
    }

    private static String state(SQLException failure) {
        String state = failure.getSQLState();
        return state == null ? "" : state;
    }

    private static String text(SQLException failure) {
        @Nullable String text = failure.getMessage();
        return text == null ? "" : text;
    }
}
