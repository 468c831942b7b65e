/** What can go wrong, one type for each thing the caller must do differently. */
@NullMarked
package io.playlake.error;

import org.jspecify.annotations.NullMarked;
