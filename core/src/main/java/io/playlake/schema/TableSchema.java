package io.playlake.schema;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The shape of a table: its columns, of which some form the key. Rows of a table are sorted by key, and no two rows of a
 * dataset share one.
 *
 * @param name lower-case words joined by underscores
 * @param doc a sentence about what one row is
 * @param columns in order; names and ids are unique
 * @param key the names of the key columns, in order; none is nullable
 */
public record TableSchema(String name, String doc, List<Column> columns, List<String> key) {

    public TableSchema {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        Set<Object> seen = new HashSet<>();
        for (Column column : columns) {
            if (!seen.add(column.name()) || !seen.add(column.id())) {
                throw new IllegalArgumentException("table " + name + ": column " + column + " repeats a name or an id");
            }
        }
        if (key.isEmpty()) {
            throw new IllegalArgumentException("table " + name + " has no key");
        }
        for (String part : key) {
            Column column = columns.get(indexOf(name, columns, part));
            if (column.nullable()) {
                throw new IllegalArgumentException("table " + name + ": key column " + part + " is nullable");
            }
        }
    }

    /**
     * Returns the place of a column in a row, from 0.
     *
     * @throws IllegalArgumentException if there is no such column
     */
    public int indexOf(String column) {
        return indexOf(name, columns, column);
    }

    /** Returns the places of the key columns in a row, in key order. */
    public int[] keyIndexes() {
        return key.stream().mapToInt(this::indexOf).toArray();
    }

    /** Returns the order of rows by key: text by its UTF-8 bytes, all else by value. */
    public Comparator<Row> keyOrder() {
        return new KeyOrder(keyIndexes());
    }

    /**
     * Compares this with the shape that a table is stored in. Rows of this one can join it if the key is the same, every
     * stored column is there as it is stored, and all others are nullable; order and docs do not count.
     *
     * @return what is in the way, naming table and column; empty if nothing is
     */
    public Optional<String> misfit(TableSchema stored) {
        if (!key.equals(stored.key())) {
            return Optional.of("table " + name + " has the key " + key + ", but is stored with " + stored.key());
        }
        for (Column old : stored.columns()) {
            Optional<Column> now = columns.stream()
                    .filter(column -> column.name().equals(old.name()))
                    .findFirst();
            if (now.isEmpty()) {
                return Optional.of("table " + name + " lacks the column " + old.name() + ", which is stored");
            }
            if (!shape(now.get()).equals(shape(old))) {
                return Optional.of("table " + name + ", column " + old.name() + ": got " + shape(now.get())
                        + ", but it is stored as " + shape(old));
            }
        }
        return columns.stream()
                .filter(column -> !column.nullable())
                .filter(column ->
                        stored.columns().stream().noneMatch(old -> old.name().equals(column.name())))
                .findFirst()
                .map(column -> "table " + name + ", column " + column.name()
                        + ": it is new and required, and rows that are stored have no value for it");
    }

    private static String shape(Column column) {
        return column.type() + (column.nullable() ? " or null" : "") + " with id " + column.id();
    }

    private static int indexOf(String table, List<Column> columns, String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("table " + table + " has no column '" + name + "'");
    }
}
