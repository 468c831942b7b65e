/** A dataset of partitioned Parquet files on a local or mounted filesystem. */
@NullMarked
package io.playlake.sink.local;

import org.jspecify.annotations.NullMarked;
