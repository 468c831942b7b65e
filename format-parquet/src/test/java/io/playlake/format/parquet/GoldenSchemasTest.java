package io.playlake.format.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.schema.TableSchema;
import io.playlake.table.SpotifyTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.SchemaFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The Avro form of every shipped table, as checked in: a change of a schema shows in review. After a change that is
 * meant, run with {@code -Dplaylake.golden=write} and look at the difference.
 */
class GoldenSchemasTest {

    private static final Path GOLDEN = Path.of("src", "test", "resources", "avro");

    static List<TableSchema> tables() {
        return SpotifyTables.all();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void isTheOneCheckedIn(TableSchema table) throws IOException {
        Path file = GOLDEN.resolve(table.name() + ".avsc");
        String schema = SchemaFormatter.format("json/pretty", AvroSchemas.avro(table)) + "\n";
        if ("write".equals(System.getProperty("playlake.golden"))) {
            Files.writeString(file, schema);
        }
        assertThat(file).hasContent(schema);
    }

    @Test
    void noneIsLeftOver() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .containsExactlyInAnyOrderElementsOf(tables().stream()
                            .map(table -> table.name() + ".avsc")
                            .toList());
        }
    }
}
