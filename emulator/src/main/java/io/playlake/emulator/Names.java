package io.playlake.emulator;

import java.util.List;

/** Invented names in several scripts. */
final class Names {

    private static final List<String> FIRST = List.of(
            "Velvet",
            "Paper",
            "Amber",
            "Northern",
            "Hollow",
            "Électrique",
            "Silver",
            "Kärlek",
            "Dusty",
            "Młody",
            "Crimson",
            "Sueño",
            "Lunar",
            "Wandering",
            "Ocean",
            "İnce",
            "Quiet",
            "Tin",
            "Mañana",
            "Glass");
    private static final List<String> SECOND = List.of(
            "Harbour",
            "Foxes",
            "Meridian",
            "Lantern",
            "Çiçek",
            "Parade",
            "Orchard",
            "Straße",
            "Static",
            "Corazón",
            "Machine",
            "Tides",
            "Avenue",
            "Øye",
            "Telegraph",
            "Garden",
            "Ritual",
            "Fjäril",
            "Postcards",
            "Weather");
    private static final List<String> ELSEWHERE = List.of(
            "夜の灯台",
            "静かな雨",
            "새벽 정원",
            "푸른 바람",
            "Тихий порт",
            "Белая ночь",
            "Νύχτα",
            "ضوء القمر",
            "नीली रात",
            "月光列車",
            "שקט בים",
            "Зелёный дым");
    private static final List<String> MOODS = List.of(
            "Late Night",
            "Sunday",
            "Rainy Day",
            "Road Trip",
            "Fresh",
            "Deep",
            "Golden",
            "Slow",
            "Peak Hour",
            "Morning",
            "Noche de",
            "Été",
            "Kızıl",
            "夏の",
            "Ночной");
    private static final List<String> THEMES = List.of(
            "Signals",
            "Anthems",
            "Kitchen",
            "Grooves",
            "Letters",
            "Dancefloor",
            "Corrido",
            "Café",
            "Şarkılar",
            "Currents",
            "Basement",
            "Headphones",
            "音楽",
            "Микс",
            "Bloom",
            "Voltage");
    private static final List<String> SUFFIXES =
            List.of("", "", "", "", " (Live)", " - Remastered", " feat. Nobody", "?", " ☾");
    private static final List<String> EDITORIAL = List.of(
            "New sounds & old friends, updated weekly.",
            "Cover: <a href=\"spotify:artist:0000000000000000000000\">Velvet Harbour</a>, songs for the long way home.",
            "Everything that moves the floor \uD83D\uDD25",
            "Las canciones de la noche & la mañana.\n",
            "静かな夜のための音楽。");
    private static final List<String> PLAIN = List.of(
            "New sounds and old friends, updated weekly.",
            "Songs for the long way home.",
            "Everything that moves the floor \uD83D\uDD25",
            "Las canciones de la noche.",
            "静かな夜のための音楽。");
    private static final List<String> ESCAPED = List.of(
            "It&#x27;s my mix &amp; nobody else&#x27;s",
            "90s&#x2F;00s &lt;3",
            "Songs I can&#x27;t skip",
            "Für Anna &amp; Jürgen");

    private Names() {}

    static String artist(Dice dice) {
        return dice.chance(0.12)
                ? dice.pick(ELSEWHERE)
                : (dice.chance(0.3) ? "The " : "") + dice.pick(FIRST) + " " + dice.pick(SECOND);
    }

    static String album(Dice dice) {
        return dice.chance(0.1) ? dice.pick(ELSEWHERE) : dice.pick(SECOND) + " " + dice.pick(THEMES);
    }

    static String track(Dice dice) {
        return dice.chance(0.12)
                ? dice.pick(ELSEWHERE)
                : dice.pick(FIRST) + " " + dice.pick(THEMES) + dice.pick(SUFFIXES);
    }

    static String playlist(Dice dice) {
        return dice.pick(MOODS) + " " + dice.pick(THEMES) + (dice.chance(0.3) ? " " + dice.between(1, 99) : "");
    }

    /** Returns text as Spotify's editors write it: raw, with anchors and line ends when quirks are on. */
    static String editorialDescription(Dice dice, boolean quirks) {
        return dice.pick(quirks ? EDITORIAL : PLAIN);
    }

    /** Returns text as the API gives that of users: HTML-escaped. */
    static String userDescription(Dice dice) {
        return dice.pick(ESCAPED);
    }
}
