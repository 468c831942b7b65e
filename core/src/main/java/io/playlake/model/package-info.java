/**
 * What the Web API says, as values: one record for each object of the wire. Whatever the API may omit is null, never
 * zero or empty; lists that are absent read as empty unless a component says otherwise.
 */
@NullMarked
package io.playlake.model;

import org.jspecify.annotations.NullMarked;
