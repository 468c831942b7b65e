package io.playlake.examples.cli;

import io.playlake.client.SpotifyClient;
import io.playlake.error.AccessDeniedException;
import io.playlake.error.ConfigurationException;
import io.playlake.error.ResourceNotFoundException;
import io.playlake.model.Category;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code playlake categories}. */
@Command(
        name = "categories",
        description = "Lists the browse categories to choose from: the id for --source browse:ID, and the name. Only"
                + " apps of extended quota may ask for them.",
        sortOptions = false)
final class CategoriesCommand implements Callable<Integer> {

    private static final int CONCURRENCY = 1;

    private final Shell shell;

    @Mixin
    ApiOptions api = new ApiOptions();

    @Mixin
    CommonOptions common = new CommonOptions();

    CategoriesCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try (ApiOptions used = api;
                SpotifyClient client = used.client(shell, null, CONCURRENCY)) {
            List<Category> categories = client.browse().categories().items().toList();
            TextTable table = new TextTable("id", "name");
            categories.forEach(category -> table.row(category.id(), String.valueOf(category.name())));
            shell.out().println(table);
            return ExitCode.OK;
        } catch (AccessDeniedException | ResourceNotFoundException e) {
            throw new ConfigurationException(
                    "this app may not list browse categories: Spotify gives them to apps of extended quota only, and most"
                            + " apps are in development mode; that is no fault of yours, use --source ids:... for any"
                            + " playlist you know, and --source me for those of a user who logged in ("
                            + e.getMessage() + ")",
                    e);
        }
    }
}
