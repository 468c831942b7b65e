/** The front door, and the one place that knows the order of things. */
@NullMarked
package io.playlake.run;

import org.jspecify.annotations.NullMarked;
