/** Fakes for tests, without JUnit: time that a test moves, and a wire that a test scripts. */
@NullMarked
package io.playlake.testing;

import org.jspecify.annotations.NullMarked;
