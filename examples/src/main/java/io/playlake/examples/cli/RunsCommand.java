package io.playlake.examples.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.playlake.sink.Commit;
import io.playlake.sink.Dataset;
import java.util.List;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code playlake runs}. */
@Command(name = "runs", description = "Shows the runs that a lake holds, the oldest first.", sortOptions = false)
final class RunsCommand extends LakeCommand {

    @Option(
            names = "--json",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "",
            hideParamSyntax = true,
            description = "Prints them as a JSON array.")
    Boolean json = false;

    RunsCommand(Shell shell) {
        super(shell);
    }

    @Override
    int look(Dataset dataset) {
        List<Commit> commits =
                dataset.log().stream().filter(commit -> !commit.isRewriting()).toList();
        if (json) {
            shell.out().println(json(commits));
        } else if (commits.isEmpty()) {
            shell.out().println(Printable.line(dataset.name()) + " holds no run yet");
        } else {
            shell.out().println(table(commits));
        }
        return ExitCode.OK;
    }

    private static TextTable table(List<Commit> commits) {
        TextTable table = new TextTable(
                "seq",
                "run id",
                "logical date",
                "complete",
                "listed",
                "due",
                "fetched",
                "changed",
                "calls",
                "saved",
                "rows");
        for (Commit commit : commits) {
            table.row(
                    commit.seq(),
                    commit.attempt().runId(),
                    commit.attempt().logicalDate(),
                    commit.complete() ? "yes" : "no",
                    count(commit, "playlists_listed"),
                    count(commit, "playlists_due"),
                    count(commit, "playlists_fetched"),
                    count(commit, "playlists_changed"),
                    count(commit, "calls"),
                    count(commit, "calls_saved"),
                    count(commit, "rows"));
        }
        return table;
    }

    private static String json(List<Commit> commits) {
        JsonArray array = new JsonArray();
        for (Commit commit : commits) {
            JsonObject object = new JsonObject();
            object.addProperty("seq", commit.seq());
            object.addProperty("run_id", commit.attempt().runId());
            object.addProperty("attempt_id", commit.attempt().attemptId());
            object.addProperty("logical_date", commit.attempt().logicalDate().toString());
            object.addProperty("committed_at", commit.committedAt().toString());
            object.addProperty("complete", commit.complete());
            object.addProperty(
                    "not_before",
                    commit.notBefore() == null ? null : commit.notBefore().toString());
            object.addProperty("library_version", commit.libraryVersion());
            new TreeMap<>(commit.counts()).forEach(object::addProperty);
            array.add(object);
        }
        return new GsonBuilder()
                .setPrettyPrinting()
                .serializeNulls()
                .disableHtmlEscaping()
                .create()
                .toJson(array);
    }

    private static Long count(Commit commit, String name) {
        return commit.counts().getOrDefault(name, 0L);
    }
}
