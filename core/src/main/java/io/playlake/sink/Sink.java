package io.playlake.sink;

import java.nio.file.Path;
import java.util.Optional;

/** A place for tables, as configured; {@link #open} finds or founds the dataset in it. Immutable and thread-safe. */
public interface Sink {

    /** Returns where it is, as a user would write it; never a secret. */
    String name();

    /**
     * Opens the dataset, founding it if there is none yet.
     *
     * @return the dataset, to be closed by the caller
     * @throws io.playlake.error.SinkException if it cannot be read or written
     * @throws io.playlake.error.StateException if what is there is not a dataset, or of a newer format
     */
    Dataset open();

    /**
     * Opens the dataset for reading only, and creates nothing.
     *
     * @throws io.playlake.error.ConfigurationException if there is none
     */
    Dataset openExisting();

    /** Returns a local folder that goes with the data, for what a run stages; empty if there is none. */
    default Optional<Path> workDirectory() {
        return Optional.empty();
    }
}
