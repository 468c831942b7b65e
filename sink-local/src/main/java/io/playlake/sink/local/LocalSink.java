package io.playlake.sink.local;

import io.playlake.error.ConfigurationException;
import io.playlake.error.SinkException;
import io.playlake.error.StateException;
import io.playlake.format.parquet.ParquetDataset;
import io.playlake.format.parquet.ParquetOptions;
import io.playlake.sink.Dataset;
import io.playlake.sink.Sink;
import io.playlake.storage.LocalBlobStore;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A folder of a local or mounted filesystem that has hard links, holding partitioned Parquet files that any tool can
 * read. Immutable and thread-safe.
 */
public final class LocalSink implements Sink {

    /** What a run may leave in a folder before there is a dataset in it. */
    private static final Set<String> OURS = Set.of("playlake.json", "_stage", "_lock");

    private final Path folder;
    private final RandomGenerator random;
    private final ParquetOptions options;

    private LocalSink(Path folder, RandomGenerator random, ParquetOptions options) {
        this.folder = folder.toAbsolutePath().normalize();
        this.random = random;
        this.options = options;
    }

    /** Returns the sink in a folder, which need not exist yet. */
    public static LocalSink at(Path folder) {
        return new LocalSink(folder, new SecureRandom(), ParquetOptions.defaults());
    }

    /** Returns the same sink, writing files in another way. */
    public LocalSink withOptions(ParquetOptions options) {
        return new LocalSink(folder, random, options);
    }

    /** Returns the same sink, taking the id of a new dataset from another source of chance. */
    LocalSink withRandom(RandomGenerator random) {
        return new LocalSink(folder, random, options);
    }

    @Override
    public String name() {
        return "local:" + folder;
    }

    /**
     * {@inheritDoc}
     *
     * @throws ConfigurationException if the path leads to something else than a folder
     * @throws StateException also if the folder holds other things, but no dataset
     */
    @Override
    public Dataset open() {
        requireFolderOrNothing();
        try {
            refuseForeign();
        } catch (IOException e) {
            String reason = e instanceof AccessDeniedException ? "permission denied" : e.getMessage();
            throw new SinkException("folder " + folder + " cannot be read: " + reason, e);
        }
        return ParquetDataset.open(LocalBlobStore.at(folder), random, options);
    }

    @Override
    public Dataset openExisting() {
        requireFolderOrNothing();
        return ParquetDataset.openExisting(LocalBlobStore.at(folder), options);
    }

    /** Returns a folder inside, so that what is staged shares the fate of the data. */
    @Override
    public Optional<Path> workDirectory() {
        return Optional.of(folder.resolve("_stage"));
    }

    @Override
    public String toString() {
        return name();
    }

    private void requireFolderOrNothing() {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new ConfigurationException(folder + " is not a folder, expected one, or nothing yet");
        }
    }

    private void refuseForeign() throws IOException {
        if (!Files.isDirectory(folder) || Files.exists(folder.resolve("playlake.json"))) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (!OURS.contains(String.valueOf(entry.getFileName()))) {
                    throw new StateException(
                            "folder " + folder + " holds " + entry.getFileName()
                                    + " but no playlake.json; choose an empty folder, or one that is a dataset",
                            null);
                }
            }
        }
    }
}
