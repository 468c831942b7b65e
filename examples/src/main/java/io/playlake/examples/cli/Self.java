package io.playlake.examples.cli;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;

/** How this program was started, for commands to paste. */
final class Self {

    private Self() {}

    /** Returns such as {@code java -jar examples/target/playlake.jar}. */
    static String command() {
        try {
            CodeSource source = Self.class.getProtectionDomain().getCodeSource();
            if (source != null && source.getLocation() != null) {
                Path jar = Path.of(source.getLocation().toURI());
                if (jar.toString().endsWith(".jar")) {
                    Path here = Path.of("").toAbsolutePath();
                    Path shown = jar.startsWith(here) ? here.relativize(jar) : jar;
                    return "java -jar " + shown;
                }
            }
        } catch (URISyntaxException | SecurityException e) {
            return "playlake";
        }
        return "playlake";
    }
}
