package io.playlake.run.order;

import io.playlake.run.order.World.Entry;
import io.playlake.run.order.World.FileName;
import io.playlake.run.order.World.Known;
import io.playlake.run.order.World.Place;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must hold in every world, and what in one whose last run was left alone. */
final class Rules {

    /** How a rule is broken. */
    enum Breach {
        /** State says that a version is held, and it cannot be read. */
        HOLE,
        /** A version can be read twice. */
        DUPLICATE,
        /** One table of a run can be read, and the other cannot. */
        HALF_VISIBLE,
        /** Content that never was can be read. */
        MIXED,
        /** A commit that was acknowledged is not in the log. */
        LOST_COMMIT,
        /** The API holds a version, or has deleted a playlist, and nobody will notice. */
        LOST_CHANGE
    }

    private final Order order;

    Rules(Order order) {
        this.order = order;
    }

    /** Returns what a run that started now would take for the state of a sink. */
    Map<Integer, Known> known(World world, int sink) {
        if (order.storeDecides()) {
            return world.store();
        }
        return world.sinks().get(order == Order.STATE_OF_ONE_SINK ? 0 : sink).state();
    }

    Optional<Breach> breach(World world) {
        for (int i = 0; i < world.sinks().size(); i++) {
            Optional<Breach> breach = breach(world.sinks().get(i), known(world, i));
            if (breach.isPresent()) {
                return breach;
            }
        }
        return Optional.empty();
    }

    private Optional<Breach> breach(Place place, Map<Integer, Known> known) {
        Set<Integer> committed = new HashSet<>();
        place.log().forEach(entry -> committed.add(entry.attempt()));
        if (!committed.containsAll(place.acknowledged())) {
            return Optional.of(Breach.LOST_COMMIT);
        }
        Set<Known> readable = new HashSet<>();
        for (Map.Entry<FileName, Map<Integer, Integer>> file : place.files().entrySet()) {
            int attempt = file.getKey().attempt();
            if (order != Order.WRITE_IN_PLACE && !committed.contains(attempt)) {
                continue;
            }
            int other = 1 - file.getKey().table();
            if (!place.files().containsKey(new FileName(attempt, other))) {
                return Optional.of(Breach.HALF_VISIBLE);
            }
            if (file.getKey().table() == 0) {
                for (Map.Entry<Integer, Integer> row : file.getValue().entrySet()) {
                    if (row.getValue() == World.MIXED) {
                        return Optional.of(Breach.MIXED);
                    }
                    if (!readable.add(new Known(row.getKey(), row.getValue()))) {
                        return Optional.of(Breach.DUPLICATE);
                    }
                }
            }
        }
        for (Map.Entry<Integer, Known> state : known.entrySet()) {
            if (!readable.contains(new Known(state.getKey(), state.getValue().content()))) {
                return Optional.of(Breach.HOLE);
            }
        }
        return Optional.empty();
    }

    Optional<Breach> breachAtTheEnd(World world) {
        Optional<Breach> breach = breach(world);
        if (breach.isPresent()) {
            return breach;
        }
        for (int i = 0; i < world.sinks().size(); i++) {
            Map<Integer, Known> known = known(world, i);
            Set<Integer> listed = new HashSet<>();
            for (int playlist = 0; playlist < world.versions().size(); playlist++) {
                int version = world.versions().get(playlist);
                if (version > 0) {
                    listed.add(playlist);
                    Known state = known.get(playlist);
                    if (state == null || state.content() != version) {
                        return Optional.of(Breach.LOST_CHANGE);
                    }
                }
            }
            List<Entry> log = world.sinks().get(i).log();
            if (!log.get(log.size() - 1).listed().equals(listed)) {
                return Optional.of(Breach.LOST_CHANGE);
            }
        }
        return Optional.empty();
    }
}
