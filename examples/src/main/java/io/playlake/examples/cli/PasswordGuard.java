package io.playlake.examples.cli;

import io.playlake.client.auth.ClientCredentials;
import io.playlake.client.auth.RefreshToken;
import java.util.regex.Pattern;

/** Finds passwords where they do not belong: arguments are shown by {@code ps} and kept by shells. */
final class PasswordGuard {

    private static final Pattern IN_URL = Pattern.compile("://[^/?#\\s]*@");
    private static final Pattern NAMED =
            Pattern.compile("(?i)(?:[?&;]|^-+)[a-z_-]*(?:password|passwd|pwd|secret|token)(?:=|$)");

    private PasswordGuard() {}

    /** Refuses arguments that hold a password; the message tells which, and never the value. */
    static void check(String[] args) {
        String option = "the command";
        for (String arg : args) {
            String name = arg.startsWith("-") ? arg.split("=", 2)[0] : option;
            check(name, arg);
            option = name;
        }
    }

    /** Refuses a value that holds a password. */
    static void check(String place, String value) {
        if (IN_URL.matcher(value).find() || NAMED.matcher(value).find()) {
            throw new UsageException(place + " holds a password or a secret, which is refused here (and not shown);"
                    + " credentials come from the environment: " + ClientCredentials.ID + ", "
                    + ClientCredentials.SECRET + ", "
                    + RefreshToken.NAME + ", " + Credentials.REDIS_PASSWORD + ", " + Credentials.JDBC_USER + ", "
                    + Credentials.JDBC_PASSWORD + ", each also with _FILE");
        }
    }
}
