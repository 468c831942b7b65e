package io.playlake.run;

import io.playlake.sink.Dataset;
import io.playlake.sink.Sink;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where runs stage what they fetched. */
final class WorkDirectory {

    private WorkDirectory() {}

    /** Returns the folder chosen, or one that goes with the sink, or one in the user's cache. */
    static Path of(@Nullable Path chosen, Sink sink, Dataset dataset) {
        return chosen != null
                ? chosen
                : sink.workDirectory()
                        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "playlake", dataset.id()));
    }

    /** Returns the part of it that holds raw pages. */
    static Path raw(Path workDirectory) {
        return workDirectory.resolve("raw");
    }
}
