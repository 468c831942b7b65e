package io.playlake.emulator;

import java.util.ArrayList;
import java.util.List;

/**
 * Rendered JSON with holes for what differs between two servings: host, popularity, playability. The holes are marked
 * with characters of the private use area, which no name of the catalogue contains. Immutable.
 */
final class Template {

    static final char BASE = '\uE000';
    static final char POPULARITY = '\uE001';
    /** Stands behind a member of a track; what fills it starts with a comma. */
    static final char PLAYABLE = '\uE002';
    /** Stands behind a member of an album; what fills it starts with a comma. */
    static final char ALBUM_PLAYABLE = '\uE003';
    /** The first of the marks for market lists, which are not copied into each track; what fills it ends in a comma. */
    static final char MARKETS = '\uE010';

    private final String[] texts;
    private final char[] holes;

    Template(String marked) {
        List<String> found = new ArrayList<>();
        StringBuilder marks = new StringBuilder();
        int start = 0;
        for (int i = 0; i < marked.length(); i++) {
            char c = marked.charAt(i);
            if (c >= BASE && c < MARKETS + Markets.LISTS.size()) {
                found.add(marked.substring(start, i));
                marks.append(c);
                start = i + 1;
            }
        }
        found.add(marked.substring(start));
        texts = found.toArray(String[]::new);
        holes = marks.toString().toCharArray();
    }

    void appendTo(StringBuilder out, RenderContext context, Filling filling) {
        for (int i = 0; i < holes.length; i++) {
            out.append(texts[i]);
            switch (holes[i]) {
                case BASE -> out.append(context.base());
                case POPULARITY -> out.append(filling.popularity());
                case PLAYABLE -> out.append(filling.track());
                case ALBUM_PLAYABLE -> out.append(filling.album());
                default -> {
                    if (context.market() == null) {
                        out.append("\"available_markets\":")
                                .append(Markets.LISTS.get(holes[i] - MARKETS))
                                .append(',');
                    }
                }
            }
        }
        out.append(texts[holes.length]);
    }

    /**
     * What goes into the holes.
     *
     * @param popularity 0 to 100
     * @param track members that say whether the track can be played, each after a comma; empty without a market
     * @param album the same for the album
     */
    record Filling(int popularity, String track, String album) {}
}
