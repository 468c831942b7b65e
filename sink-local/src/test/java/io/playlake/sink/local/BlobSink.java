package io.playlake.sink.local;

import io.playlake.format.parquet.ParquetDataset;
import io.playlake.format.parquet.ParquetOptions;
import io.playlake.sink.Dataset;
import io.playlake.sink.Sink;
import io.playlake.storage.BlobStore;
import java.util.Random;

/** Parquet files in any blob store. */
record BlobSink(BlobStore store) implements Sink {

    @Override
    public String name() {
        return store.name();
    }

    @Override
    public Dataset open() {
        return ParquetDataset.open(store, new Random(1), ParquetOptions.defaults());
    }

    @Override
    public Dataset openExisting() {
        return ParquetDataset.openExisting(store, ParquetOptions.defaults());
    }
}
