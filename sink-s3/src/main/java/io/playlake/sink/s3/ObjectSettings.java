package io.playlake.sink.s3;

import io.playlake.error.ConfigurationException;
import io.playlake.storage.BlobKey;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.StorageClass;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Tagging;

/**
 * What every new object is given.
 *
 * @param encryption {@code AES256} or {@code aws:kms}; null leaves it to the bucket
 * @param kmsKey null for the default key
 * @param storageClass of the files of tables; null for that of the bucket
 * @param tags of everything
 */
record ObjectSettings(
        @Nullable String encryption,
        @Nullable String kmsKey,
        @Nullable String storageClass,
        Map<String, String> tags) {

    private static final Set<String> ENCRYPTIONS = Set.of("AES256", "aws:kms", "aws:kms:dsse");

    ObjectSettings {
        tags = Map.copyOf(tags);
        if (encryption != null && !ENCRYPTIONS.contains(encryption)) {
            throw new ConfigurationException("encryption (sse) '" + encryption + "', expected AES256 or aws:kms");
        }
        if (kmsKey != null && (encryption == null || !encryption.startsWith("aws:kms"))) {
            throw new ConfigurationException("kms-key is given without encryption (sse) aws:kms");
        }
        if (storageClass != null) {
            requireReadable(storageClass);
        }
        boolean fit = tags.entrySet().stream()
                .allMatch(tag -> !tag.getKey().isEmpty()
                        && tag.getKey().length() <= 128
                        && tag.getValue().length() <= 256);
        if (tags.size() > 10 || !fit) {
            throw new ConfigurationException("tags " + new TreeMap<>(tags).keySet()
                    + ", expected 10 at most, with keys of 128 and values of 256 characters at most");
        }
    }

    private static void requireReadable(String storageClass) {
        if (!StorageClass.knownValues().contains(StorageClass.fromValue(storageClass))) {
            throw new ConfigurationException(
                    "storage-class '" + storageClass + "', expected one of S3, such as STANDARD_IA");
        }
        if (storageClass.equals("GLACIER") || storageClass.equals("DEEP_ARCHIVE")) {
            throw new ConfigurationException("storage-class " + storageClass
                    + " cannot be read at any time, expected one that can, such as GLACIER_IR");
        }
    }

    PutObjectRequest.Builder apply(PutObjectRequest.Builder request, BlobKey key) {
        if (encryption != null) {
            request.serverSideEncryption(encryption).ssekmsKeyId(kmsKey);
        }
        if (storageClass != null && isTableFile(key)) {
            request.storageClass(storageClass);
        }
        return tags.isEmpty() ? request : request.tagging(tagging());
    }

    CreateMultipartUploadRequest.Builder apply(CreateMultipartUploadRequest.Builder request, BlobKey key) {
        if (encryption != null) {
            request.serverSideEncryption(encryption).ssekmsKeyId(kmsKey);
        }
        if (storageClass != null && isTableFile(key)) {
            request.storageClass(storageClass);
        }
        return tags.isEmpty() ? request : request.tagging(tagging());
    }

    /** The log and the state are small, and read by every run: the cheaper classes would cost more. */
    private static boolean isTableFile(BlobKey key) {
        return key.path().endsWith(".parquet");
    }

    private Tagging tagging() {
        return Tagging.builder()
                .tagSet(new TreeMap<>(tags)
                        .entrySet().stream()
                                .map(tag -> Tag.builder()
                                        .key(tag.getKey())
                                        .value(tag.getValue())
                                        .build())
                                .toList())
                .build();
    }
}
