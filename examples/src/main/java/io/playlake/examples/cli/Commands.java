package io.playlake.examples.cli;

import io.playlake.LibraryVersion;
import io.playlake.raw.PersonalData;
import io.playlake.run.Enrichment;
import io.playlake.run.Refresh;
import io.playlake.sink.MergeSpan;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;

/** The command {@code playlake} itself, with those below it. */
@Command(
        name = "playlake",
        versionProvider = Commands.Version.class,
        description = "Keeps the history of Spotify playlists in a data lake.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Start with `playlake demo`: it needs no credentials. `playlake COMMAND --help` tells more.",
            "",
            "Every option of a command is also an environment variable, such as PLAYLAKE_AUDIT_CYCLE for"
                    + " --audit-cycle, and a key of the properties file of --config, such as audit-cycle. The option wins"
                    + " over the variable, the variable over the file. Several sources or sinks in one variable or key are"
                    + " separated by ';' or line breaks.",
            "",
            "Credentials: SPOTIFY_CLIENT_ID, SPOTIFY_CLIENT_SECRET and, for a user, SPOTIFY_REFRESH_TOKEN; each also as"
                    + " NAME_FILE, which names a file. `playlake login` gets the token of a user, and keeps it. That of"
                    + " Redis: PLAYLAKE_REDIS_PASSWORD; of a database: PLAYLAKE_JDBC_USER, PLAYLAKE_JDBC_PASSWORD; each"
                    + " also with _FILE.",
            "",
            "PLAYLAKE_DEBUG=1 shows stack traces.",
            "",
            "Exit codes: 0 done; 64 wrong usage; 65 data refused or damaged; 70 a bug; 74 sink cannot be read or"
                    + " written; 75 try later; 76 the API answered nonsense; 77 credentials missing or refused; 78"
                    + " configuration, or a file of it."
        })
final class Commands {

    @Mixin
    HelpOptions help = new HelpOptions();

    private Commands() {}

    /** Returns a parser that has parsed nothing yet. */
    static CommandLine create(Shell shell) {
        CommandLine root = new CommandLine(new Commands());
        root.addSubcommand(new RunCommand(shell));
        root.addSubcommand(new PlanCommand(shell));
        root.addSubcommand(new DemoCommand(shell));
        root.addSubcommand(new CheckCommand(shell));
        root.addSubcommand(new LoginCommand(shell));
        root.addSubcommand(new CategoriesCommand(shell));
        root.addSubcommand(new RunsCommand(shell));
        root.addSubcommand(new AsOfCommand(shell));
        root.addSubcommand(new DiffCommand(shell));
        root.addSubcommand(new ExplainCommand(shell));
        root.addSubcommand(new SqlCommand(shell));
        root.addSubcommand(new VerifyCommand(shell));
        root.addSubcommand(new CompactCommand(shell));
        root.addSubcommand(new ForgetCommand(shell));
        root.addSubcommand(new ReplayCommand(shell));
        root.addSubcommand(new RebuildStateCommand(shell));
        root.addSubcommand(new DdlCommand(shell));
        root.addSubcommand(new EmulatorCommand(shell));
        root.getSubcommands().values().forEach(one -> one.getCommandSpec().versionProvider(new Version()));
        root.registerConverter(Duration.class, Values::duration);
        root.registerConverter(Instant.class, Values::logicalDate);
        root.registerConverter(Boolean.class, Values::onOrOff);
        root.registerConverter(Rate.class, Values::rate);
        root.registerConverter(URI.class, Values::address);
        root.registerConverter(Progress.Mode.class, Values::progress);
        root.registerConverter(Refresh.class, Values::refresh);
        root.registerConverter(Enrichment.class, Values::enrichment);
        root.registerConverter(MergeSpan.class, Values::mergeSpan);
        root.registerConverter(PersonalData.class, Values::personalData);
        // An argument that begins with @ is a file of ids here, not of arguments.
        root.setExpandAtFiles(false);
        root.setInterpolateVariables(false);
        root.setOut(new PrintWriter(shell.out(), true, StandardCharsets.UTF_8));
        root.setErr(new PrintWriter(shell.err(), true, StandardCharsets.UTF_8));
        root.setUsageHelpWidth(100);
        root.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        return root;
    }

    /** Names this version. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"playlake " + LibraryVersion.current()};
        }
    }
}
