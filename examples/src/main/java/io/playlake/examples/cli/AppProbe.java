package io.playlake.examples.cli;

import io.playlake.client.SpotifyClient;
import io.playlake.client.auth.RefreshToken;
import io.playlake.error.CredentialsException;
import io.playlake.error.PlaylakeException;
import io.playlake.error.RequestRefusedException;
import io.playlake.model.Category;
import io.playlake.model.Page;
import io.playlake.model.Playlist;
import io.playlake.model.SimplifiedPlaylist;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the API a few questions, and tells from the answers what kind of app it talks to. */
final class AppProbe {

    private final SpotifyClient client;
    private final Findings findings;
    private final boolean user;
    private @Nullable String playlist;
    private String kind = "unknown";

    AppProbe(SpotifyClient client, Findings findings, boolean user) {
        this.client = client;
        this.findings = findings;
        this.user = user;
    }

    void run() {
        String browse;
        try {
            browse = browse();
        } catch (CredentialsException e) {
            findings.no("credentials", e);
            return;
        } catch (PlaylakeException e) {
            findings.no("API", e);
            return;
        }
        findings.ok("credentials", "accepted");
        String me = me();
        boolean ids = ids();
        findings.line("app", kind, explanation());
        verdict("source browse", browse);
        verdict("source me", me);
        if (playlist == null) {
            findings.line("source ids", "not tried", "no playlist is known to try it with");
        } else {
            verdict("source ids", ids ? "" : "playlist " + playlist + " came without its items");
        }
    }

    /** Returns why the source does not work; empty if it does. */
    private String browse() {
        try {
            Optional<Category> first =
                    first(client.browse().categories().iterator().next().value());
            if (first.isEmpty()) {
                return "the API lists no category";
            }
            note(client.browse().playlists(first.get().id()).iterator().next().value());
            kind = "extended";
            return "";
        } catch (RequestRefusedException e) {
            if (e.status() == 403) {
                kind = "development";
            }
            return e.getMessage();
        }
    }

    private String me() {
        if (!user) {
            return "nobody has logged in: `playlake login` does that, or " + RefreshToken.NAME + " is to be set";
        }
        try {
            note(client.users().myPlaylists().iterator().next().value());
            return "";
        } catch (RequestRefusedException e) {
            return e.getMessage();
        }
    }

    private boolean ids() {
        if (playlist == null) {
            return false;
        }
        try {
            Playlist found = client.playlists().get(playlist).value();
            return found.items() != null;
        } catch (RequestRefusedException e) {
            return false;
        }
    }

    private void verdict(String source, String problem) {
        if (problem.isEmpty()) {
            findings.ok(source, "");
        } else {
            findings.no(source, problem);
        }
    }

    private String explanation() {
        return switch (kind) {
            case "extended" -> "browse categories, and everyone's public playlists";
            case "development" -> "no browse categories; the items of playlists that the user owns or edits";
            default -> "the answers do not tell";
        };
    }

    private void note(Page<SimplifiedPlaylist> page) {
        if (playlist == null) {
            playlist = first(page).map(SimplifiedPlaylist::id).orElse(null);
        }
    }

    private static <T> Optional<T> first(Page<T> page) {
        return page.items().stream().filter(Objects::nonNull).findFirst();
    }
}
