package io.playlake.error;

import org.jspecify.annotations.Nullable;

/** An option is wrong, or names something that does not exist. Change the configuration; a retry cannot help. */
public class ConfigurationException extends PlaylakeException {

    private static final long serialVersionUID = 1;

    public ConfigurationException(String message) {
        this(message, null);
    }

    public ConfigurationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
