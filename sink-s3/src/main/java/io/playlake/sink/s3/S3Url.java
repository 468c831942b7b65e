package io.playlake.sink.s3;

import io.playlake.error.ConfigurationException;
import io.playlake.error.Nearest;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A sink as people write it on one line. */
final class S3Url {

    private static final String FORM = "s3://BUCKET/PREFIX";
    private static final Pattern URL = Pattern.compile("s3://([^/?#]+)(?:/([^?#]*))?(?:\\?([^#]*))?");
    private static final List<String> KEYS =
            List.of("endpoint", "region", "path-style", "sse", "kms-key", "storage-class", "single-writer");

    private S3Url() {}

    /** @throws ConfigurationException if the URL has another form, or holds credentials, which are not shown then */
    static S3Sink.Builder builder(String url) {
        if (url.contains("@")) {
            throw new ConfigurationException(
                    "the URL of a sink holds a user or a password, which is refused here (and not"
                            + " shown); expected " + FORM + ", and the credentials where the AWS SDK looks for them");
        }
        Matcher matcher = URL.matcher(url);
        if (!matcher.matches()) {
            // A query may hold what it should not.
            throw new ConfigurationException(
                    "'" + url.replaceFirst("\\?.*", "?...") + "' is no place in S3, expected " + FORM);
        }
        S3Sink.Builder builder = S3Sink.builder().bucket(matcher.group(1));
        if (matcher.group(2) != null) {
            builder.prefix(matcher.group(2));
        }
        if (matcher.group(3) != null) {
            Set<String> seen = new HashSet<>();
            for (String pair : matcher.group(3).split("&", -1)) {
                String key = pair.replaceFirst("=.*", "");
                if (!KEYS.contains(key)) {
                    throw new ConfigurationException(unknown(key));
                }
                if (!seen.add(key)) {
                    throw new ConfigurationException(key + " stands twice in the URL of a sink");
                }
                set(builder, key, pair.length() == key.length() ? "" : decoded(key, pair.substring(key.length() + 1)));
            }
        }
        return builder;
    }

    private static void set(S3Sink.Builder builder, String key, String value) {
        if (value.isEmpty()) {
            throw new ConfigurationException(key + " is empty, expected " + key + "=VALUE");
        }
        switch (key) {
            case "endpoint" -> builder.endpoint(address(value));
            case "region" -> builder.region(value);
            case "path-style" -> builder.pathStyle(bool(key, value));
            case "sse" -> builder.encryption(value);
            case "kms-key" -> builder.kmsKey(value);
            case "storage-class" -> builder.storageClass(value);
            case "single-writer" -> builder.singleWriter(bool(key, value));
            default -> throw new IllegalArgumentException(key);
        }
    }

    private static String decoded(String key, String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(key + " holds a % that is not followed by two hexadecimal digits", e);
        }
    }

    private static URI address(String value) {
        try {
            return new URI(value);
        } catch (URISyntaxException e) {
            throw new ConfigurationException("endpoint is not an address: " + e.getReason());
        }
    }

    private static boolean bool(String key, String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new ConfigurationException(key + " is '" + value + "', expected true or false");
        };
    }

    /** The value is not shown: it is what somebody may take for a place of passwords. */
    private static String unknown(String key) {
        String shown = key.matches("[A-Za-z0-9_.-]{1,40}") ? "'" + key + "'" : "a key";
        String guess = Nearest.of(key, KEYS)
                .map(known -> "; did you mean " + known + "?")
                .orElse("");
        return "the URL of a sink holds " + shown + ", expected any of " + String.join(", ", KEYS) + guess;
    }
}
