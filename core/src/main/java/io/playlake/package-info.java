/** The library as a whole. */
@NullMarked
package io.playlake;

import org.jspecify.annotations.NullMarked;
