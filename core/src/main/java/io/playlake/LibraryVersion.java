package io.playlake;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Properties;

/** Which Playlake this is. */
public final class LibraryVersion {

    private static final String CURRENT = read();

    private LibraryVersion() {}

    /** Returns the version, such as {@code 1.2.0}. */
    public static String current() {
        return CURRENT;
    }

    private static String read() {
        try (InputStream in = LibraryVersion.class.getResourceAsStream("library.properties")) {
            Properties properties = new Properties();
            properties.load(Objects.requireNonNull(in, "library.properties is missing from the jar"));
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new IllegalStateException("library.properties cannot be read", e);
        }
    }
}
