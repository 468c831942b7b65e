package io.playlake.sink.local;

import io.playlake.sink.DataFile;
import io.playlake.sink.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of tables: those that are there, and those that should be. */
final class LakeFiles {

    private LakeFiles() {}

    static Set<String> onDisk(Path lake) throws IOException {
        try (Stream<Path> files = Files.walk(lake)) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .map(file -> lake.relativize(file).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    static Set<String> ofTheLog(Path lake) {
        try (Dataset dataset = LocalSink.at(lake).openExisting()) {
            return dataset.log().stream()
                    .flatMap(commit -> commit.tables().values().stream())
                    .flatMap(List::stream)
                    .map(DataFile::path)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
