package io.playlake.sink.jdbc;

import io.playlake.error.ConfigurationException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** What may stand in a URL, and what of it may be shown. */
final class JdbcUrl {

    private static final Pattern USER_INFO = Pattern.compile("//[^/?;]*@");
    private static final Pattern SECRET =
            Pattern.compile("(?i)[?&;,][^=&;,]*(?:password|passwd|pwd|secret|token)[^=&;,]*=");
    private static final Pattern OPTIONS = Pattern.compile("[?;].*", Pattern.DOTALL);

    private JdbcUrl() {}

    /** Refuses what is no URL of JDBC, and what holds a secret, without showing it. */
    static void check(String url) {
        if (!url.startsWith("jdbc:")) {
            throw new ConfigurationException("url does not begin with jdbc:");
        }
        if (USER_INFO.matcher(url).find() || SECRET.matcher(url).find()) {
            throw new ConfigurationException(
                    "the JDBC URL holds a user, a password or a secret, which is refused (and not"
                            + " shown); give user and password beside it");
        }
        if (file(url)
                .filter(path -> path.isBlank() || path.startsWith(":memory:") || path.contains("mode=memory"))
                .isPresent()) {
            throw new ConfigurationException(
                    url + " is a database in memory, which ends with its connection; expected a file");
        }
    }

    /** Returns the part that may be shown. */
    static String shown(String url) {
        return OPTIONS.matcher(USER_INFO.matcher(url).replaceAll("//")).replaceAll("");
    }

    /** Returns the file of a database that is one. */
    private static Optional<String> file(String url) {
        for (String prefix : new String[] {"jdbc:sqlite:", "jdbc:duckdb:"}) {
            if (url.startsWith(prefix)) {
                String path = OPTIONS.matcher(url).replaceAll("").substring(prefix.length());
                return Optional.of(path.startsWith("file:") ? path.substring("file:".length()) : path);
            }
        }
        return Optional.empty();
    }

    /** Returns the file of a database that is one. */
    static Optional<Path> path(String url) {
        return file(url).map(Path::of);
    }
}
