/** A dataset of partitioned Parquet files as objects of S3. */
@NullMarked
package io.playlake.sink.s3;

import org.jspecify.annotations.NullMarked;
