package io.playlake.emulator;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Names what a body says, and leaves out a body that the client has. */
final class Etag {

    private static final int BYTES = 16;

    private Etag() {}

    static Answer apply(Answer answer, Request request) {
        if (answer.status() != 200 || !request.path().startsWith("/v1/")) {
            return answer;
        }
        String tag = '"' + HexFormat.of().formatHex(hash(answer.body()), 0, BYTES) + '"';
        Answer tagged = answer.with("ETag", tag);
        return known(request.header("If-None-Match"), tag) ? tagged.notModified() : tagged;
    }

    /** The comparison is the weak one that the header asks for: a {@code W/} before a tag does not count. */
    private static boolean known(@Nullable String tags, String tag) {
        return tags != null
                && Arrays.stream(tags.split(",", -1))
                        .map(String::strip)
                        .anyMatch(one -> one.equals("*") || one.equals(tag) || one.equals("W/" + tag));
    }

    private static byte[] hash(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
