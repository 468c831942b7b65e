package io.playlake.client.limit;

/**
 * How fast calls go at present: it starts at half of what is wanted, opens with every good answer, and is halved by a 429.
 * The more often that happened, the slower it opens. Immutable; the arithmetic is pure.
 *
 * @param most calls a second that are wanted
 * @param now calls a second at present
 * @param step what a good answer adds, in calls a second
 */
record Pace(double most, double now, double step) {

    /** Opens from half to whole in about ten seconds, whatever the rate. */
    private static final double FIRST_STEP = 1.0 / 15;

    private static final int DEEPEST = 64;

    static Pace start(double most) {
        return new Pace(most, most / 2, FIRST_STEP);
    }

    Pace opened() {
        return now >= most ? this : new Pace(most, Math.min(most, now + step), step);
    }

    Pace halved() {
        return new Pace(most, Math.max(most / DEEPEST, now / 2), Math.max(FIRST_STEP / DEEPEST, step / 2));
    }
}
