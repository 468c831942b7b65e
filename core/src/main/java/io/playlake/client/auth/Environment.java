package io.playlake.client.auth;

import io.playlake.error.CredentialsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Environment variables that hold credentials, each with a {@code _FILE} variant that names a file instead. Immutable and
 * thread-safe, if the look-up is.
 */
public final class Environment {

    private static final int MAX_BYTES = 64 * 1024;

    private final UnaryOperator<@Nullable String> variables;

    private Environment(UnaryOperator<@Nullable String> variables) {
        this.variables = variables;
    }

    /** Returns the variables of this process. */
    public static Environment system() {
        return of(System::getenv);
    }

    /** Returns variables from elsewhere, such as an application's own configuration; null stands for one not set. */
    public static Environment of(UnaryOperator<@Nullable String> variables) {
        return new Environment(variables);
    }

    /**
     * Returns the value, or null when neither the variable nor its {@code _FILE} variant is set.
     *
     * @throws CredentialsException if both are set, or the file cannot be read
     */
    public @Nullable String value(String name) {
        String direct = set(name);
        String file = set(name + "_FILE");
        if (direct != null && file != null) {
            throw new CredentialsException(name + " and " + name + "_FILE are both set; set one of them");
        }
        return file == null ? direct : content(name + "_FILE", file);
    }

    /** Returns the file that stands in for a variable whose value was read; null if the variable itself is set, or none. */
    @Nullable
    Path file(String name) {
        String file = set(name + "_FILE");
        return file == null ? null : Path.of(file);
    }

    private @Nullable String set(String name) {
        String value = variables.apply(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static String content(String name, String file) {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > MAX_BYTES) {
                throw new CredentialsException(name + " names a file of more than " + MAX_BYTES + " bytes");
            }
            String content = Files.readString(path, StandardCharsets.UTF_8).strip();
            if (content.isEmpty()) {
                throw new CredentialsException(name + " names an empty file");
            }
            return content;
        } catch (IOException | InvalidPathException e) {
            // The cause names the path, and may be the secret itself put into the wrong variable.
            throw new CredentialsException(
                    name + " names a file that cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }
}
