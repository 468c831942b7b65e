package io.playlake.examples.cli;

import io.playlake.sink.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that looks at a lake that is there, and changes nothing. */
abstract class LakeCommand implements Callable<Integer> {

    final Shell shell;

    @Option(names = "--sink", paramLabel = "SINK", description = "The lake: " + SinkText.FORMS + ".")
    List<String> sinks = new ArrayList<>();

    @Mixin
    CommonOptions common = new CommonOptions();

    LakeCommand(Shell shell) {
        this.shell = shell;
    }

    /** Looks at the lake, and returns the exit code. */
    abstract int look(Dataset dataset);

    @Override
    public Integer call() {
        try (Dataset dataset = SinkText.sink(SinkText.only(sinks), shell).openExisting()) {
            return look(dataset);
        }
    }
}
