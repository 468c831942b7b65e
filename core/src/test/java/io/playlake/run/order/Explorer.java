package io.playlake.run.order;

import io.playlake.run.order.Process.Step;
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
        World at = world.withStarted(0, Process.start(world.started()));
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
                next.add(world.withProcess(slot, null)); // it dies
            } else if (!started && world.started() < bounds.attempts()) {
                started = true; // one empty slot is as good as another
                next.add(world.withStarted(slot, Process.start(world.started())));
            }
        }
        return next;
    }

    /** What the next step of a process may lead to; where all goes well comes first. */
    private List<World> steps(World world, int slot) {
        Process process = world.slots().get(slot);
        int playlist = process.playlist();
        int version = process.listed().isEmpty() ? 0 : world.versions().get(playlist);
        switch (process.next()) {
            case HEAD:
                return List.of(head(world, slot, process));
            case LIST:
                Map<Integer, Integer> listed = new HashMap<>();
                for (int i = 0; i < world.versions().size(); i++) {
                    if (world.versions().get(i) > 0) {
                        listed.put(i, world.versions().get(i));
                    }
                }
                return List.of(fetch(world, slot, process.withListed(listed), 0));
            case LABEL:
                World read = version == 0
                        ? fetch(world, slot, process, playlist + 1)
                        : world.withProcess(slot, process.withLabel(version));
                return List.of(read, write(world, slot, process)); // the other one met a limit
            case FIRST_PAGE:
                return List.of(
                        version == 0
                                ? fetch(world, slot, process, playlist + 1)
                                : world.withProcess(slot, process.withPage(version, Step.SECOND_PAGE)));
            case SECOND_PAGE:
                int content = version == process.page() ? version : World.MIXED;
                if (version == 0) {
                    return List.of(fetch(world, slot, process, playlist + 1));
                }
                if (order == Order.NO_RECHECK) {
                    return List.of(stage(world, slot, process, process.listed().get(playlist), content));
                }
                return List.of(world.withProcess(slot, process.withPage(content, Step.CHECK)));
            case CHECK:
                if (order == Order.LABEL_AFTER && version > 0 && process.page() != World.MIXED) {
                    return List.of(stage(world, slot, process, version, process.page()));
                }
                return List.of(
                        version == process.label() && version == process.page()
                                ? stage(world, slot, process, process.listed().get(playlist), version)
                                : fetch(world, slot, process, playlist + 1)); // it stays due
            case STATE:
                return List.of(state(world, slot, process));
            case FIRST_TABLE:
                return List.of(table(world, slot, process, 0).withProcess(slot, process.at(Step.SECOND_TABLE)));
            case SECOND_TABLE:
                return List.of(table(world, slot, process, 1)
                        .withProcess(slot, process.at(order == Order.STATE_BEFORE_COMMIT ? Step.STATE : Step.COMMIT)));
            case COMMIT:
                return commit(world, slot, process);
            default:
                return List.of(resolve(world, slot, process));
        }
    }

    private World head(World world, int slot, Process process) {
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
        return swept.withProcess(slot, process.withHead(bases, known));
    }

    /** Goes on to the next playlist that is due for a sink, or to writing. */
    private World fetch(World world, int slot, Process process, int from) {
        Process at = process;
        for (int i = from; i < world.versions().size(); i++) {
            if (!isDue(world, at, i)) {
                continue;
            }
            Unit staged = world.stage().get(i);
            if (staged == null || (staged.listed() != at.listed().get(i) && order != Order.RESUME_BY_ID)) {
                return world.withProcess(
                        slot, at.atPlaylist(i, order == Order.LABEL_AFTER ? Step.FIRST_PAGE : Step.LABEL));
            }
            at = at.withUnit(i, new Unit(at.listed().get(i), staged.content()));
        }
        return write(world, slot, at);
    }

    private static boolean isDue(World world, Process process, int playlist) {
        for (int i = 0; i < world.sinks().size(); i++) {
            if (process.listed().containsKey(playlist) && process.isDue(i, playlist)) {
                return true;
            }
        }
        return false;
    }

    private World stage(World world, int slot, Process process, int listed, int content) {
        Unit unit = new Unit(listed, content);
        return fetch(
                world.withUnit(process.playlist(), unit),
                slot,
                process.withUnit(process.playlist(), unit),
                process.playlist() + 1);
    }

    private World write(World world, int slot, Process process) {
        return world.withProcess(
                slot, process.atPlaylist(0, order == Order.STATE_FIRST ? Step.STATE : Step.FIRST_TABLE));
    }

    private World state(World world, int slot, Process process) {
        Map<Integer, Known> remembered = new HashMap<>(world.store());
        remembered.putAll(delta(process, 0));
        World stored = world.withStore(remembered);
        boolean committed = world.sinks().get(process.sink()).acknowledged().contains(process.attempt());
        if (committed) {
            return nextSink(stored, slot, process);
        }
        return stored.withProcess(slot, process.at(order == Order.STATE_FIRST ? Step.FIRST_TABLE : Step.COMMIT));
    }

    /** What changes for a sink; a playlist that is not due for it is none of its business. */
    private static Map<Integer, Known> delta(Process process, int sink) {
        Map<Integer, Known> delta = new HashMap<>();
        process.units().forEach((playlist, unit) -> {
            if (process.isDue(sink, playlist)) {
                delta.put(playlist, new Known(unit.listed(), unit.content()));
            }
        });
        return delta;
    }

    /** Rows of what is new to the sink: content that it holds is not written again. */
    private static World table(World world, int slot, Process process, int table) {
        int sink = process.sink();
        Map<Integer, Integer> rows = new HashMap<>();
        delta(process, sink).forEach((playlist, now) -> {
            Known before = process.known().get(sink).get(playlist);
            if (before == null || before.content() != now.content()) {
                rows.put(playlist, now.content());
            }
        });
        return world.withSink(sink, world.sinks().get(sink).withFile(new FileName(process.attempt(), table), rows));
    }

    private List<World> commit(World world, int slot, Process process) {
        Place place = world.sinks().get(process.sink());
        int base = process.bases().get(process.sink());
        Entry entry = new Entry(
                process.attempt(),
                delta(process, process.sink()),
                process.listed().keySet());
        boolean taken = place.log().size() > base;
        World landed = taken && order != Order.PLAIN_PUT
                ? world
                : world.withSink(process.sink(), place.withEntry(base, entry));
        List<World> next = new ArrayList<>();
        next.add(taken && order != Order.PLAIN_PUT ? conflict(world, slot, process) : committed(landed, slot, process));
        if (world.lostReplies() > 0) {
            Process waiting = process.at(Step.RESOLVE);
            next.add(landed.withLostReply().withProcess(slot, waiting));
            next.add(world.withLostReply().withProcess(slot, waiting));
        }
        return next;
    }

    private World resolve(World world, int slot, Process process) {
        List<Entry> log = world.sinks().get(process.sink()).log();
        int base = process.bases().get(process.sink());
        if (order == Order.LOST_REPLY_IS_FAILURE) {
            return conflict(world, slot, process);
        }
        if (log.size() == base) {
            return world.withProcess(slot, process.at(Step.COMMIT));
        }
        return log.get(base).attempt() == process.attempt()
                ? committed(world, slot, process)
                : conflict(world, slot, process);
    }

    private static World conflict(World world, int slot, Process process) {
        Place place = world.sinks().get(process.sink());
        return world.withSink(process.sink(), place.withoutFilesOf(process.attempt()))
                .withProcess(slot, null);
    }

    private World committed(World world, int slot, Process process) {
        Place place = world.sinks().get(process.sink());
        World told = world.withSink(process.sink(), place.acknowledging(process.attempt()));
        boolean remembers =
                order == Order.STORE_AS_AUTHORITY || (order == Order.STATE_AFTER_FIRST_SINK && process.sink() == 0);
        return remembers ? told.withProcess(slot, process.at(Step.STATE)) : nextSink(told, slot, process);
    }

    private static World nextSink(World world, int slot, Process process) {
        int next = process.sink() + 1;
        return next < world.sinks().size()
                ? world.withProcess(slot, process.atSink(next, Step.FIRST_TABLE))
                : world.withProcess(slot, null);
    }
}
