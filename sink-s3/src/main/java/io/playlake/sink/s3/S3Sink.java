package io.playlake.sink.s3;

import io.playlake.error.ConfigurationException;
import io.playlake.error.CredentialsException;
import io.playlake.error.PlaylakeException;
import io.playlake.error.SinkException;
import io.playlake.error.StateException;
import io.playlake.format.parquet.ParquetDataset;
import io.playlake.format.parquet.ParquetOptions;
import io.playlake.sink.Dataset;
import io.playlake.sink.Sink;
import io.playlake.storage.BlobKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A bucket, or what is below a prefix of one, holding partitioned Parquet files that any tool can read. Anything that
 * speaks S3 will do; whether it lets several writers share a dataset is tried out once, when the dataset is founded.
 *
 * <p>A process that is killed may leave an unfinished multipart upload, which a lifecycle rule of the bucket
 * ({@code AbortIncompleteMultipartUpload}) should end. Immutable and thread-safe.
 */
public final class S3Sink implements Sink {

    private static final BlobKey IDENTITY = BlobKey.of("playlake.json");
    private static final BlobKey STAGE = BlobKey.of("_stage");

    /** What attempts may leave before there is a dataset. */
    private static final Set<String> OURS = Set.of(IDENTITY.path(), STAGE.path());

    private final S3Place place;
    private final S3Connection connection;
    private final ObjectSettings settings;
    private final boolean singleWriter;
    private final ParquetOptions options;

    private S3Sink(
            S3Place place,
            S3Connection connection,
            ObjectSettings settings,
            boolean singleWriter,
            ParquetOptions options) {
        this.place = place;
        this.connection = connection;
        this.settings = settings;
        this.singleWriter = singleWriter;
        this.options = options;
    }

    /**
     * Returns the sink at a URL: {@code s3://BUCKET/PREFIX}, and after a question mark any of {@code endpoint},
     * {@code region}, {@code path-style=true}, {@code sse}, {@code kms-key}, {@code storage-class} and
     * {@code single-writer=true}, with an ampersand between them. Credentials come from the default chain.
     *
     * @throws ConfigurationException if it has another form, or holds credentials, which are not shown then
     */
    public static S3Sink of(String url) {
        return S3Url.builder(url).build();
    }

