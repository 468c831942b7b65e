package io.playlake.examples.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command that can be configured has. */
final class CommonOptions {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "A properties file with options as keys, such as audit-cycle = 7d.")
    @Nullable
    String config;

    @Mixin
    HelpOptions help = new HelpOptions();
}
