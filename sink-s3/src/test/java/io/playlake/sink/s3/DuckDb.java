package io.playlake.sink.s3;

import io.playlake.sink.Commit;
import io.playlake.sink.DataFile;
import io.playlake.sink.Dataset;
import io.playlake.table.SpotifyTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.S3Client;

/** What a bucket holds as DuckDB sees it, once the files that the log names are fetched by a client that is not ours. */
final class DuckDb implements AutoCloseable {

    private final Connection connection;

    DuckDb(Dataset dataset, S3Client client, String bucket, Path folder) throws SQLException, IOException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        run("SET TimeZone = 'UTC'");
        TreeMap<String, List<Path>> tables = new TreeMap<>();
        for (Commit commit : dataset.log()) {
            for (var table : commit.tables().entrySet()) {
                for (DataFile file : table.getValue()) {
                    Path copy = folder.resolve(file.path());
                    Files.createDirectories(copy.getParent());
                    String key = dataset.locate(file).substring(("s3://" + bucket + "/").length());
                    client.getObject(get -> get.bucket(bucket).key(key), copy);
                    tables.computeIfAbsent(table.getKey(), name -> new ArrayList<>())
                            .add(copy);
                }
            }
        }
        for (var table : SpotifyTables.all()) {
            String files = tables.getOrDefault(table.name(), List.of()).stream()
                    .map(file -> "'" + file + "'")
                    .collect(Collectors.joining(", "));
            run("CREATE VIEW " + table.name() + " AS SELECT * FROM read_parquet([" + files
                    + "], hive_partitioning = true, union_by_name = true)");
        }
    }

    /** Returns rows as text, their values joined by a bar; null is empty. */
    List<String> rows(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    String value = result.getString(i);
                    values.add(value == null ? "" : value);
                }
                rows.add(String.join("|", values));
            }
        }
        return rows;
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
