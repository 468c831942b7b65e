package io.playlake.examples.cli;

import io.playlake.error.CancelledException;
import io.playlake.error.ConfigurationException;
import io.playlake.error.Nearest;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** One call of the command line, from arguments to exit code. Nothing is thrown, and nothing ends the JVM. */
final class Invocation {

    private final Shell shell;
    private boolean json;

    Invocation(Shell shell) {
        this.shell = shell;
    }

    /** Runs the command that the arguments name; returns what the process is to end with. */
    int execute(String... args) {
        try {
            return dispatch(args);
        } catch (Throwable e) { // the last place that can turn it into a line
            boolean interrupted = Thread.interrupted();
            return failed(interrupted ? new CancelledException("interrupted", e) : e);
        }
    }

    private int dispatch(String[] args) throws Exception {
        json = wantsJson(List.of(args)) || "true".equals(shell.variable(Defaults.variable("json")));
        PasswordGuard.check(args);
        CommandLine root = Commands.create(shell);
        ParseResult given = parse(root, List.of(args), new Defaults(shell));
        Integer help = CommandLine.executeHelpRequest(given);
        if (help != null) {
            return ExitCode.OK;
        }
        if (!given.hasSubcommand()) {
            root.usage(shell.err());
            return ExitCode.USAGE;
        }
        Defaults defaults = new Defaults(shell);
        CommandLine again = Commands.create(shell);
        List<String> all = defaults.complete(root, given.subcommand(), List.of(args));
        json = wantsJson(all);
        ParseResult complete = parse(again, all, defaults).subcommand();
        Callable<?> command = (Callable<?>) complete.commandSpec().userObject();
        return (Integer) command.call();
    }

    private static ParseResult parse(CommandLine root, List<String> args, Defaults defaults) {
        try {
            return root.parseArgs(args.toArray(String[]::new));
        } catch (UnmatchedArgumentException e) {
            throw new UsageException(unknown(e));
        } catch (ParameterException e) {
            String place = defaults.place(e.getArgSpec());
            String message = String.valueOf(e.getMessage()) + (place == null ? "" : " (from " + place + ")");
            if (defaults.inFile(e.getArgSpec())) {
                throw new ConfigurationException(message, e);
            }
            throw new UsageException(message);
        }
    }

    /** Only the name of an option is shown: what stands behind it may be anything. */
    private static String unknown(UnmatchedArgumentException e) {
        String first = e.getUnmatched().get(0);
        String name = Printable.cell(first.split("=", 2)[0], 60);
        CommandLine command = e.getCommandLine();
        boolean inside = command.getParent() != null;
        String what = first.startsWith("-") ? "option" : inside ? "argument" : "command";
        List<String> known = first.startsWith("-")
                ? command.getCommandSpec().options().stream()
                        .map(option -> option.longestName())
                        .toList()
                : inside
                        ? List.of()
                        : command.getSubcommands().keySet().stream().sorted().toList();
        String hint = Nearest.of(name, known)
                .map(word -> "; did you mean '" + word + "'?")
                .orElse(inside || first.startsWith("-") ? "" : "; the commands are " + String.join(", ", known));
        String where = inside ? command.getCommandSpec().qualifiedName() : "playlake";
        return "unknown " + what + " '" + name + "'" + hint + " (see " + where + " --help)";
    }

    private int failed(Throwable thrown) {
        Failure failure = Failure.of(thrown);
        Credentials secrets = new Credentials(shell);
        shell.err().println("playlake: " + secrets.mask(failure.message()));
        if (shell.debug()) {
            shell.err().print(secrets.mask(Failure.stackTrace(thrown)));
        }
        if (json) {
            shell.out().println(failure.toJson(secrets));
        }
        return failure.exitCode();
    }

    private static boolean wantsJson(List<String> args) {
        return args.contains("--json") || args.contains("--json=true");
    }
}
