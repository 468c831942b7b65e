package io.playlake.sink.s3;

import io.playlake.error.ConfigurationException;
import io.playlake.storage.BlobKey;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A bucket, and what the keys in it begin with.
 *
 * @param bucket its name
 * @param prefix without slashes at its ends; empty for the whole bucket
 */
record S3Place(String bucket, String prefix) {

    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]");

    /** S3 ends keys at 1,024 characters, and what is below a prefix needs some too. */
    private static final int LONGEST_PREFIX = 512;

    S3Place {
        if (!BUCKET.matcher(bucket).matches()) {
            throw new ConfigurationException(
                    "bucket '" + bucket + "' is no name of a bucket, expected letters, digits, dots and hyphens");
        }
        if (!prefix.isEmpty() && (prefix.length() > LONGEST_PREFIX || !BlobKey.isValid(prefix))) {
            throw new ConfigurationException(
                    "prefix '" + prefix + "', expected letters, digits and ._=- between slashes, " + LONGEST_PREFIX
                            + " characters at most");
        }
    }

    /** Returns what the keys of everything here begin with; empty for the whole bucket. */
    String root() {
        return prefix.isEmpty() ? "" : prefix + "/";
    }

    String objectKey(BlobKey key) {
        return root() + key.path();
    }

    /** Returns the name of an object below here; empty if it is none of ours. */
    Optional<BlobKey> blobKey(String objectKey) {
        String path = objectKey.substring(root().length());
        return BlobKey.isValid(path) ? Optional.of(new BlobKey(path)) : Optional.empty();
    }

    String locate(BlobKey key) {
        return "s3://" + bucket + "/" + objectKey(key);
    }

    @Override
    public String toString() {
        return "s3://" + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
    }
}
