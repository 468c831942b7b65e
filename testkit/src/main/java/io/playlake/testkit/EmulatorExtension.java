package io.playlake.testkit;

import io.playlake.emulator.SpotifyEmulator;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test a Web API of its own, with the default catalogue, and closes it when the test is over:
 *
 * <pre>{@code
 * @ExtendWith(EmulatorExtension.class)
 * class MyTest {
 *     @Test
 *     void readsPlaylists(SpotifyEmulator spotify) { ... spotify.apiUrl() ... }
 * }
 * }</pre>
 *
 * A test that asks twice, in a set-up method too, gets the same one. Start one by hand for other options.
 */
public final class EmulatorExtension implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(EmulatorExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SpotifyEmulator.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(Running.class, key -> new Running(SpotifyEmulator.start()), Running.class)
                .emulator();
    }

    /** Closed by JUnit with the context that it belongs to. */
    private record Running(SpotifyEmulator emulator) implements AutoCloseable {

        @Override
        public void close() {
            emulator.close();
        }
    }
}
