package io.playlake.emulator;

import java.util.ArrayList;
import java.util.List;

/** A browse category. */
record Category(String id, String name) {

    private static final List<Category> SLUGS = List.of(
            new Category("party", "Party"),
            new Category("chill", "Chill"),
            new Category("at_home", "At Home"),
            new Category("coffee_break", "Kahve Molası"),
            new Category("focus", "Focus"));
    private static final List<String> NAMES = List.of("Noches", "Дорога", "夏の夜", "Folk & Root", "Été", "Indie");

    /** Returns categories whose ids are slugs and opaque in turn. */
    static List<Category> create(int count, long seed) {
        List<Category> categories = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            if (i % 2 == 1) {
                String id = "0JQ5DA" + new Dice(seed, 31, i).base62(16);
                categories.add(new Category(id, NAMES.get(i / 2 % NAMES.size()) + (i < 12 ? "" : " " + i)));
            } else if (i / 2 < SLUGS.size()) {
                categories.add(SLUGS.get(i / 2));
            } else {
                categories.add(new Category("mood_" + i, "Mood " + i));
            }
        }
        return List.copyOf(categories);
    }
}
