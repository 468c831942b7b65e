package io.playlake.examples.cli;

import io.playlake.change.SnapshotStore;
import io.playlake.run.StateRebuild;
import io.playlake.sink.Dataset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code playlake rebuild-state}. */
@Command(
        name = "rebuild-state",
        description = "Makes a state store anew from the log of a lake, whatever is in it. Calls no API.",
        sortOptions = false)
final class RebuildStateCommand extends LakeCommand {

    @Option(names = "--state", paramLabel = "STATE", description = "The store: " + StateText.FORMS + ".")
    @Nullable
    String state;

    RebuildStateCommand(Shell shell) {
        super(shell);
    }

    @Override
    int look(Dataset dataset) {
        if (state == null) {
            throw new UsageException("--state is missing, expected " + StateText.FORMS);
        }
        try (SnapshotStore store = StateText.copy(state, StateText.FORMS, shell, shell::warn)) {
            StateRebuild.Result result = StateRebuild.run(dataset, store);
            shell.out()
                    .println(Printable.line(store.name()) + ": "
                            + Progress.count(result.playlists(), "playlist", "playlists") + ", level with commit "
                            + result.seq() + " of " + Printable.line(dataset.name()));
        }
        return ExitCode.OK;
    }
}
