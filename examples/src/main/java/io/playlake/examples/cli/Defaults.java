package io.playlake.examples.cli;

import io.playlake.error.ConfigurationException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Options that were not given, from the environment and then from a properties file; they are parsed as if they had
 * been given. A variable or key that holds several values has them separated by {@code ;} or line breaks.
 */
final class Defaults {

    /** What only makes sense on the command line itself. */
    private static final Set<String> NOT_KEYS = Set.of("config", "help", "version");

    private final Shell shell;
    private final Map<String, String> places = new HashMap<>();
    private final Set<String> fromFile = new HashSet<>();

    Defaults(Shell shell) {
        this.shell = shell;
    }

    /** Returns the arguments of a command with everything that stands elsewhere. */
    List<String> complete(CommandLine root, ParseResult command, List<String> args) {
        List<String> all = new ArrayList<>();
        all.add(args.get(0));
        ConfigFile file = configFile(root, command);
        for (OptionSpec option : command.commandSpec().options()) {
            String name = key(option);
            if (!NOT_KEYS.contains(name) && !command.hasMatchedOption(option)) {
                String value = find(name, file);
                if (value != null) {
                    values(option, value).forEach(one -> all.add(option.longestName() + "=" + one));
                }
            }
        }
        all.addAll(args.subList(1, args.size()));
        return all;
    }

    /** Returns where the value of an option came from; null if it was given. */
    @Nullable
    String place(@Nullable ArgSpec option) {
        return option instanceof OptionSpec spec ? places.get(key(spec)) : null;
    }

    /** Returns whether the value of an option came from the file. */
    boolean inFile(@Nullable ArgSpec option) {
        return option instanceof OptionSpec spec && fromFile.contains(key(spec));
    }

    /** Returns the variable that stands for an option. */
    static String variable(String option) {
        return "PLAYLAKE_" + option.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private @Nullable String find(String name, @Nullable ConfigFile file) {
        String variable = variable(name);
        String value = shell.variable(variable);
        if (value != null) {
            PasswordGuard.check(variable, value);
            places.put(name, variable);
            return value;
        }
        ConfigFile.Entry entry = file == null ? null : file.entry(name);
        if (file == null || entry == null || entry.value().isEmpty()) {
            return null;
        }
        try {
            PasswordGuard.check(name, entry.value());
        } catch (UsageException e) {
            throw new ConfigurationException("config " + file.place(entry) + ": " + e.getMessage());
        }
        places.put(name, file.place(entry));
        fromFile.add(name);
        return entry.value();
    }

    private @Nullable ConfigFile configFile(CommandLine root, ParseResult command) {
        String given = command.matchedOptionValue("--config", shell.variable(variable("config")));
        if (given == null || command.commandSpec().findOption("--config") == null) {
            return null;
        }
        Set<String> known = new TreeSet<>();
        root.getSubcommands()
                .values()
                .forEach(one -> one.getCommandSpec().options().forEach(option -> known.add(key(option))));
        known.removeAll(NOT_KEYS);
        return ConfigFile.read(given, known);
    }

    private static List<String> values(OptionSpec option, String value) {
        if (!option.isMultiValue()) {
            return List.of(value);
        }
        return Pattern.compile("[;\n]")
                .splitAsStream(value)
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .toList();
    }

    private static String key(OptionSpec option) {
        return option.longestName().substring(2);
    }
}
