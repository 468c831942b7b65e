/** Who asks: credentials, tokens and the transport that adds them. Nothing here shows a secret in any text. */
@NullMarked
package io.playlake.client.auth;

import org.jspecify.annotations.NullMarked;
