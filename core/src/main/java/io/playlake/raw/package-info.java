/** Raw pages, staged durably before they are decoded. */
@NullMarked
package io.playlake.raw;

import org.jspecify.annotations.NullMarked;
