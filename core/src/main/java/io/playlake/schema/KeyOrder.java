package io.playlake.schema;

import java.util.Comparator;

/** Compares the given columns; they are never null in a valid row. */
final class KeyOrder implements Comparator<Row> {

    private final int[] indexes;

    KeyOrder(int[] indexes) {
        this.indexes = indexes;
    }

    @Override
    public int compare(Row left, Row right) {
        for (int index : indexes) {
            int order = compareValues(left.get(index), right.get(index));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    @SuppressWarnings("unchecked")
    private static int compareValues(Object left, Object right) {
        return left instanceof String a && right instanceof String b
                ? compareUtf8(a, b)
                : ((Comparable<Object>) left).compareTo(right);
    }

    /** The order of the UTF-8 bytes, which is that of the code points; UTF-16 has surrogates before U+E000. */
    static int compareUtf8(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                boolean surrogates = Character.isSurrogate(a) != Character.isSurrogate(b);
                return surrogates ? (Character.isSurrogate(a) ? 1 : -1) : Character.compare(a, b);
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
