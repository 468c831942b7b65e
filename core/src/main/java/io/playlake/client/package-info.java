/**
 * The Spotify Web API, typed: {@link io.playlake.client.SpotifyClient} and its groups of endpoints. Each call hands out
 * the body as it came beside the value that it decodes to.
 */
@NullMarked
package io.playlake.client;

import org.jspecify.annotations.NullMarked;
