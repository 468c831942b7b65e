package io.playlake.examples.cli;

import io.playlake.client.SpotifyClient;
import io.playlake.error.CredentialsException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code playlake check}. */
@Command(
        name = "check",
        description = "Tries the credentials, learns what kind of app they are and which sources work, and whether the"
                + " sink can be written; changes nothing, and makes at most five calls.",
        sortOptions = false)
final class CheckCommand implements Callable<Integer> {

    private final Shell shell;

    @Option(
            names = "--sink",
            paramLabel = "SINK",
            description = "The lake to be: " + SinkText.FORMS + "; may be repeated.")
    List<String> sinks = new ArrayList<>();

    @Mixin
    ApiOptions api = new ApiOptions();

    @Mixin
    CommonOptions common = new CommonOptions();

    CheckCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        // What is wrong by its mere form costs no call.
        sinks.forEach(sink -> SinkText.sink(SinkText.withoutOptional(sink), shell));
        Findings findings = new Findings(shell.out(), new Credentials(shell));
        try (ApiOptions used = api;
                SpotifyClient client = used.client(shell, null, 1)) {
            new AppProbe(client, findings, new Credentials(shell).hasRefreshToken()).run();
        } catch (CredentialsException e) {
            findings.no("credentials", e);
        }
        sinks.forEach(sink -> SinkProbe.run(SinkText.withoutOptional(sink), shell, findings));
        return findings.exitCode();
    }
}
