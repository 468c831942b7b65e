/** Which playlists are due: state, its store, the detector, and the hashes that tell sameness. */
@NullMarked
package io.playlake.change;

import org.jspecify.annotations.NullMarked;
