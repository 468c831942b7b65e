package io.playlake.emulator;

import java.util.List;

/** A seeded stream of numbers that is the same on every JDK (SplitMix64). Not thread-safe. */
final class Dice {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String HEX = "0123456789abcdef";

    private long state;

    Dice(long... seeds) {
        for (long seed : seeds) {
            state = mix(state + GOLDEN) ^ mix(seed + 1);
        }
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    long next() {
        state += GOLDEN;
        return mix(state);
    }

    /** Returns a number from 0 to {@code bound - 1}. */
    int below(int bound) {
        return Math.floorMod(next(), bound);
    }

    /** Returns a number from {@code low} to {@code high}, both included. */
    int between(int low, int high) {
        return low + below(high - low + 1);
    }

    boolean chance(double probability) {
        return (next() >>> 11) * 0x1.0p-53 < probability;
    }

    <T> T pick(List<T> values) {
        return values.get(below(values.size()));
    }

    /** Returns an id as Spotify's are: 128 bits in base62, so that the first of the 22 characters is a small digit. */
    String id() {
        return below(7) + base62(21);
    }

    String base62(int length) {
        return letters(BASE62, length);
    }

    String hex(int length) {
        return letters(HEX, length);
    }

    private String letters(String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(below(alphabet.length())));
        }
        return text.toString();
    }
}
