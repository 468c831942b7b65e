package io.playlake.examples.cli;

import io.playlake.run.Maintenance;
import io.playlake.sink.MergeSpan;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code playlake compact}. */
@Command(
        name = "compact",
        description = "Merges the small files of a lake, as one commit that changes no row. Calls no API.",
        sortOptions = false,
        footer = {
            "",
            "Files of one day become one, and readers see no difference. A lake that is filled once a day has one file a"
                    + " day and table already; --by month merges those too, into the folder of the first day of their"
                    + " month, which is what readers see as run_date from then on.",
            "",
            "Readers that go by the log see the files before or those after. A plain pattern over the folders may see"
                    + " both for the moment between the commit and the end of this command."
        })
final class CompactCommand implements Callable<Integer> {

    private final Shell shell;

    @Option(
            names = "--sink",
            paramLabel = "SINK",
            description = "The lake: local:DIR or s3://BUCKET/PREFIX; of several that one run goes to, the first.")
    @Nullable
    String sink;

    @Option(names = "--by", paramLabel = "SPAN", description = "What is merged: day (the default) or month.")
    MergeSpan by = MergeSpan.DAY;

    @Mixin
    CommonOptions common = new CommonOptions();

    CompactCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Maintenance.Result result = Maintenance.builder()
                .sink(SinkText.sink(sink, shell))
                .time(shell.time())
                .build()
                .compact(by);
        shell.out()
                .println(
                        result.seq() == 0
                                ? "there is nothing to merge"
                                : Progress.count(result.filesBefore(), "file", "files") + " became "
                                        + Progress.count(result.filesAfter(), "file", "files") + ", "
                                        + Progress.count(result.rowsAfter(), "row", "rows") + ", commit "
                                        + result.seq());
        return ExitCode.OK;
    }
}
