package io.playlake.emulator;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Percent-encoding of form values. */
final class Urls {

    private Urls() {}

    static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** Returns the value encoded for a path segment or the opaque part of a uri. */
    static String encodePath(String value) {
        return encode(value).replace("+", "%20");
    }

    /** Returns the decoded value, or the value itself where it is not well encoded. */
    static String decode(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return value;
        }
    }
}
