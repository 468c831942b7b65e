/** Requests on the wire: the transport SPI, and the pooled transport over Apache HttpClient 5. */
@NullMarked
package io.playlake.client.http;

import org.jspecify.annotations.NullMarked;
