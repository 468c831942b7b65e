/** The Spotify Web API on loopback, with a seeded synthetic catalogue that evolves over virtual days. */
@NullMarked
package io.playlake.emulator;

import org.jspecify.annotations.NullMarked;
