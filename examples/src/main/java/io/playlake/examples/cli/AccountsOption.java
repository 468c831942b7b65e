package io.playlake.examples.cli;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the accounts service is. */
final class AccountsOption {

    @Option(
            names = "--accounts-url",
            paramLabel = "URL",
            description = "The accounts service; for an emulator or a proxy.")
    @Nullable
    URI url;
}
