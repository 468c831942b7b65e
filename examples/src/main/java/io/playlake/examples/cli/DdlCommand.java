package io.playlake.examples.cli;

import io.playlake.sink.jdbc.JdbcDatabase;
import io.playlake.sink.jdbc.JdbcSink;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code playlake ddl}. */
@Command(
        name = "ddl",
        description =
                "Prints the statements that make all tables and views of a database, for a role that may run them;"
                        + " a run makes what is missing by itself.",
        sortOptions = false)
final class DdlCommand implements Callable<Integer> {

    private final Shell shell;

    @Option(names = "--database", paramLabel = "KIND", description = "postgresql, mariadb, mysql, sqlite or duckdb.")
    @Nullable
    String database;

    @Option(names = "--schema", paramLabel = "NAME", description = "The schema, made first; default: the role's own.")
    @Nullable
    String schema;

    @Mixin
    CommonOptions common = new CommonOptions();

    DdlCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        for (JdbcDatabase one : JdbcDatabase.values()) {
            if (name(one).equals(database)) {
                shell.out().print(JdbcSink.ddlScript(one, schema));
                return ExitCode.OK;
            }
        }
        throw new UsageException("--database is "
                + (database == null ? "missing" : "'" + Printable.cell(database, 40) + "'") + ", expected "
                + Arrays.stream(JdbcDatabase.values()).map(DdlCommand::name).collect(Collectors.joining(", ")));
    }

    private static String name(JdbcDatabase database) {
        return database.name().toLowerCase(Locale.ROOT);
    }
}
