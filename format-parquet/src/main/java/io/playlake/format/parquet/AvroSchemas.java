package io.playlake.format.parquet;

import io.playlake.schema.Column;
import io.playlake.schema.ColumnType;
import io.playlake.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.parquet.avro.AvroSchemaConverter;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** The Avro form of a table, with its documentation and column ids, and the Parquet form that follows from it. */
final class AvroSchemas {

    static final String FIELD_ID = "field-id";

    private AvroSchemas() {}

    static Schema avro(TableSchema table) {
        List<Schema.Field> fields = new ArrayList<>();
        for (Column column : table.columns()) {
            Schema type = avro(column.type());
            Schema.Field field = column.nullable()
                    ? new Schema.Field(
                            column.name(),
                            Schema.createUnion(Schema.create(Schema.Type.NULL), type),
                            column.doc(),
                            JsonProperties.NULL_VALUE)
                    : new Schema.Field(column.name(), type, column.doc());
            field.addProp(FIELD_ID, column.id());
            fields.add(field);
        }
        return Schema.createRecord(table.name(), table.doc(), "io.playlake", false, fields);
    }

    /** The columns of the result are in the order of the table's. */
    static MessageType parquet(TableSchema table) {
        MessageType converted = new AvroSchemaConverter(new PlainParquetConfiguration()).convert(avro(table));
        List<Type> fields = new ArrayList<>();
        for (Column column : table.columns()) {
            fields.add(converted.getType(column.name()).withId(column.id()));
        }
        return new MessageType(converted.getName(), fields);
    }

    private static Schema avro(ColumnType type) {
        return switch (type) {
            case STRING, JSON -> Schema.create(Schema.Type.STRING);
            case BOOLEAN -> Schema.create(Schema.Type.BOOLEAN);
            case INT -> Schema.create(Schema.Type.INT);
            case LONG -> Schema.create(Schema.Type.LONG);
            case DOUBLE -> Schema.create(Schema.Type.DOUBLE);
            case TIMESTAMP -> LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
            case DATE -> LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
        };
    }
}
