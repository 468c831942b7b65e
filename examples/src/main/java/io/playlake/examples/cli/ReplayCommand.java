package io.playlake.examples.cli;

import io.playlake.run.Replay;
import io.playlake.sink.Dataset;
import io.playlake.sink.Sink;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code playlake replay}. */
@Command(
        name = "replay",
        description = "Copies to a lake, new or behind, the commits that it lacks from another. Calls no API.",
        sortOptions = false)
final class ReplayCommand implements Callable<Integer> {

    private final Shell shell;

    @Option(names = "--from", paramLabel = "SINK", description = "The lake that has them: local:DIR.")
    @Nullable
    String from;

    @Option(
            names = "--to",
            paramLabel = "SINK",
            description = "The lake that gets them: local:DIR; empty, or holding a beginning of the same runs.")
    @Nullable
    String to;

    @Mixin
    CommonOptions common = new CommonOptions();

    ReplayCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Sink source = SinkText.sink("--from", from, shell);
        Sink target = SinkText.sink("--to", to, shell);
        if (source.name().equals(target.name())) {
            throw new UsageException("--from and --to are the same lake, " + Printable.line(source.name()));
        }
        try (Dataset dataset = source.openExisting();
                Dataset copy = target.open()) {
            Replay.Result result = Replay.run(dataset, copy);
            shell.out()
                    .println(Printable.line(target.name()) + ": "
                            + Progress.count(result.commits(), "commit", "commits") + " copied, "
                            + Progress.count(result.rows(), "row", "rows") + ", level with commit " + result.seq()
                            + " of " + Printable.line(source.name()));
        }
        return ExitCode.OK;
    }
}
