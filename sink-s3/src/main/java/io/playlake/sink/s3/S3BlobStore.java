package io.playlake.sink.s3;

import io.playlake.error.ConfigurationException;
import io.playlake.storage.BlobKey;
import io.playlake.storage.BlobReader;
import io.playlake.storage.BlobStore;
import io.playlake.storage.PendingBlob;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Blobs as objects below a prefix of a bucket. What a process that died had under way is left to a lifecycle rule of the
 * bucket: S3 has no lock that could say that it is dead. Thread-safe.
 */
final class S3BlobStore implements BlobStore {

    /** The only way S3 refuses a conditional write without saying who won; it asks to try again. */
    private static final int CONFLICT = 409;

    private static final int PRECONDITION_FAILED = 412;
    private static final int NOT_IMPLEMENTED = 501;
    private static final int TRIES = 5;

    private final S3Access s3;
    private final boolean singleWriter;
    private final boolean ownClient;
    private volatile @Nullable ConfigurationException refusal;

    /**
     * Makes a store.
     *
     * @param singleWriter whether {@link #putIfAbsent} may look first and write then, where S3 knows no better
     * @param ownClient whether the client is closed with the store
     */
    S3BlobStore(S3Access s3, boolean singleWriter, boolean ownClient) {
        this.s3 = s3;
        this.singleWriter = singleWriter;
        this.ownClient = ownClient;
    }

    /** Returns a store over the same objects that trusts conditional writes alone; closing it does nothing. */
    S3BlobStore strict() {
        return new S3BlobStore(s3, false, false);
    }

    @Override
    public String name() {
        return s3.place().toString();
    }

    @Override
    public String locate(BlobKey key) {
        return s3.place().locate(key);
    }

    /** From now on nothing can be written, since that could spoil what others write. */
    void refuseWriting(ConfigurationException why) {
        refusal = why;
    }

    @Override
    public PendingBlob create(BlobKey key) throws IOException {
        ConfigurationException refused = refusal;
        if (refused != null) {
            throw new IOException(refused);
        }
        return new S3PendingBlob(s3, key);
    }

    @Override
    public boolean putIfAbsent(BlobKey key, byte[] content) throws IOException {
        String what = "writing " + locate(key) + " if it does not exist";
        if (singleWriter && exists(key)) {
            return false;
        }
        PutObjectRequest request = s3.settings()
                .apply(PutObjectRequest.builder(), key)
                .bucket(s3.bucket())
                .key(s3.objectKey(key))
                .ifNoneMatch("*")
                .overrideConfiguration(S3Access.NO_RETRIES)
                .build();
        for (int i = 1; ; i++) {
            try {
                s3.client().putObject(request, S3Access.body(content, content.length));
                return true;
            } catch (SdkException e) {
                switch (S3Failure.status(e)) {
                    case PRECONDITION_FAILED -> {
                        return false;
                    }
                    case NOT_IMPLEMENTED -> {
                        if (!singleWriter) {
                            throw new NoConditionalWritesException(S3Failure.of(what, e));
                        }
                        if (request.ifNoneMatch() == null) {
                            throw S3Failure.of(what, e);
                        }
                        request = request.toBuilder().ifNoneMatch(null).build();
                    }
                    case CONFLICT -> {
                        if (i == TRIES) {
                            throw S3Failure.of(what, e);
                        }
                    }
                    default -> throw S3Failure.of(what, e);
                }
            }
        }
    }

    private boolean exists(BlobKey key) throws IOException {
        HeadObjectRequest request = HeadObjectRequest.builder()
                .bucket(s3.bucket())
                .key(s3.objectKey(key))
                .build();
        try {
            s3.client().headObject(request);
            return true;
        } catch (SdkException e) {
            if (S3Failure.status(e) == 404) {
                return false;
            }
            throw S3Failure.of("looking for " + locate(key), e);
        }
    }

    @Override
    public BlobReader open(BlobKey key) throws IOException {
        return S3BlobReader.open(s3, key);
    }

    @Override
    public List<BlobKey> list(BlobKey folder) throws IOException {
        String prefix = s3.objectKey(folder) + "/";
        return S3Failure.reading(
                "listing " + locate(folder),
                () -> s3
                        .client()
                        .listObjectsV2Paginator(list -> list.bucket(s3.bucket()).prefix(prefix))
                        .stream()
                        .flatMap(page -> S3Failure.whole(page, page.isTruncated()).contents().stream())
                        // Objects of others, under names that are no keys, are not ours to show.
                        .flatMap(object -> s3.place().blobKey(object.key()).stream())
                        .sorted()
                        .toList());
    }

    /** Returns some names at the root, of objects and of what stands before a slash; not all where there are many. */
    List<String> someNames() throws IOException {
        String root = s3.place().root();
        return S3Failure.reading("listing " + name(), () -> {
            ListObjectsV2Response page = s3.client()
                    .listObjectsV2(list -> list.bucket(s3.bucket()).prefix(root).delimiter("/"));
            S3Failure.whole(page, page.isTruncated());
            return Stream.concat(
                            page.commonPrefixes().stream().map(CommonPrefix::prefix),
                            page.contents().stream().map(S3Object::key))
                    .map(key -> key.substring(root.length()).replaceFirst("/$", ""))
                    // A marker that consoles leave where somebody made a folder.
                    .filter(name -> !name.isEmpty())
                    .toList();
        });
    }

    /** Finds out whether objects may be written, and leaves nothing. */
    void tryWriting(BlobKey key) throws IOException {
        MultipartUpload.start(s3, key).abort();
    }

    @Override
    public void delete(BlobKey key) throws IOException {
        S3Failure.calling(
                "deleting " + locate(key),
                () -> s3.client()
                        .deleteObject(delete -> delete.bucket(s3.bucket()).key(s3.objectKey(key))));
    }

    /** Returns a lock that excludes nobody. */
    @Override
    public Optional<Lock> tryLock(BlobKey key) {
        return Optional.of(new Lock() {
            @Override
            public boolean exclusive() {
                return false;
            }

            @Override
            public void close() {}
        });
    }

    /** Does nothing: no upload is proven to be of the dead. */
    @Override
    public void discardPending() {}

    @Override
    public void close() {
        if (ownClient) {
            s3.client().close();
        }
    }

    @Override
    public String toString() {
        return name();
    }

    /** The server does not know something, which may be {@code If-None-Match}. */
    static final class NoConditionalWritesException extends IOException {

        private static final long serialVersionUID = 1;

        NoConditionalWritesException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
