package io.playlake.format.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the open files of one session may hold back together. When it is full the largest is written out, so that a
 * table with few rows does not take the share of one with many.
 */
final class WriteMemory {

    private final long limit;
    private final TextCache texts = new TextCache();
    private final List<ParquetFile> open = new ArrayList<>();

    WriteMemory(long limit) {
        this.limit = limit;
    }

    TextCache texts() {
        return texts;
    }

    void add(ParquetFile file) {
        open.add(file);
    }

    void remove(ParquetFile file) {
        open.remove(file);
    }

    void restrain() throws IOException {
        while (true) {
            long total = 0;
            long most = 0;
            ParquetFile largest = null;
            for (ParquetFile file : open) {
                long bytes = file.bufferedBytes();
                total += bytes;
                if (bytes > most) {
                    most = bytes;
                    largest = file;
                }
            }
            if (total <= limit || largest == null) {
                return;
            }
            largest.flush();
        }
    }
}
