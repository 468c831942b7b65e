/** Time as a collaborator: wall clock, monotonic clock and sleep. */
@NullMarked
package io.playlake.time;

import org.jspecify.annotations.NullMarked;
