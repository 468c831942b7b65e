package io.playlake.emulator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a playlist as it really is.
 *
 * @param uri what the entry holds, or null where the API gives no uri (a null track, a withdrawn one)
 * @param addedAt when it was added, in whole seconds
 */
public record ItemTruth(@Nullable String uri, Instant addedAt) {}
