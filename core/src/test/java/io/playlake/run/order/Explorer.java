package io.playlake.run.order;

import io.playlake.run.order.Worker.Step;
import io.playlake.run.order.World.Entry;
import io.playlake.run.order.World.FileName;
import io.playlake.run.order.World.Known;
import io.playlake.run.order.World.Place;
import io.playlake.run.order.World.Unit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Goes through every world that an order can lead to, and looks whether the rules hold in it. */
final class Explorer {

    private final Order order;
    private final Bounds bounds;
    private final Rules rules;
    private int worlds;

    Explorer(Order order, Bounds bounds) {
        this.order = order;
        this.bounds = bounds;
        this.rules = new Rules(order);
    }

    /** Returns how many worlds were looked at. */
    int worlds() {
        return worlds;
    }

    /** Returns the first breach of a rule met; empty if there is none within the bounds. */
    Optional<Rules.Breach> explore() {
        Set<World> seen = new HashSet<>();
        Deque<World> open = new ArrayDeque<>();
        World start = World.start(bounds);
        seen.add(start);
        open.add(start);
        while (!open.isEmpty()) {
            World world = open.remove();
            worlds++;
            Optional<Rules.Breach> breach = rules.breach(world);
            if (breach.isEmpty() && world.idle()) {
                breach = rules.breachAtTheEnd(undisturbed(world));
            }
            if (breach.isPresent()) {
                return breach;
            }
            for (World next : successors(world)) {
                if (seen.add(next)) {
                    open.add(next);
                }
            }
        }
        return Optional.empty();
    }

    /** One more run, with nothing in its way. */
    private World undisturbed(World world) {
        World at = world.withStarted(0, Worker.start(world.started()));
        while (!at.idle()) {
            at = steps(at, 0).get(0);
        }
        return at;
    }

    private List<World> successors(World world) {
        List<World> next = new ArrayList<>();
        if (world.edits() > 0) {
            for (int i = 0; i < world.versions().size(); i++) {
                int version = world.versions().get(i);
                if (version > 0) {
                    next.add(world.withVersion(i, version + 1));
                    next.add(world.withVersion(i, 0));
                }
            }
        }
        boolean started = false;
        for (int slot = 0; slot < world.slots().size(); slot++) {
            if (world.slots().get(slot) != null) {
                next.addAll(steps(world, slot));
                next.add(world.withWorker(slot, null)); // it dies
            } else if (!started && world.started() < bounds.attempts()) {
                started = true; // one empty slot is as good as another
                next.add(world.withStarted(slot, Worker.start(world.started())));
            }
        }
        return next;
    }

    /** What the next step of a worker may lead to; where all goes well comes first. */
    private List<World> steps(World world, int slot) {
        Worker worker = world.slots().get(slot);
        int playlist = worker.playlist();
        int version = worker.listed().isEmpty() ? 0 : world.versions().get(playlist);
        return switch (worker.next()) {
            case HEAD -> List.of(head(world, slot, worker));
            case LIST -> List.of(fetch(world, slot, worker.withListed(listing(world)), 0));
            case LABEL ->
                List.of(
                        version == 0
                                ? fetch(world, slot, worker, playlist + 1)
                                : world.withWorker(slot, worker.withLabel(version)),
                        write(world, slot, worker)); // it met a limit
            case FIRST_PAGE ->
                List.of(
                        version == 0
                                ? fetch(world, slot, worker, playlist + 1)
                                : world.withWorker(slot, worker.withPage(version, Step.SECOND_PAGE)));
            case SECOND_PAGE -> List.of(secondPage(world, slot, worker, version));
            case CHECK -> List.of(check(world, slot, worker, version));
            case STATE -> List.of(state(world, slot, worker));
            case FIRST_TABLE -> List.of(table(world, worker, 0).withWorker(slot, worker.at(Step.SECOND_TABLE)));
            case SECOND_TABLE ->
                List.of(table(world, worker, 1)
                        .withWorker(slot, worker.at(order == Order.STATE_BEFORE_COMMIT ? Step.STATE : Step.COMMIT)));
            case COMMIT -> commit(world, slot, worker);
            case RESOLVE -> List.of(resolve(world, slot, worker));
        };
    }

    private static Map<Integer, Integer> listing(World world) {
        Map<Integer, Integer> listed = new HashMap<>();
        for (int i = 0; i < world.versions().size(); i++) {
            if (world.versions().get(i) > 0) {
                listed.put(i, world.versions().get(i));
            }
        }
        return listed;
    }

    private World secondPage(World world, int slot, Worker worker, int version) {
        if (version == 0) {
            return fetch(world, slot, worker, worker.playlist() + 1);
        }
        int content = version == worker.page() ? version : World.MIXED;
        return order == Order.NO_RECHECK
                ? stage(world, slot, worker, worker.listed().get(worker.playlist()), content)
                : world.withWorker(slot, worker.withPage(content, Step.CHECK));
    }

    private World check(World world, int slot, Worker worker, int version) {
        if (order == Order.LABEL_AFTER && version > 0 && worker.page() != World.MIXED) {
            return stage(world, slot, worker, version, worker.page());
        }
        return version == worker.label() && version == worker.page()
                ? stage(world, slot, worker, worker.listed().get(worker.playlist()), version)
                : fetch(world, slot, worker, worker.playlist() + 1); // it stays due
    }

    private World head(World world, int slot, Worker worker) {
        World swept = world;
        List<Integer> bases = new ArrayList<>();
        List<Map<Integer, Known>> known = new ArrayList<>();
        for (int i = 0; i < world.sinks().size(); i++) {
            Place place = world.sinks().get(i);
            if (order == Order.SWEEP_AT_WORK) {
                swept = swept.withSink(i, place.withoutUnnamedFiles());
            }
            bases.add(place.log().size());
            known.add(rules.known(world, i));
        }
        return swept.withWorker(slot, worker.withHead(bases, known));
    }

