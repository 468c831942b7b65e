/** How often, and how often again: retries, the rate limit and their transports. */
@NullMarked
package io.playlake.client.limit;

import org.jspecify.annotations.NullMarked;
