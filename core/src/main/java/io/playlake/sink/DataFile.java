package io.playlake.sink;

/**
 * Bytes that a commit names.
 *
 * @param path below the dataset's root
 * @param rows or entries in it
 * @param bytes its size
 * @param sha256 of its bytes, 64 hexadecimal digits
 */
public record DataFile(String path, long rows, long bytes, String sha256) {}
