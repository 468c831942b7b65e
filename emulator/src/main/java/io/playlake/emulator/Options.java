package io.playlake.emulator;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Set;

/** The checked settings of one emulator. {@code requestLimit} 0 means no limit. */
record Options(
        int port,
        long seed,
        AppProfile profile,
        int playlists,
        int categories,
        LocalDate startDate,
        int minItems,
        int maxItems,
        Set<Quirk> quirks,
        int requestLimit,
        RateOptions rate,
        TokenOptions tokens,
        boolean etags,
        InstantSource clock) {

    boolean has(Quirk quirk) {
        return quirks.contains(quirk);
    }
}
