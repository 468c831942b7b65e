package io.playlake.sink.local;

import io.playlake.format.parquet.ParquetDataset;
import io.playlake.format.parquet.ParquetOptions;
import io.playlake.sink.Dataset;
import io.playlake.storage.BlobStore;
import io.playlake.testkit.DatasetFaultContract;
import java.util.Random;

class ParquetFaultsTest extends DatasetFaultContract {

    @Override
    protected Dataset open(BlobStore store) {
        return ParquetDataset.open(store, new Random(1), ParquetOptions.defaults());
    }
}
