/** How an application embeds Playlake. */
@NullMarked
package io.playlake.examples.embed;

import org.jspecify.annotations.NullMarked;
