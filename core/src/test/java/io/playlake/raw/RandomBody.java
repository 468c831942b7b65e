package io.playlake.raw;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;

/** A body by chance, in three forms: as received, and as it should be staged. */
final class RandomBody {

    /** Is part of every user's id, and of nothing else. */
    static final String CANARY = "zoe";

    private final Random random;
    private final StringBuilder received = new StringBuilder();
    private final StringBuilder hashed = new StringBuilder();
    private final StringBuilder dropped = new StringBuilder();

    RandomBody(Random random) {
        this.random = random;
        container(5);
        space();
    }

    String received() {
        return received.toString();
    }

    String hashed() {
        return hashed.toString();
    }

    String dropped() {
        return dropped.toString();
    }

    private void same(String text) {
        put(text, text, text);
    }

    private void put(String inReceived, String inHashed, String inDropped) {
        received.append(inReceived);
        hashed.append(inHashed);
        dropped.append(inDropped);
    }

    private void space() {
        while (random.nextInt(3) == 0) {
            same(pick(" ", "\n", "\t", "\r\n  "));
        }
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private void value(int depth) {
        space();
        if (depth > 0 && random.nextInt(3) > 0) {
            container(depth);
        } else {
            same(pick("null", "true", "false", "0", "-1.5e+30", "12345678901234567890", "{}", "[ ]", text()));
        }
        space();
    }

    private void container(int depth) {
        switch (random.nextInt(5)) {
            case 0 -> list(depth);
            case 1 -> playlist(depth);
            case 2 -> item(depth);
            default -> object(depth, List.of());
        }
    }

    private void list(int depth) {
        same("[");
        int size = random.nextInt(4);
        for (int i = 0; i < size; i++) {
            same(i == 0 ? "" : ",");
            value(depth - 1);
        }
        same("]");
    }

    /** Writes an object of these members and some more, in any order. */
    private void object(int depth, List<Runnable> members) {
        List<Runnable> all = new ArrayList<>(members);
        for (int more = random.nextInt(4); more > 0; more--) {
            all.add(() -> {
                name(pick("name", "x", "description", "tracks", "items", "added_at", "owners", "added_by_", ""));
                value(depth - 1);
            });
        }
        Collections.shuffle(all, random);
        same("{");
        boolean first = true;
        for (Runnable member : all) {
            same(first ? "" : ",");
            space();
            member.run();
            first = false;
        }
        same("}");
    }

    private void name(String name) {
        same('"' + escaped(name) + '"');
        space();
        same(":");
    }

    private void item(int depth) {
        object(depth, List.of(() -> {
            name("added_by");
            space();
            user(user(), true);
        }));
    }

    private void playlist(int depth) {
        boolean open = random.nextBoolean();
        String id = user();
        Supplier<String> pseudonym = () -> Bodies.pseudonym(id);
        List<Runnable> members = new ArrayList<>();
        members.add(() -> {
            name("owner");
            space();
            user(id, !open);
        });
        if (open || random.nextBoolean()) {
            members.add(() -> {
                name("public");
                same(open ? "true" : pick("false", "null"));
            });
        }
        members.add(() -> {
            name("href");
            String plain = "https://a/v1/users/" + id + "/playlists/p";
            String written = '"' + pick(plain, plain.replace("/", "\\/")) + '"';
            put(
                    written,
                    open ? written : '"' + plain.replace(id, pseudonym.get()) + '"',
                    open ? written : '"' + plain.replace(id, "anon") + '"');
        });
        object(depth, members);
    }

    private String user() {
        return CANARY + random.nextInt(5) + pick("", ".x", "_\u00e9");
    }

    private void user(String id, boolean hidden) {
        String plain = "{\"id\":\"%s\" ,\"uri\":\"spotify:user:%s\"";
        String name = pick("", ",\"display_name\": %s");
        String end = pick("}", ",\"type\":\"user\"}", ",\"display_name\":null ,\"images\":[]}");
        String before =
                String.format(Locale.ROOT, plain, escaped(id), id) + String.format(Locale.ROOT, name, text()) + end;
        String pseudonym = Bodies.pseudonym(id);
        String after = String.format(Locale.ROOT, plain, pseudonym, pseudonym)
                + String.format(Locale.ROOT, name, "null")
                + end;
        put(before, hidden ? after : before, hidden ? "null" : before);
    }

    private String text() {
        return '"'
                + pick("a\\\"b", "\\\\", "{\\u0022[", "\u00fc\u4e00\uD83D\uDE00", "a: b, c", "\\/\\b\\n", "Zo\u00eb")
                + '"';
    }

    /** Writes some characters as escapes. */
    private String escaped(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(random.nextInt(40) == 0 ? "\\u" + HexFormat.of().toHexDigits(c) : String.valueOf(c));
        }
        return out.toString();
    }
}
