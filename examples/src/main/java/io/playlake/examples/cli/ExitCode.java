package io.playlake.examples.cli;

import io.playlake.change.SnapshotStore;
import io.playlake.error.AccessDeniedException;
import io.playlake.error.CancelledException;
import io.playlake.error.CommitUnknownException;
import io.playlake.error.ConfigurationException;
import io.playlake.error.CredentialsException;
import io.playlake.error.DataRefusedException;
import io.playlake.error.MalformedResponseException;
import io.playlake.error.RequestRefusedException;
import io.playlake.error.ResourceNotFoundException;
import io.playlake.error.SinkException;
import io.playlake.error.StateException;
import io.playlake.error.TryLaterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import picocli.CommandLine.ParameterException;

/** What a process ends with; the numbers of sysexits. */
final class ExitCode {

    static final int OK = 0;
    static final int USAGE = 64;
    static final int DATA = 65;
    static final int BUG = 70;
    static final int IO = 74;
    static final int TRY_LATER = 75;
    static final int PROTOCOL = 76;
    static final int CREDENTIALS = 77;
    static final int CONFIGURATION = 78;

    private ExitCode() {}

    /** Returns what a failure means for whoever started the process. */
    static int of(Throwable failure) {
        if (failure instanceof UsageException || failure instanceof ParameterException) {
            return USAGE;
        }
        if (failure instanceof DataRefusedException) {
            return DATA;
        }
        // A commit of unknown fate is settled by the next run, so it is no plain fault of the sink.
        if (failure instanceof CommitUnknownException
                || failure instanceof TryLaterException
                || failure instanceof CancelledException) {
            return TRY_LATER;
        }
        if (failure instanceof SinkException
                || failure instanceof UncheckedIOException
                || failure instanceof IOException) {
            return IO;
        }
        if (failure instanceof CredentialsException) {
            return CREDENTIALS;
        }
        if (failure instanceof ConfigurationException
                || failure instanceof StateException
                || failure instanceof SnapshotStore.CorruptException
                || failure instanceof AccessDeniedException
                || failure instanceof ResourceNotFoundException) {
            return CONFIGURATION;
        }
        if (failure instanceof MalformedResponseException || failure instanceof RequestRefusedException) {
            return PROTOCOL;
        }
        return BUG;
    }
}
