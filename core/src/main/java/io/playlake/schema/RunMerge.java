package io.playlake.schema;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/** Merges sorted runs; among equal rows that of the earlier run comes first. */
final class RunMerge implements Iterator<Row> {

    private final PriorityQueue<Head> heads;

    RunMerge(List<Iterator<Row>> runs, Comparator<Row> order) {
        this.heads = new PriorityQueue<>(
                runs.size() + 1, Comparator.comparing(Head::row, order).thenComparingInt(Head::run));
        for (int i = 0; i < runs.size(); i++) {
            advance(i, runs.get(i));
        }
    }

    @Override
    public boolean hasNext() {
        return !heads.isEmpty();
    }

    @Override
    public Row next() {
        Head head = heads.poll();
        if (head == null) {
            throw new NoSuchElementException();
        }
        advance(head.run, head.rest);
        return head.row;
    }

    private void advance(int run, Iterator<Row> rows) {
        if (rows.hasNext()) {
            heads.add(new Head(rows.next(), run, rows));
        }
    }

    private record Head(Row row, int run, Iterator<Row> rest) {}
}
