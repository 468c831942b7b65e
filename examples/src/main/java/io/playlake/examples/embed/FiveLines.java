package io.playlake.examples.embed;

import io.playlake.client.SpotifyClient;
import io.playlake.client.SpotifyClientBuilder;
import io.playlake.client.auth.ClientCredentials;
import io.playlake.run.Playlake;
import io.playlake.run.RunReport;
import io.playlake.sink.local.LocalSink;
import io.playlake.source.BrowseCategories;
import java.nio.file.Path;

/** Keeps the playlists of two categories in a folder; credentials come from the environment. */
public final class FiveLines {

    private FiveLines() {}

    /** Runs once, into the folder {@code lake}. */
    public static void main(String[] args) {
        SpotifyClientBuilder spotify = SpotifyClient.builder().credentials(ClientCredentials.fromEnvironment());
        System.out.println(keep(spotify, Path.of("lake")).toJson());
    }

    static RunReport keep(SpotifyClientBuilder options, Path lake) {
        try (SpotifyClient spotify = options.build();
                Playlake playlake = Playlake.builder()
                        .client(spotify)
                        .source(BrowseCategories.of("party", "chill"))
                        .sink(LocalSink.at(lake))
                        .build()) {
            return playlake.run();
        }
    }
}
