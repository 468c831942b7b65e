package io.playlake.client.json;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Adds up, over many bodies, how they differ from the known shapes. Thread-safe, and of bounded size. */
public final class DriftLog {

    /** Receives what was found; paths are JSON paths with {@code []} for each index. */
    public interface Report {

        /** A field that no known shape has. */
        void unknown(String endpoint, String path, long seen, String type);

        /** A known field with a value of an impossible type. */
        void retyped(String endpoint, String path, long seen, String type);

        /** A field that none of so many objects had. */
        void vanished(String endpoint, String path, long objects, String type);
    }

    private record Place(String endpoint, ShapeWatch.Oddity oddity) {}

    private final Map<Place, ShapeWatch.Sighting> oddities = new HashMap<>();
    private final Map<String, Map<Shape, ShapeWatch.Tally>> tallies = new HashMap<>();
    private long uncounted;

    synchronized void add(String endpoint, ShapeWatch watch) {
        watch.oddities.forEach((oddity, sighting) -> {
            Place place = new Place(endpoint, oddity);
            if (oddities.size() < ShapeWatch.MOST || oddities.containsKey(place)) {
                oddities.merge(place, sighting, ShapeWatch.Sighting::plus);
            } else {
                uncounted += sighting.seen();
            }
        });
        uncounted += watch.uncounted();
        Map<Shape, ShapeWatch.Tally> shapes = tallies.computeIfAbsent(endpoint, ignored -> new EnumMap<>(Shape.class));
        watch.tallies.forEach(
                (shape, tally) -> shapes.computeIfAbsent(shape, ignored -> new ShapeWatch.Tally(tally.path))
                        .add(tally));
    }

    /** Returns how often unknown or retyped fields were seen beyond the 1,000 different ones that are kept. */
    public synchronized long uncounted() {
        return uncounted;
    }

    /** Tells all that was found so far, in no order. */
    public synchronized void report(Report report) {
        oddities.forEach((place, sighting) -> {
            String path = place.oddity.path();
            String type = Shape.typeName(sighting.type());
            if (place.oddity.known()) {
                report.retyped(place.endpoint, path, sighting.seen(), type);
            } else {
                report.unknown(place.endpoint, path, sighting.seen(), type);
            }
        });
        tallies.forEach((endpoint, shapes) -> shapes.forEach((shape, tally) -> {
            for (Shape.Field field : shape.missing(tally.fields, tally.extended > 0)) {
                long objects = shape.onlyExtended(field) ? tally.extended : tally.objects;
                report.vanished(endpoint, tally.path + "." + field.name(), objects, field.type());
            }
        }));
    }
}
