package io.playlake.run;

import io.playlake.schema.Row;
import io.playlake.schema.TableSchema;
import io.playlake.sink.Commit;
import io.playlake.sink.DataFile;
import io.playlake.sink.Dataset;
import io.playlake.sink.RowReader;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The ids that a dataset has a full row of. They are read from the tables themselves, so nothing can disagree with them:
 * a few columns of every earlier file, a row for each time that an id was met.
 */
final class EnrichedIds {

    private EnrichedIds() {}

    /**
     * Tells all ids with a full row, some of them repeatedly.
     *
     * @param told the columns that only a full row has; one is enough
     * @throws io.playlake.error.DataRefusedException if a file is damaged
     */
    static void forEach(
            Dataset dataset, Optional<Commit> head, TableSchema table, List<String> told, Consumer<String> to) {
        TableSchema wanted = new TableSchema(
                table.name(),
                table.doc(),
                Stream.concat(table.key().stream(), told.stream())
                        .map(name -> table.columns().get(table.indexOf(name)))
                        .toList(),
                table.key());
        int id = wanted.indexOf(table.key().get(1));
        Set<DataFile> files = new LinkedHashSet<>();
        for (Optional<Commit> at = head; at.isPresent(); at = StateLog.before(dataset, at.get())) {
            files.addAll(dataset.files(at.get(), table.name()));
        }
        for (DataFile file : files) {
            try (RowReader rows = dataset.read(wanted, file)) {
                while (rows.hasNext()) {
                    Row row = rows.next();
                    if (told.stream().anyMatch(column -> row.getOrNull(wanted.indexOf(column)) != null)) {
                        to.accept((String) row.get(id));
                    }
                }
            }
        }
    }
}
