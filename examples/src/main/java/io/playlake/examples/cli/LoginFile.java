package io.playlake.examples.cli;

import io.playlake.client.auth.RefreshTokenFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where {@code playlake login} keeps a refresh token, for the other commands to find. */
final class LoginFile {

    /** What it is by default, for those who read help. */
    static final String DEFAULT = "$XDG_CONFIG_HOME/playlake/refresh-token, or ~/.config/playlake/refresh-token";

    private LoginFile() {}

    /** Returns the file, which need not exist; null if the environment does not tell where it would be. */
    static @Nullable RefreshTokenFile of(Shell shell) {
        String config = shell.variable("XDG_CONFIG_HOME");
        if (config != null && Path.of(config).isAbsolute()) {
            return below(Path.of(config));
        }
        String home = shell.variable("HOME");
        String windows = shell.variable("USERPROFILE");
        if (home == null && windows == null) {
            return null;
        }
        return below(Path.of(home == null ? windows : home, ".config"));
    }

    private static RefreshTokenFile below(Path config) {
        return RefreshTokenFile.at(config.resolve("playlake").resolve("refresh-token"));
    }
}
