package io.playlake.examples.cli;

import io.playlake.error.ConfigurationException;
import io.playlake.error.Nearest;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A properties file whose keys are options, such as {@code audit-cycle = 7d}; in UTF-8. */
final class ConfigFile {

    private final String name;
    private final Map<String, Entry> entries = new TreeMap<>();

    /** A value and the line it begins on, from 1. */
    record Entry(String value, int line) {}

    private ConfigFile(String name) {
        this.name = name;
    }

    /**
     * Reads a file.
     *
     * @param known keys that mean something; another one is an error
     */
    static ConfigFile read(String name, Set<String> known) {
        ConfigFile file = new ConfigFile(name);
        try {
            file.parse(
                    Files.readString(Path.of(name), StandardCharsets.UTF_8)
                            .lines()
                            .toList(),
                    known);
        } catch (IOException | InvalidPathException e) {
            throw new ConfigurationException(
                    "config " + name + " cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
        return file;
    }

    @Nullable
    Entry entry(String key) {
        return entries.get(key);
    }

    /** Returns where a key stands, for messages. */
    String place(Entry entry) {
        return name + " line " + entry.line();
    }

    /** The class of the JDK knows the escapes, but forgets the lines; so it gets one logical line at a time. */
    private void parse(List<String> lines, Set<String> known) throws IOException {
        for (int at = 0; at < lines.size(); at++) {
            int first = at;
            StringBuilder logical = new StringBuilder(lines.get(at));
            while (continues(lines.get(at)) && at + 1 < lines.size()) {
                logical.append('\n').append(lines.get(++at));
            }
            Properties one = new Properties();
            try {
                one.load(new StringReader(logical.toString()));
            } catch (IllegalArgumentException e) {
                throw new ConfigurationException(
                        "config " + name + " line " + (first + 1) + ": an escape such as \\u0041 is cut short", e);
            }
            for (String key : one.stringPropertyNames()) {
                add(key, new Entry(one.getProperty(key).strip(), first + 1), known);
            }
        }
    }

    private void add(String key, Entry entry, Set<String> known) {
        String place = "config " + place(entry) + ": ";
        if (!known.contains(key)) {
            String hint = Nearest.of(key, known)
                    .map(word -> "; did you mean '" + word + "'?")
                    .orElse("; the keys are " + String.join(", ", known));
            throw new ConfigurationException(place + "unknown key '" + Printable.cell(key, 80) + "'" + hint);
        }
        if (entries.put(key, entry) != null) {
            throw new ConfigurationException(place + "the key '" + key + "' stands in the file twice");
        }
    }

    private static boolean continues(String line) {
        String text = line.stripLeading();
        if (text.startsWith("#") || text.startsWith("!")) {
            return false;
        }
        int slashes = 0;
        while (slashes < line.length() && line.charAt(line.length() - 1 - slashes) == '\\') {
            slashes++;
        }
        return slashes % 2 == 1;
    }
}
