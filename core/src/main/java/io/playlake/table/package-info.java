/** The shipped tables: schemas and the values their rows are read off. */
@NullMarked
package io.playlake.table;

import org.jspecify.annotations.NullMarked;
