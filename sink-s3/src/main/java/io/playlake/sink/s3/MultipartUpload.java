package io.playlake.sink.s3;

import io.playlake.storage.BlobKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** An object in parts, which nobody sees until it is completed. Not thread-safe. */
final class MultipartUpload {

    /** What S3 takes. */
    private static final int MOST_PARTS = 10_000;

    private static final int TRIES = 3;

    /** Tells this upload's object from others of its name, should the answer to its completion be lost. */
    private static final String MARK = "playlake-upload";

    private final S3Access s3;
    private final BlobKey key;
    private final String mark;
    private final String id;
    private final List<CompletedPart> parts = new ArrayList<>();

    private MultipartUpload(S3Access s3, BlobKey key, String mark, String id) {
        this.s3 = s3;
        this.key = key;
        this.mark = mark;
        this.id = id;
    }

    static MultipartUpload start(S3Access s3, BlobKey key) throws IOException {
        String mark = UUID.randomUUID().toString();
        CreateMultipartUploadRequest request = s3.settings()
                .apply(CreateMultipartUploadRequest.builder(), key)
                .bucket(s3.bucket())
                .key(s3.objectKey(key))
                .metadata(Map.of(MARK, mark))
                .overrideConfiguration(S3Access.RETRIES_OF_REFUSED)
                .build();
        IOException lost = null;
        for (int i = 0; i < TRIES; i++) {
            try {
                String id = s3.client().createMultipartUpload(request).uploadId();
                if (id != null) {
                    return new MultipartUpload(s3, key, mark, id);
                }
                lost = new IOException("starting an upload of " + s3.place().locate(key) + " gave no id");
                abortAll(s3, key, lost);
            } catch (SdkException e) {
                IOException failure =
                        S3Failure.of("starting an upload of " + s3.place().locate(key), e);
                if (lost != null) {
                    failure.addSuppressed(lost);
                }
                if (S3Failure.isAnswer(e)) {
                    throw failure;
                }
                abortAll(s3, key, failure);
                lost = failure;
            }
        }
        throw lost == null ? new IOException("no try") : lost;
    }

    /** An upload whose id never arrived would be stored, and paid for, without end; one key has one writer. */
    private static void abortAll(S3Access s3, BlobKey key, IOException failure) throws IOException {
        String objectKey = s3.objectKey(key);
        try {
            List<String> ids =
                    S3Failure.reading(
                            "listing uploads",
                            () -> s3
                                    .client()
                                    .listMultipartUploadsPaginator(
                                            list -> list.bucket(s3.bucket()).prefix(objectKey))
                                    .stream()
                                    .flatMap(page -> S3Failure.whole(page, page.isTruncated()).uploads().stream())
                                    .filter(upload -> upload.key().equals(objectKey))
                                    .map(upload -> upload.uploadId())
                                    .toList());
            for (String lost : ids) {
                s3.client()
                        .abortMultipartUpload(abort ->
                                abort.bucket(s3.bucket()).key(objectKey).uploadId(lost));
            }
        } catch (SdkException | IOException e) {
            failure.addSuppressed(e);
            throw failure;
        }
    }

    void part(byte[] bytes, int length) throws IOException {
        int number = parts.size() + 1;
        String what = "part " + number + " of " + s3.place().locate(key);
        if (number > MOST_PARTS) {
            throw new IOException(what + " is one more than S3 takes; let files be smaller");
        }
        UploadPartResponse sent = send(what, number, bytes, length);
        for (int i = 1; sent.eTag() == null; i++) {
            // An answer that breaks off after its first line; a part may be sent as often as one likes.
            if (i == TRIES) {
                throw new IOException(what + " gave no ETag");
            }
            sent = send(what, number, bytes, length);
        }
        // Of an upload that was begun with checksums, S3 wants those of the parts again.
        parts.add(CompletedPart.builder()
                .partNumber(number)
                .eTag(sent.eTag())
                .checksumCRC32(sent.checksumCRC32())
                .checksumCRC32C(sent.checksumCRC32C())
                .checksumCRC64NVME(sent.checksumCRC64NVME())
                .checksumSHA1(sent.checksumSHA1())
                .checksumSHA256(sent.checksumSHA256())
                .build());
    }

    private UploadPartResponse send(String what, int number, byte[] bytes, int length) throws IOException {
        return S3Failure.calling(
                what,
                () -> s3.client()
                        .uploadPart(
                                part -> part.bucket(s3.bucket())
                                        .key(s3.objectKey(key))
                                        .uploadId(id)
                                        .partNumber(number),
                                S3Access.body(bytes, length)));
    }

    /** Makes the object visible. */
    void complete() throws IOException {
        try {
            s3.client()
                    .completeMultipartUpload(complete -> complete.bucket(s3.bucket())
                            .key(s3.objectKey(key))
                            .uploadId(id)
                            .multipartUpload(all -> all.parts(parts)));
        } catch (SdkException e) {
            IOException failure =
                    S3Failure.of("completing the upload of " + s3.place().locate(key), e);
            // A second try finds no upload where the first one worked and its answer was lost.
            if (!isCompleted(failure)) {
                throw failure;
            }
        }
    }

    private boolean isCompleted(IOException failure) {
        try {
            return mark.equals(s3.client()
                    .headObject(head -> head.bucket(s3.bucket()).key(s3.objectKey(key)))
                    .metadata()
                    .get(MARK));
        } catch (SdkException e) {
            failure.addSuppressed(e);
            return false;
        }
    }

    /** Gives up; does nothing if it is completed or was given up. */
    void abort() throws IOException {
        // The call would end at once on a thread that was told to.
        boolean interrupted = Thread.interrupted();
        try {
            s3.client()
                    .abortMultipartUpload(abort ->
                            abort.bucket(s3.bucket()).key(s3.objectKey(key)).uploadId(id));
        } catch (SdkException e) {
            if (!S3Failure.code(e).equals("NoSuchUpload")) {
                throw S3Failure.of("aborting the upload of " + s3.place().locate(key), e);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
