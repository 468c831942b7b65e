/** The bundled command line. */
@NullMarked
package io.playlake.examples.cli;

import org.jspecify.annotations.NullMarked;
