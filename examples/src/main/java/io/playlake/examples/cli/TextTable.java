package io.playlake.examples.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table for people: figures to the right, text to the left, a line under the heads. */
final class TextTable {

    private final List<List<String>> rows = new ArrayList<>();
    private final int[] widths;
    private final boolean[] figures;

    TextTable(String... heads) {
        this.widths = new int[heads.length];
        this.figures = new boolean[heads.length];
        add(List.of(heads));
    }

    /** Adds a row; numbers are grouped, and everything else is made safe to print. */
    void row(Object... cells) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < cells.length; i++) {
            if (cells[i] instanceof Number number) {
                figures[i] = true;
                texts.add(String.format(Locale.ROOT, "%,d", number.longValue()));
            } else {
                texts.add(Printable.line(String.valueOf(cells[i])));
            }
        }
        add(texts);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int r = 0; r < rows.size(); r++) {
            append(text, rows.get(r));
            if (r == 0) {
                List<String> rules = new ArrayList<>();
                for (int width : widths) {
                    rules.add("-".repeat(width));
                }
                append(text, rules);
            }
        }
        return text.toString().stripTrailing();
    }

    private void add(List<String> cells) {
        rows.add(cells);
        for (int i = 0; i < cells.size(); i++) {
            widths[i] = Math.max(widths[i], cells.get(i).length());
        }
    }

    private void append(StringBuilder text, List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String pad = " ".repeat(widths[i] - cells.get(i).length());
            line.append(i == 0 ? "" : "  ").append(figures[i] ? pad + cells.get(i) : cells.get(i) + pad);
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }
}
