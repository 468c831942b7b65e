/** Named bytes that appear whole or not at all: the SPI, and its implementation on a filesystem. */
@NullMarked
package io.playlake.storage;

import org.jspecify.annotations.NullMarked;
