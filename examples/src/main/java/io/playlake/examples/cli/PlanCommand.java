package io.playlake.examples.cli;

import io.playlake.client.SpotifyClient;
import io.playlake.run.Playlake;
import io.playlake.run.RunPlan;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code playlake plan}. */
@Command(
        name = "plan",
        description = "Tells what a run with the same options would fetch and why, and the calls it would make.",
        sortOptions = false,
        footer = {
            "",
            "Makes the listing, and no other call; writes nothing, and goes by the log of the lake whatever --state says."
                    + " Ids have no listing: their one call each is counted."
        })
final class PlanCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    RunOptions options = new RunOptions();

    @Option(
            names = "--json",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "",
            hideParamSyntax = true,
            description = "Prints the plan as JSON, unchanged playlists included.")
    Boolean json = false;

    PlanCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Playlake.Builder builder = options.builder(shell);
        try (ApiOptions api = options.api;
                SpotifyClient client = api.client(shell, options.market, options.concurrency);
                Playlake playlake = RunOptions.built(builder.client(client))) {
            RunPlan plan = playlake.plan();
            shell.out().println(json ? plan.toJson() : PlanText.of(plan));
            return ExitCode.OK;
        }
    }
}
