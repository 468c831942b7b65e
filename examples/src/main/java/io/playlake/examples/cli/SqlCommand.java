package io.playlake.examples.cli;

import io.playlake.sink.DataFile;
import io.playlake.sink.Dataset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** {@code playlake sql}. */
@Command(
        name = "sql",
        description = "Prints DuckDB views over exactly the files that the log of a lake names.",
        sortOptions = false,
        footer = {"", "For example: playlake sql --sink local:lake > views.sql && duckdb -init views.sql"})
final class SqlCommand extends LakeCommand {

    SqlCommand(Shell shell) {
        super(shell);
    }

    @Override
    int look(Dataset dataset) {
        String sink = SinkText.only(sinks);
        if (sink != null && JdbcText.isOne(sink)) {
            throw new UsageException(
                    "--sink: the tables are in the database as they are, and need no views over files");
        }
        Map<String, List<DataFile>> files = dataset.files();
        if (files.isEmpty()) {
            shell.out().println("-- " + Printable.line(dataset.name()) + " holds no run yet");
        }
        if (dataset.name().startsWith("s3://")) {
            shell.out().println("-- DuckDB must know the bucket: CREATE SECRET (TYPE s3, PROVIDER credential_chain);");
        }
        files.forEach((table, some) -> shell.out()
                .println(view(table, some.stream().map(dataset::locate).toList())));
        return ExitCode.OK;
    }

    private static String view(String table, List<String> paths) {
        String list = paths.stream().map(SqlCommand::literal).collect(Collectors.joining(",\n  "));
        return "CREATE OR REPLACE VIEW " + table + " AS SELECT * FROM read_parquet([\n  " + list
                + "],\n  hive_partitioning = true, union_by_name = true);";
    }

    /** DuckDB takes every name for a pattern; brackets around a character make it mean itself. */
    private static String literal(String path) {
        return "'" + path.replace("'", "''").replaceAll("([*?\\[])", "[$1]") + "'";
    }
}
