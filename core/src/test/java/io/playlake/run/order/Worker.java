package io.playlake.run.order;

import io.playlake.run.order.World.Known;
import io.playlake.run.order.World.Unit;
import java.util.List;
import java.util.Map;

/**
 * A run at work, and what it has in memory. Immutable.
 *
 * @param next what it does next
 * @param sink at which sink it is
 * @param playlist at which playlist it is
 * @param bases how many commits each sink had when it began
 * @param known what it took for the state of each sink
 * @param listed the snapshots it was listed, by playlist
 * @param units what it has read or taken up, by playlist
 * @param label the snapshot read before the pages
 * @param page the version that the first page was of, or both
 */
record Worker(
        int attempt,
        Step next,
        int sink,
        int playlist,
        List<Integer> bases,
        List<Map<Integer, Known>> known,
        Map<Integer, Integer> listed,
        Map<Integer, Unit> units,
        int label,
        int page) {

    enum Step {
        HEAD,
        LIST,
        LABEL,
        FIRST_PAGE,
        SECOND_PAGE,
        CHECK,
        STATE,
        FIRST_TABLE,
        SECOND_TABLE,
        COMMIT,
        RESOLVE
    }

    static Worker start(int attempt) {
        return new Worker(attempt, Step.HEAD, 0, 0, List.of(), List.of(), Map.of(), Map.of(), 0, 0);
    }

    Worker at(Step step) {
        return new Worker(attempt, step, sink, playlist, bases, known, listed, units, label, page);
    }

    Worker atSink(int other, Step step) {
        return new Worker(attempt, step, other, playlist, bases, known, listed, units, label, page);
    }

    Worker atPlaylist(int other, Step step) {
        return new Worker(attempt, step, sink, other, bases, known, listed, units, 0, 0);
    }

    Worker withHead(List<Integer> heads, List<Map<Integer, Known>> states) {
        return new Worker(attempt, Step.LIST, sink, playlist, heads, states, listed, units, label, page);
    }

    Worker withListed(Map<Integer, Integer> snapshots) {
        return new Worker(attempt, next, sink, playlist, bases, known, snapshots, units, label, page);
    }

    Worker withLabel(int snapshot) {
        return new Worker(attempt, Step.FIRST_PAGE, sink, playlist, bases, known, listed, units, snapshot, page);
    }

    Worker withPage(int version, Step step) {
        return new Worker(attempt, step, sink, playlist, bases, known, listed, units, label, version);
    }

    Worker withUnit(int of, Unit unit) {
        return new Worker(
                attempt, next, sink, playlist, bases, known, listed, World.with(units, of, unit), label, page);
    }

    boolean isDue(int sinkNumber, int of) {
        Known state = known.get(sinkNumber).get(of);
        return state == null || state.listed() != listed.get(of);
    }
}
