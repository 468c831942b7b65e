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
    static final char PLAYABLE = '\uE002';
    /** The first of the marks for market lists, which are not copied into each track. */
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

    void appendTo(StringBuilder out, RenderContext context, int popularity) {
        for (int i = 0; i < holes.length; i++) {
            out.append(texts[i]);
            switch (holes[i]) {
                case BASE -> out.append(context.base());
                case POPULARITY -> out.append(popularity);
                case PLAYABLE -> out.append(context.market() ? ",\"is_playable\":true" : "");
                default -> out.append(Markets.LISTS.get(holes[i] - MARKETS));
            }
        }
        out.append(texts[holes.length]);
    }
}
