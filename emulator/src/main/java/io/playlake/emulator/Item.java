package io.playlake.emulator;

import java.time.Instant;

/** One entry of a playlist; {@code addedBy} is empty where the API does not say who. */
record Item(Playable playable, Instant addedAt, String addedBy) {}
