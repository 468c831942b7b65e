/** Where playlists come from, and the merge of all listings of a run. */
@NullMarked
package io.playlake.source;

import org.jspecify.annotations.NullMarked;
