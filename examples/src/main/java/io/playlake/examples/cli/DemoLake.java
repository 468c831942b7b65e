package io.playlake.examples.cli;

import io.playlake.error.ConfigurationException;
import io.playlake.sink.Dataset;
import io.playlake.sink.local.LocalSink;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The folder of a demo: a lake like any other, and a mark that says that it is only a demo. */
final class DemoLake {

    private static final String MARK = "_demo";

    private final LocalSink sink;

    private DemoLake(Path folder) {
        this.sink = LocalSink.at(folder);
    }

    /**
     * Opens the folder of an earlier demo, or makes one.
     *
     * @throws ConfigurationException if it is something else; nothing was touched
     */
    static DemoLake at(Path folder) throws IOException {
        DemoLake lake = new DemoLake(folder);
        if (!Files.exists(folder.resolve(MARK))) {
            refuseOthers(folder);
            lake.sink.open().close();
            Files.writeString(
                    folder.resolve(MARK), "This lake was made by `playlake demo`: it holds synthetic playlists.\n");
        }
        return lake;
    }

    LocalSink sink() {
        return sink;
    }

    /** Returns which virtual day comes next, from 0. */
    int nextDay(Instant dayZero) {
        try (Dataset dataset = sink.open()) {
            return dataset.head()
                    .map(head -> (int) ChronoUnit.DAYS.between(
                                    dayZero, head.attempt().logicalDate())
                            + 1)
                    .orElse(0);
        }
    }

    private static void refuseOthers(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        String expected = ", expected an empty folder, an earlier demo, or nothing yet";
        if (!Files.isDirectory(folder)) {
            throw new ConfigurationException(folder + " is not a folder" + expected);
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            if (entries.iterator().hasNext()) {
                throw new ConfigurationException(folder + " is not empty, and no earlier demo" + expected);
            }
        }
    }

    /** Returns where the lake lies and what to try with it. */
    static String afterword(String folder) {
        String sql = "SELECT max(name) AS playlist, count(DISTINCT content_hash) AS versions,"
                + " min(items_received) AS shortest, max(items_received) AS longest"
                + " FROM " + files(folder, "playlists")
                + " GROUP BY playlist_id ORDER BY versions DESC, playlist LIMIT 5";
        String sink = "local:" + folder;
        return String.join(
                "\n",
                "The lake is in " + folder + ": Parquet files, a folder for each table.",
                "",
                "Ask it which playlists changed most often, with DuckDB (https://duckdb.org):",
                "  duckdb -c " + quoted(sql),
                "",
                "Views over exactly what was committed, and the runs behind them:",
                "  " + Self.command() + " sql --sink " + plain(sink) + " > views.sql && duckdb -init views.sql",
                "  " + Self.command() + " runs --sink " + plain(sink));
    }

    private static String files(String folder, String table) {
        return "'" + folder.replace("'", "''") + "/" + table + "/*/*.parquet'";
    }

    private static String plain(String word) {
        return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : quoted(word);
    }

    private static String quoted(String text) {
        return '"' + text.replaceAll("([\\\\\"$`])", "\\\\$1") + '"';
    }
}
