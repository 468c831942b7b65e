/** Tables as Parquet files over any blob store, and the log of commits that says which of them exist. */
@NullMarked
package io.playlake.format.parquet;

import org.jspecify.annotations.NullMarked;
