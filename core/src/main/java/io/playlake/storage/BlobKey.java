package io.playlake.storage;

import java.util.regex.Pattern;

/**
 * The name of a blob: segments of letters, digits and {@code . _ = -}, joined by slashes. It can be a path below any
 * root, or a key of an object store, without escaping; no segment is empty, {@code .} or {@code ..}.
 *
 * @param path at most 1,000 characters
 */
public record BlobKey(String path) implements Comparable<BlobKey> {

    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9._=-]{1,200}");

    public BlobKey {
        if (!isValid(path)) {
            throw new IllegalArgumentException("blob key '" + path + "' is not made of segments " + SEGMENT);
        }
    }

    /** Returns whether a path is a key. */
    public static boolean isValid(String path) {
        boolean valid = path.length() <= 1_000;
        for (String segment : path.split("/", -1)) {
            valid &= SEGMENT.matcher(segment).matches() && !segment.equals(".") && !segment.equals("..");
        }
        return valid;
    }

    /** Joins segments with slashes. */
    public static BlobKey of(String... segments) {
        return new BlobKey(String.join("/", segments));
    }

    /** Returns the key below this one. */
    public BlobKey resolve(String segment) {
        return new BlobKey(path + "/" + segment);
    }

    /** Returns the last segment. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public int compareTo(BlobKey other) {
        return path.compareTo(other.path);
    }

    @Override
    public String toString() {
        return path;
    }
}
