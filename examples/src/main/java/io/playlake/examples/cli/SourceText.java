package io.playlake.examples.cli;

import io.playlake.error.ConfigurationException;
import io.playlake.source.BrowseCategories;
import io.playlake.source.MyPlaylists;
import io.playlake.source.PlaylistIds;
import io.playlake.source.PlaylistSource;
import io.playlake.source.SearchedPlaylists;
import io.playlake.source.UserPlaylists;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Sources as the option {@code --source} writes them. */
final class SourceText {

    static final String FORMS =
            "browse:ID,ID | browse:* | ids:ID,ID[=LABEL] | ids:@FILE[=LABEL] | user:ID | me | search:QUERY=LABEL";

    private static final Pattern COMMENT = Pattern.compile("(^|\\s)#.*");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private SourceText() {}

    /**
     * Returns the source.
     *
     * @throws UsageException if it is none
     * @throws ConfigurationException if a file that it names is missing, or holds something else than ids
     */
    static PlaylistSource parse(String text) {
        String spec = text.strip();
        if (spec.equals("me")) {
            return MyPlaylists.all();
        }
        int colon = spec.indexOf(':');
        String rest = spec.substring(colon + 1).strip();
        if (colon < 0 || rest.isEmpty()) {
            throw refused(text, "expected " + FORMS);
        }
        return switch (spec.substring(0, colon)) {
            case "browse" -> browse(text, rest);
            case "ids" -> rest.startsWith("@") ? file(rest.substring(1)) : ids(rest);
            case "user" -> UserPlaylists.of(rest);
            case "search" -> search(text, rest);
            default -> throw refused(text, "expected " + FORMS);
        };
    }

    private static PlaylistSource browse(String text, String ids) {
        if (ids.equals("*")) {
            return BrowseCategories.all();
        }
        List<String> categories = split(ids);
        if (categories.contains("*") || categories.contains("")) {
            throw refused(text, "expected ids of categories with commas between, or a single *");
        }
        return BrowseCategories.of(categories);
    }

    private static PlaylistSource search(String text, String rest) {
        int equals = rest.lastIndexOf('=');
        if (equals < 1) {
            throw refused(text, "expected search:QUERY=LABEL");
        }
        try {
            return SearchedPlaylists.of(rest.substring(0, equals), rest.substring(equals + 1));
        } catch (ConfigurationException e) {
            throw new UsageException("--" + e.getMessage());
        }
    }

    private static PlaylistSource ids(String rest) {
        int equals = labelAt(rest);
        try {
            return equals < 0
                    ? PlaylistIds.labelled(PlaylistIds.DEFAULT_LABEL, split(rest))
                    : PlaylistIds.labelled(rest.substring(equals + 1), split(rest.substring(0, equals)));
        } catch (ConfigurationException e) {
            throw new UsageException("--" + e.getMessage());
        }
    }

    /** A link may end in {@code ?si=...}, and that is no label. */
    private static int labelAt(String rest) {
        int equals = rest.lastIndexOf('=');
        int question = rest.indexOf('?', rest.lastIndexOf(',') + 1);
        return question >= 0 && rest.indexOf('=', question) == equals ? -1 : equals;
    }

    private static PlaylistSource file(String rest) {
        int equals = rest.lastIndexOf('=');
        boolean labelled = equals > 0
                && !isFile(rest)
                && LABEL.matcher(rest.substring(equals + 1)).matches();
        String name = labelled ? rest.substring(0, equals) : rest;
        List<String> ids = new ArrayList<>();
        try {
            int number = 0;
            for (String line : Files.readString(Path.of(name), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                number++;
                String id = COMMENT.matcher(line.replace("\uFEFF", ""))
                        .replaceFirst("")
                        .strip();
                if (!id.isEmpty()) {
                    check(name, number, id);
                    ids.add(id);
                }
            }
        } catch (IOException | InvalidPathException e) {
            throw new ConfigurationException(
                    "source ids: the file '" + Printable.line(name) + "' cannot be read ("
                            + e.getClass().getSimpleName() + "), expected one id, URI or link of a playlist a line",
                    e);
        }
        if (ids.isEmpty()) {
            throw new ConfigurationException("source ids: the file '" + Printable.line(name)
                    + "' holds no id, expected one id, URI or link of a playlist a line");
        }
        return PlaylistIds.labelled(labelled ? rest.substring(equals + 1) : PlaylistIds.DEFAULT_LABEL, ids);
    }

    /** A name that holds a = itself is taken as it stands, if there is such a file. */
    private static boolean isFile(String name) {
        try {
            return Files.isRegularFile(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static void check(String name, int line, String id) {
        try {
            PlaylistIds.of(id);
        } catch (ConfigurationException e) {
            throw new ConfigurationException(
                    "source ids: " + Printable.line(name) + " line " + line + ": '" + Printable.cell(id, 100)
                            + "' is not the id, URI or link of a playlist, expected such as 37i9dQZF1DX10zKzsJ2jva",
                    e);
        }
    }

    private static List<String> split(String list) {
        return Arrays.stream(list.split(",", -1)).map(String::strip).toList();
    }

    private static UsageException refused(String text, String expected) {
        return new UsageException("--source: got '" + Printable.cell(text, 100) + "', " + expected);
    }
}
