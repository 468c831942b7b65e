package io.playlake.format.parquet;

import io.playlake.error.SinkException;
import io.playlake.schema.RowSorter;
import io.playlake.schema.TableSchema;
import io.playlake.sink.DataFile;
import io.playlake.sink.MergeSpan;
import io.playlake.sink.RowReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Merges the small files of a dataset, in bounded memory. */
final class FileMerge {

    private static final long SORTER_BYTES = 8L << 20;

    private final ParquetDataset dataset;
    private final Rewriting rewriting;
    private final MergeSpan span;
    private final long smallBytes;

    /** @param fileBytes the size that files roll at; those of less than half of it are small */
    FileMerge(ParquetDataset dataset, Rewriting rewriting, MergeSpan span, long fileBytes) {
        this.dataset = dataset;
        this.rewriting = rewriting;
        this.span = span;
        this.smallBytes = fileBytes / 2;
    }

    void merge(TableSchema table, List<DataFile> files) {
        SortedMap<LocalDate, List<DataFile>> groups = new TreeMap<>();
        for (DataFile file : files) {
            LocalDate day = Layout.day(file);
            if (file.bytes() < smallBytes) {
                groups.computeIfAbsent(span == MergeSpan.DAY ? day : day.withDayOfMonth(1), first -> new ArrayList<>())
                        .add(file);
            }
        }
        groups.forEach((day, group) -> {
            if (group.size() > 1) {
                merge(table, day, group);
            }
        });
    }

    private void merge(TableSchema table, LocalDate day, List<DataFile> files) {
        Path scratch = scratch();
        try (RowSorter sorter =
                RowSorter.builder(table, scratch).memoryBytes(SORTER_BYTES).build()) {
            for (DataFile file : files) {
                try (RowReader rows = dataset.readWhole(table, file)) {
                    rows.forEachRemaining(sorter::add);
                }
            }
            rewriting.replace(table, day, files, sorter.sorted(), true);
        } finally {
            delete(scratch);
        }
    }

    private static Path scratch() {
        try {
            return Files.createTempDirectory("playlake-compact");
        } catch (IOException e) {
            throw new SinkException("no temporary folder can be made: " + e, e);
        }
    }

    private static void delete(Path scratch) {
        try {
            Files.deleteIfExists(scratch);
        } catch (IOException e) {
            throw new SinkException("temporary folder " + scratch + " cannot be removed: " + e, e);
        }
    }
}