    /** Starts from the defaults; a bucket must be given. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String name() {
        return place.toString();
    }

    /**
     * {@inheritDoc}
     *
     * @throws ConfigurationException if the bucket does not exist, is in another region, or cannot be shared by several
     *     writers while {@link Builder#singleWriter} is not set
     * @throws CredentialsException if there are none, or they may not do this
     * @throws StateException also if there are other things below the prefix, but no dataset
     */
    @Override
    public Dataset open() {
        S3BlobStore store = connection.store(place, settings, singleWriter);
        try {
            ParquetDataset dataset = ParquetDataset.open(store, new SecureRandom(), options, () -> isShareable(store));
            requireShareable(dataset.exclusivePuts());
            return dataset;
        } catch (RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws ConfigurationException also if the bucket does not exist, or is in another region
     * @throws CredentialsException if there are none, or they may not do this
     */
    @Override
    public Dataset openExisting() {
        S3BlobStore store = connection.store(place, settings, singleWriter);
        try {
            ParquetDataset dataset = ParquetDataset.openExisting(store, options);
            if (!dataset.exclusivePuts() && !singleWriter) {
                // Reading harms nobody.
                store.refuseWriting(notShareable());
            }
            return dataset;
        } catch (RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    /**
     * Finds out whether a run could write here, and leaves nothing: an upload is started and given up again.
     *
     * @return whether there is a dataset already
     * @throws PlaylakeException as {@link #open} does
     */
    public boolean check() {
        try (S3BlobStore store = connection.store(place, settings, singleWriter)) {
            boolean founded = isFounded(store);
            if (!founded) {
                refuseForeign(store);
            }
            store.tryWriting(STAGE.resolve("check"));
            return founded;
        } catch (IOException e) {
            if (e.getCause() instanceof PlaylakeException known) {
                throw known;
            }
            throw new SinkException(name() + " cannot be used: " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return name();
    }

    private static boolean isFounded(S3BlobStore store) throws IOException {
        try {
            store.open(IDENTITY).close();
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Asked before a dataset is founded, so a refusal leaves nothing behind. */
    private boolean isShareable(S3BlobStore store) throws IOException {
        refuseForeign(store);
        boolean shareable = new ConditionalWriteProbe(store.strict(), STAGE).run();
        requireShareable(shareable);
        return shareable;
    }

    private void requireShareable(boolean shareable) {
        if (!shareable && !singleWriter) {
            throw notShareable();
        }
    }

    private ConfigurationException notShareable() {
        return new ConfigurationException(name() + ": of several writers that race for one name, more than one or none"
                + " wins here, so two runs at once could spoil the dataset; if only one ever runs at a time, say so"
                + " with single-writer=true");
    }

    private void refuseForeign(S3BlobStore store) throws IOException {
        for (String other : store.someNames()) {
            if (!OURS.contains(other)) {
                throw new StateException(
                        name() + " holds " + other + " but no " + IDENTITY
                                + "; choose an empty prefix, or one that is a dataset",
                        null);
            }
        }
    }

    /** Options to be checked by {@link #build}. */
    public static final class Builder {

        private @Nullable String bucket;
        private String prefix = "";
        private @Nullable URI endpoint;
        private @Nullable String region;
        private boolean pathStyle;
        private @Nullable AwsCredentialsProvider credentials;
        private @Nullable S3Client client;
        private @Nullable String encryption;
        private @Nullable String kmsKey;
        private @Nullable String storageClass;
        private final Map<String, String> tags = new TreeMap<>();
        private boolean singleWriter;
        private ParquetOptions options = ParquetOptions.defaults();

        private Builder() {}

        /** Sets the bucket, which must exist. */
        public Builder bucket(String name) {
            this.bucket = name;
            return this;
        }

        /** Sets what keys begin with, such as {@code lakes/music}; by default nothing. */
        public Builder prefix(String path) {
            this.prefix = path;
            return this;
        }

        /** Sets where S3 is, such as {@code http://localhost:9000}; by default that of AWS in the region. */
        public Builder endpoint(URI uri) {
            this.endpoint = uri;
            return this;
        }

        /** Sets the region; by default that of the default chain, or {@code us-east-1} if an endpoint is given. */
        public Builder region(String name) {
            this.region = name;
            return this;
        }

        /** Sets whether the bucket stands in the path and not in the host, as many servers other than AWS want it. */
        public Builder pathStyle(boolean inPath) {
            this.pathStyle = inPath;
            return this;
        }

        /** Sets where credentials come from; by default the default chain of the AWS SDK. Never closed. */
        public Builder credentials(AwsCredentialsProvider provider) {
            this.credentials = provider;
            return this;
        }

        /** Sets a client to use, with its own endpoint, region and credentials; it stays the caller's to close. */
        public Builder client(S3Client own) {
            this.client = own;
            return this;
        }

        /** Sets how objects are encrypted: {@code AES256} or {@code aws:kms}; by default as the bucket says. */
        public Builder encryption(String algorithm) {
            this.encryption = algorithm;
            return this;
        }

        /** Sets the id of the key for {@code aws:kms}; by default that of the account. */
        public Builder kmsKey(String id) {
            this.kmsKey = id;
            return this;
        }

        /**
         * Sets the storage class of the files of tables, such as {@code STANDARD_IA}; by default that of the bucket. Log
         * and state are small and read by every run, and have none.
         */
        public Builder storageClass(String name) {
            this.storageClass = name;
            return this;
        }

        /** Adds a tag to every object; ten at most. */
        public Builder tag(String key, String value) {
            this.tags.put(key, value);
            return this;
        }

        /**
         * Sets whether the caller sees to it that never more than one process writes. Needed only where S3 does not let
         * exactly one of several racing writers win.
         */
        public Builder singleWriter(boolean alone) {
            this.singleWriter = alone;
            return this;
        }

        /** Sets how files are written. */
        public Builder options(ParquetOptions parquet) {
            this.options = parquet;
            return this;
        }

        /**
         * Makes the sink; nothing is connected yet.
         *
         * @throws ConfigurationException naming the option that is wrong
         */
        public S3Sink build() {
            if (bucket == null) {
                throw new ConfigurationException("bucket is missing, expected its name");
            }
            S3Place place = new S3Place(bucket, prefix.replaceAll("^/+|/+$", ""));
            S3Connection connection = client == null
                    ? S3Connection.of(endpoint, region, pathStyle, credentials)
                    : S3Connection.of(requireAlone(client));
            ObjectSettings settings = new ObjectSettings(encryption, kmsKey, storageClass, tags);
            return new S3Sink(place, connection, settings, singleWriter, options);
        }

        private S3Client requireAlone(S3Client own) {
            if (endpoint != null || region != null || pathStyle || credentials != null) {
                throw new ConfigurationException(
                        "client comes with its own endpoint, region, path style and credentials;"
                                + " set these there, not here");
            }
            return own;
        }
    }
}
