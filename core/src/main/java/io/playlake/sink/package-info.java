/** The sink SPI. The Javadoc of these types is its specification; the numbered rules are what contract tests check. */
@NullMarked
package io.playlake.sink;

import org.jspecify.annotations.NullMarked;