    /** Goes on to the next playlist that is due for a sink, or to writing. */
    private World fetch(World world, int slot, Worker worker, int from) {
        Worker at = worker;
        for (int i = from; i < world.versions().size(); i++) {
            if (!isDue(world, at, i)) {
                continue;
            }
            Unit staged = world.stage().get(i);
            if (staged == null || (staged.listed() != at.listed().get(i) && order != Order.RESUME_BY_ID)) {
                return world.withWorker(
                        slot, at.atPlaylist(i, order == Order.LABEL_AFTER ? Step.FIRST_PAGE : Step.LABEL));
            }
            at = at.withUnit(i, new Unit(at.listed().get(i), staged.content()));
        }
        return write(world, slot, at);
    }

    private static boolean isDue(World world, Worker worker, int playlist) {
        for (int i = 0; i < world.sinks().size(); i++) {
            if (worker.listed().containsKey(playlist) && worker.isDue(i, playlist)) {
                return true;
            }
        }
        return false;
    }

    private World stage(World world, int slot, Worker worker, int listed, int content) {
        Unit unit = new Unit(listed, content);
        return fetch(
                world.withUnit(worker.playlist(), unit),
                slot,
                worker.withUnit(worker.playlist(), unit),
                worker.playlist() + 1);
    }

    private World write(World world, int slot, Worker worker) {
        return world.withWorker(slot, worker.atPlaylist(0, order == Order.STATE_FIRST ? Step.STATE : Step.FIRST_TABLE));
    }

    private World state(World world, int slot, Worker worker) {
        Map<Integer, Known> remembered = new HashMap<>(world.store());
        remembered.putAll(delta(worker, 0));
        World stored = world.withStore(remembered);
        boolean committed = world.sinks().get(worker.sink()).acknowledged().contains(worker.attempt());
        if (committed) {
            return nextSink(stored, slot, worker);
        }
        return stored.withWorker(slot, worker.at(order == Order.STATE_FIRST ? Step.FIRST_TABLE : Step.COMMIT));
    }

    /** What changes for a sink; a playlist that is not due for it is none of its business. */
    private static Map<Integer, Known> delta(Worker worker, int sink) {
        Map<Integer, Known> delta = new HashMap<>();
        worker.units().forEach((playlist, unit) -> {
            if (worker.isDue(sink, playlist)) {
                delta.put(playlist, new Known(unit.listed(), unit.content()));
            }
        });
        return delta;
    }

    /** Rows of what is new to the sink: content that it holds is not written again. */
    private static World table(World world, Worker worker, int table) {
        int sink = worker.sink();
        Map<Integer, Integer> rows = new HashMap<>();
        delta(worker, sink).forEach((playlist, now) -> {
            Known before = worker.known().get(sink).get(playlist);
            if (before == null || before.content() != now.content()) {
                rows.put(playlist, now.content());
            }
        });
        return world.withSink(sink, world.sinks().get(sink).withFile(new FileName(worker.attempt(), table), rows));
    }

    private List<World> commit(World world, int slot, Worker worker) {
        Place place = world.sinks().get(worker.sink());
        int base = worker.bases().get(worker.sink());
        Entry entry = new Entry(
                worker.attempt(), delta(worker, worker.sink()), worker.listed().keySet());
        boolean taken = place.log().size() > base;
        World landed =
                taken && order != Order.PLAIN_PUT ? world : world.withSink(worker.sink(), place.withEntry(base, entry));
        List<World> next = new ArrayList<>();
        next.add(taken && order != Order.PLAIN_PUT ? conflict(world, slot, worker) : committed(landed, slot, worker));
        if (world.lostReplies() > 0) {
            Worker waiting = worker.at(Step.RESOLVE);
            next.add(landed.withLostReply().withWorker(slot, waiting));
            next.add(world.withLostReply().withWorker(slot, waiting));
        }
        return next;
    }

    private World resolve(World world, int slot, Worker worker) {
        List<Entry> log = world.sinks().get(worker.sink()).log();
        int base = worker.bases().get(worker.sink());
        if (order == Order.LOST_REPLY_IS_FAILURE) {
            return conflict(world, slot, worker);
        }
        if (log.size() == base) {
            return world.withWorker(slot, worker.at(Step.COMMIT));
        }
        return log.get(base).attempt() == worker.attempt()
                ? committed(world, slot, worker)
                : conflict(world, slot, worker);
    }

    private static World conflict(World world, int slot, Worker worker) {
        Place place = world.sinks().get(worker.sink());
        return world.withSink(worker.sink(), place.withoutFilesOf(worker.attempt()))
                .withWorker(slot, null);
    }

    private World committed(World world, int slot, Worker worker) {
        Place place = world.sinks().get(worker.sink());
        World told = world.withSink(worker.sink(), place.acknowledging(worker.attempt()));
        boolean remembers =
                order == Order.STORE_AS_AUTHORITY || (order == Order.STATE_AFTER_FIRST_SINK && worker.sink() == 0);
        return remembers ? told.withWorker(slot, worker.at(Step.STATE)) : nextSink(told, slot, worker);
    }

    private static World nextSink(World world, int slot, Worker worker) {
        int next = worker.sink() + 1;
        return next < world.sinks().size()
                ? world.withWorker(slot, worker.atSink(next, Step.FIRST_TABLE))
                : world.withWorker(slot, null);
    }
}
