package io.playlake.run.order;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Everything that is, at one moment. Immutable.
 *
 * @param versions what the API holds of each playlist, from 1; 0 once it is deleted
 * @param sinks where runs commit
 * @param store what a snapshot store remembers, where the order has one that decides
 * @param stage the units that runs left in the work directory, by playlist
 * @param slots processes at work; null where none is
 * @param started how many attempts were started so far
 * @param edits how often the API may still change
 * @param lostReplies how often the reply to a commit may still be lost
 */
record World(
        List<Integer> versions,
        List<Place> sinks,
        Map<Integer, Known> store,
        Map<Integer, Unit> stage,
        List<Worker> slots,
        int started,
        int edits,
        int lostReplies) {

    /** Content read from two versions. */
    static final int MIXED = -1;

    /**
     * What is known of a playlist.
     *
     * @param listed the snapshot in the listing that made it due
     * @param content the version of its items
     */
    record Known(int listed, int content) {}

    /** The items of a playlist, staged; the components are those of {@link Known}. */
    record Unit(int listed, int content) {}

    /** A file of one of the two tables that each attempt writes. */
    record FileName(int attempt, int table) {}

    /** A commit; its two files hold its rows. */
    record Entry(int attempt, Map<Integer, Known> delta, Set<Integer> listed) {}

    /**
     * A sink.
     *
     * @param files contents by playlist, by file
     * @param log what was committed
     * @param acknowledged attempts that were told they committed
     */
    record Place(Map<FileName, Map<Integer, Integer>> files, List<Entry> log, Set<Integer> acknowledged) {

        Map<Integer, Known> state() {
            Map<Integer, Known> state = new HashMap<>();
            log.forEach(entry -> state.putAll(entry.delta()));
            return state;
        }

        Place withFile(FileName name, Map<Integer, Integer> rows) {
            return new Place(with(files, name, rows), log, acknowledged);
        }

        Place withoutFilesOf(int attempt) {
            Map<FileName, Map<Integer, Integer>> left = new HashMap<>(files);
            left.keySet().removeIf(name -> name.attempt() == attempt);
            return new Place(left, log, acknowledged);
        }

        Place withoutUnnamedFiles() {
            Map<FileName, Map<Integer, Integer>> left = new HashMap<>(files);
            left.keySet().removeIf(name -> log.stream().noneMatch(entry -> entry.attempt() == name.attempt()));
            return new Place(left, log, acknowledged);
        }

        Place withEntry(int slot, Entry entry) {
            List<Entry> longer = new ArrayList<>(log);
            if (slot < longer.size()) {
                longer.set(slot, entry);
            } else {
                longer.add(entry);
            }
            return new Place(files, longer, acknowledged);
        }

        Place acknowledging(int attempt) {
            Set<Integer> more = new HashSet<>(acknowledged);
            more.add(attempt);
            return new Place(files, log, more);
        }
    }

    static World start(Bounds bounds) {
        return new World(
                Collections.nCopies(bounds.playlists(), 1),
                Collections.nCopies(bounds.sinks(), new Place(Map.of(), List.of(), Set.of())),
                Map.of(),
                Map.of(),
                Collections.nCopies(bounds.processes(), null),
                0,
                bounds.edits(),
                bounds.lostReplies());
    }

    boolean idle() {
        return slots.stream().allMatch(Objects::isNull);
    }

    World withVersion(int playlist, int version) {
        return new World(
                with(versions, playlist, version), sinks, store, stage, slots, started, edits - 1, lostReplies);
    }

    World withSink(int sink, Place place) {
        return new World(versions, with(sinks, sink, place), store, stage, slots, started, edits, lostReplies);
    }

    World withStore(Map<Integer, Known> remembered) {
        return new World(versions, sinks, remembered, stage, slots, started, edits, lostReplies);
    }

    World withUnit(int playlist, Unit unit) {
        return new World(versions, sinks, store, with(stage, playlist, unit), slots, started, edits, lostReplies);
    }

    World withWorker(int slot, Worker worker) {
        return new World(versions, sinks, store, stage, with(slots, slot, worker), started, edits, lostReplies);
    }

    World withStarted(int slot, Worker worker) {
        return new World(versions, sinks, store, stage, with(slots, slot, worker), started + 1, edits, lostReplies);
    }

    World withLostReply() {
        return new World(versions, sinks, store, stage, slots, started, edits, lostReplies - 1);
    }

    static <T> List<T> with(List<T> list, int index, T value) {
        List<T> copy = new ArrayList<>(list);
        copy.set(index, value);
        return copy;
    }

    static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
        Map<K, V> copy = new HashMap<>(map);
        copy.put(key, value);
        return copy;
    }
}
