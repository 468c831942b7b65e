package io.playlake.examples.cli;

import picocli.CommandLine.Option;

/** What every command has, {@code playlake} itself included. */
final class HelpOptions {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help and exits.")
    boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Shows the version and exits.")
    boolean version;
}
