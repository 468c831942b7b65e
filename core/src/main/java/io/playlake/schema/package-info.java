/** Tables as values: one neutral schema with field ids, nullability and documentation; every format derives its own. */
@NullMarked
package io.playlake.schema;

import org.jspecify.annotations.NullMarked;
