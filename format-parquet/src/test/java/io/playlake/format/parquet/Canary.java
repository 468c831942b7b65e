package io.playlake.format.parquet;

import com.github.luben.zstd.ZstdInputStream;
import io.playlake.storage.BlobKey;
import io.playlake.storage.BlobReader;
import io.playlake.storage.BlobStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.io.ColumnIOFactory;

/** Looks for texts in every blob of a store: as it is, decompressed, and in every value of a Parquet file. */
final class Canary {

    private Canary() {}

    static List<String> found(BlobStore store, String... texts) throws IOException {
        List<String> found = new ArrayList<>();
        for (String folder : List.of("songs", "lists", "_state", "_commits", "_stage")) {
            for (BlobKey key : store.list(new BlobKey(folder))) {
                String content = content(store, key);
                if (Stream.of(texts).anyMatch(content::contains)) {
                    found.add(key.path());
                }
            }
        }
        return found;
    }

    private static String content(BlobStore store, BlobKey key) throws IOException {
        byte[] bytes = Blobs.read(store, key).orElseThrow();
        StringBuilder content = new StringBuilder(new String(bytes, StandardCharsets.UTF_8));
        if (key.path().endsWith(".zst")) {
            try (ZstdInputStream in = new ZstdInputStream(new ByteArrayInputStream(bytes))) {
                content.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        if (key.path().endsWith(".parquet")) {
            try (BlobReader reader = store.open(key);
                    var file = ParquetRowReader.open(key.path(), new BlobInputFile(reader))) {
                var schema = file.getFileMetaData().getSchema();
                var columns = new ColumnIOFactory().getColumnIO(schema);
                for (var group = file.readNextRowGroup(); group != null; group = file.readNextRowGroup()) {
                    var rows = columns.getRecordReader(group, new GroupRecordConverter(schema));
                    for (long i = 0; i < group.getRowCount(); i++) {
                        Group row = rows.read();
                        content.append(row);
                    }
                }
            }
        }
        return content.toString();
    }
}
