package io.playlake.emulator;

import java.time.InstantSource;
import java.time.LocalDate;

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
        boolean quirks,
        int requestLimit,
        RateOptions rate,
        TokenOptions tokens,
        boolean etags,
        InstantSource clock) {}
