package io.playlake.emulator;

import org.jspecify.annotations.Nullable;

/** An answer, and what goes wrong on its way; null if nothing does. */
record Delivery(Answer answer, Fault.@Nullable Wire fault) {}
