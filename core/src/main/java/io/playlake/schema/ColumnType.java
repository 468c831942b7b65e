package io.playlake.schema;

import java.time.Instant;
import java.time.LocalDate;

/** The types a column can have, each with the one Java type of its values. */
public enum ColumnType {
    /** Text, compared by its UTF-8 bytes. */
    STRING(String.class),
    /** JSON text in UTF-8. */
    JSON(String.class),
    BOOLEAN(Boolean.class),
    /** A signed 32-bit number. */
    INT(Integer.class),
    /** A signed 64-bit number. */
    LONG(Long.class),
    /** A 64-bit floating point number. */
    DOUBLE(Double.class),
    /** An instant in UTC, in microseconds; finer digits are cut off. */
    TIMESTAMP(Instant.class),
    /** A day of the proleptic Gregorian calendar. */
    DATE(LocalDate.class);

    private final Class<?> javaType;

    ColumnType(Class<?> javaType) {
        this.javaType = javaType;
    }

    /** Returns the class of every non-null value of this type. */
    public Class<?> javaType() {
        return javaType;
    }
}
