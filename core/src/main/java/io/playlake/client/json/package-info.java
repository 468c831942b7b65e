/**
 * Decoders from the wire to the model, for the client's own use. Streaming and strict about syntax, forgiving about
 * fields: unknown ones are ignored, and one of a wrong type reads as null unless it is required.
 */
@NullMarked
package io.playlake.client.json;

import org.jspecify.annotations.NullMarked;
