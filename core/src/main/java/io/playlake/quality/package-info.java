/** Rules about the tables of a run, and what they found. */
@NullMarked
package io.playlake.quality;

import org.jspecify.annotations.NullMarked;
