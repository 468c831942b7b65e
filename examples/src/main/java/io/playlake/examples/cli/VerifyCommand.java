package io.playlake.examples.cli;

import io.playlake.run.DatasetCheck;
import io.playlake.sink.Dataset;
import picocli.CommandLine.Command;

/** {@code playlake verify}. */
@Command(
        name = "verify",
        description = "Reads everything a lake holds again, and says what is damaged: checksums, keys, references, log"
                + " against state. Changes nothing; exit code 65 if something is wrong.",
        sortOptions = false)
final class VerifyCommand extends LakeCommand {

    VerifyCommand(Shell shell) {
        super(shell);
    }

    @Override
    int look(Dataset dataset) {
        DatasetCheck.Result result = DatasetCheck.run(dataset);
        shell.out()
                .println(Printable.line(dataset.name()) + ": "
                        + Progress.count(result.commits(), "commit", "commits") + ", "
                        + Progress.count(result.files(), "file", "files") + ", "
                        + Progress.count(result.rows(), "row", "rows") + ", "
                        + Progress.count(result.problems().size(), "problem", "problems"));
        result.problems().forEach(problem -> shell.out().println("  " + Printable.line(problem)));
        return result.problems().isEmpty() ? ExitCode.OK : ExitCode.DATA;
    }
}
