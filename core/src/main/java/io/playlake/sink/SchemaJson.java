package io.playlake.sink;

import com.google.gson.JsonElement;
import com.google.gson.stream.JsonWriter;
import io.playlake.error.DataRefusedException;
import io.playlake.schema.Column;
import io.playlake.schema.ColumnType;
import io.playlake.schema.TableSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The shapes of tables in a commit: a line of text a table would do, but a column a line shows what changed. */
final class SchemaJson {

    /** Such as {@code 3 name STRING?}, where the question mark says that it may be null. */
    private static final Pattern COLUMN = Pattern.compile("([0-9]{1,9}) ([a-z0-9_]+) ([A-Z]+)(\\??)");

    private SchemaJson() {}

    static void write(JsonWriter json, Map<String, TableSchema> tables) throws IOException {
        json.beginObject();
        for (Map.Entry<String, TableSchema> table : new TreeMap<>(tables).entrySet()) {
            json.name(table.getKey()).beginObject();
            json.name("key").beginArray();
            for (String column : table.getValue().key()) {
                json.value(column);
            }
            json.endArray();
            json.name("columns").beginArray();
            for (Column column : table.getValue().columns()) {
                json.value(column.id() + " " + column.name() + " " + column.type() + (column.nullable() ? "?" : ""));
            }
            json.endArray();
            json.endObject();
        }
        json.endObject();
    }

    static Map<String, TableSchema> read(String place, JsonFields json) {
        Map<String, TableSchema> tables = new TreeMap<>();
        for (Map.Entry<String, JsonElement> table : json.all().entrySet()) {
            String where = place + ": known_tables." + table.getKey();
            JsonFields fields = JsonFields.of(where, table.getValue());
            List<Column> columns = new ArrayList<>();
            for (String column : fields.texts("columns")) {
                columns.add(column(where, column));
            }
            try {
                tables.put(table.getKey(), new TableSchema(table.getKey(), "", columns, fields.texts("key")));
            } catch (IllegalArgumentException e) {
                throw new DataRefusedException(where + " is no table: " + e.getMessage(), e);
            }
        }
        return tables;
    }

    private static Column column(String where, String text) {
        Matcher matcher = COLUMN.matcher(text);
        if (matcher.matches()) {
            try {
                return new Column(
                        Integer.parseInt(matcher.group(1)),
                        matcher.group(2),
                        ColumnType.valueOf(matcher.group(3)),
                        !matcher.group(4).isEmpty(),
                        "");
            } catch (IllegalArgumentException e) {
                throw new DataRefusedException(where + ": '" + text + "' is no column: " + e.getMessage(), e);
            }
        }
        throw new DataRefusedException(where + ": '" + text + "' is no column, such as '3 name STRING?'", null);
    }
}
