package io.playlake.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.playlake.model.SimplifiedAlbum;
import io.playlake.model.SimplifiedArtist;
import io.playlake.schema.Column;
import io.playlake.schema.Reference;
import io.playlake.schema.Row;
import io.playlake.schema.TableSchema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpotifyTablesTest {

    @Test
    void documentsEveryColumnWithASentence() {
        for (TableSchema table : SpotifyTables.all()) {
            assertThat(table.doc()).as(table.name()).endsWith(".");
            assertThat(table.columns())
                    .allSatisfy(column -> assertThat(column.doc())
                            .as("%s.%s", table.name(), column.name())
                            .endsWith("."));
        }
    }

    @Test
    void tellsRunAndTimeOfEveryRow() {
        for (TableSchema table : SpotifyTables.all()) {
            assertThat(table.columns().subList(0, 2))
                    .as(table.name())
                    .extracting(Column::name)
                    .containsExactly("run_id", "extracted_at");
        }
    }

    @Test
    void keysObservationsByRunAndContentByVersion() {
        assertThat(SpotifyTables.all())
                .filteredOn(table -> !table.key().get(0).equals("run_id"))
                .singleElement()
                .satisfies(table -> assertThat(table.key()).containsExactly("playlist_id", "content_hash", "position"));
    }

    @Test
    void refersToColumnsThatExistAndAgreeInType() {
        assertThat(SpotifyTables.references()).hasSizeGreaterThan(20).allSatisfy(reference -> {
            for (int i = 0; i < reference.columns().size(); i++) {
                assertThat(column(reference.from(), reference.columns().get(i)).type())
                        .as(reference.toString())
                        .isEqualTo(column(reference.to(), reference.toColumns().get(i))
                                .type());
            }
        });
        assertThat(SpotifyTables.references()).extracting(Reference::toString).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "2023-05-12, day, 2023-05-12",
                "2023-05, month, -",
                "1981, year, -",
                "0000, year, -",
                "0000, day, -",
                "-, day, -",
                "2023-13-77, day, -",
                "2023-05-12, -, -",
            })
    void readsAReleaseDayOnlyWhereThereIsOne(
            @Nullable String date, @Nullable String precision, @Nullable LocalDate day) {
        SimplifiedAlbum album = new SimplifiedAlbum(
                "a", null, "n", "single", date, precision, null, null, null, null, List.<SimplifiedArtist>of());
        Row row = SpotifyTables.ALBUMS.row(new Seen<>("run", Instant.EPOCH, album));
        TableSchema schema = SpotifyTables.ALBUMS.schema();
        assertThat(row.getOrNull(schema.indexOf("release_day"))).isEqualTo(day);
        assertThat(row.getOrNull(schema.indexOf("release_date"))).isEqualTo(date);
        assertThat(row.get(schema.indexOf("uri"))).isEqualTo("spotify:album:a");
    }

    private static Column column(TableSchema table, String name) {
        return table.columns().get(table.indexOf(name));
    }
}
