package io.playlake.error;

import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/** Says what an {@link IOException} means, for those who do not know Java; many carry a bare path as their message. */
public final class Reason {

    private Reason() {}

    /** Returns the reason in words, without the name of a class where it can be helped. */
    public static String of(IOException cause) {
        String message = cause.getMessage();
        if (message == null || message.isBlank()) {
            return cause.getClass().getSimpleName();
        }
        if (cause instanceof AccessDeniedException) {
            return "permission denied: " + message;
        }
        if (cause instanceof NoSuchFileException) {
            return "not found: " + message;
        }
        if (cause instanceof FileAlreadyExistsException) {
            return message + " is a file, expected a folder";
        }
        return cause instanceof UnknownHostException ? "unknown host " + message : message;
    }
}
