package io.playlake.examples.cli;

import io.playlake.client.SpotifyClient;
import io.playlake.error.CredentialsException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

    @Option(names = "--sink", paramLabel = "SINK", description = "The lake to be: " + SinkText.FORMS + ".")
    @Nullable
    String sink;

    @Mixin
    ApiOptions api = new ApiOptions();

    @Mixin
    CommonOptions common = new CommonOptions();

    CheckCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Findings findings = new Findings(shell.out(), new Credentials(shell));
        try (ApiOptions used = api;
                SpotifyClient client = used.client(shell, null, 1)) {
            new AppProbe(client, findings, new Credentials(shell).hasRefreshToken()).run();
        } catch (CredentialsException e) {
            findings.no("credentials", e);
        }
        if (sink != null) {
            if (JdbcText.isOne(sink)) {
                SinkProbe.run(JdbcText.sink("--sink", sink, shell), findings);
            } else {
                SinkProbe.run(SinkText.folder(sink), findings);
            }
        }
        return findings.exitCode();
    }
}
