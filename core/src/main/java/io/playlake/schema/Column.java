package io.playlake.schema;

import java.util.regex.Pattern;

/**
 * One column of a table.
 *
 * @param id identity within the table, from 1; it survives a rename and is never used again
 * @param name lower-case words joined by underscores
 * @param type of its values
 * @param nullable whether a value may be absent
 * @param doc a sentence about its meaning, its unit included
 */
public record Column(int id, String name, ColumnType type, boolean nullable, String doc) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    public Column {
        if (id < 1) {
            throw new IllegalArgumentException("column " + name + ": id is " + id + ", expected 1 or more");
        }
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("column name '" + name + "' does not match " + NAME);
        }
    }
}
