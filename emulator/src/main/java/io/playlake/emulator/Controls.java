package io.playlake.emulator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the emulator offers below {@code /_emulator} and the real API does not have. Thread-safe. */
final class Controls {

    static final String ROOT = "/_emulator/";

    private final World world;
    private final CallLog calls;
    private final Faults faults;
    private final Tokens tokens;

    Controls(World world, CallLog calls, Faults faults, Tokens tokens) {
        this.world = world;
        this.calls = calls;
        this.faults = faults;
        this.tokens = tokens;
    }

    Answer handle(Request request) {
        String what = request.method() + " " + request.path().substring(ROOT.length());
        if (what.startsWith("POST day/")) {
            return advance(what.substring("POST day/".length()));
        }
        return switch (what) {
            case "GET calls" -> calls();
            case "POST reset" -> {
                calls.reset();
                yield calls();
            }
            case "GET faults" -> faults();
            case "POST faults" -> arm(request);
            case "DELETE faults" -> {
                faults.clear();
                yield faults();
            }
            case "POST tokens/expire" -> {
                tokens.expireAll();
                yield Answer.ok("{}");
            }
            case "POST tokens/revoke" -> {
                tokens.revokeAll();
                yield Answer.ok("{}");
            }
            case "GET day" -> day();
            case "GET truth" -> truth(world.events());
            default -> Answer.error(404, "Not found.");
        };
    }

    private Answer calls() {
        JsonText json = JsonText.create();
        json.object()
                .field("count", calls.count())
                .field("tokens", calls.tokenCount())
                .field("early", calls.early().size())
                .object("endpoints");
        calls.byEndpoint().forEach(json::field);
        return Answer.ok(json.endObject().endObject().toString());
    }

    private Answer arm(Request request) {
        Map<String, String> fields = new HashMap<>(ApiRequest.parse(request.query()));
        fields.putAll(ApiRequest.parse(request.body()));
        try {
            FaultForm.arm(faults, fields);
            return faults();
        } catch (IllegalArgumentException mistake) {
            return Answer.error(400, String.valueOf(mistake.getMessage()));
        }
    }

    private Answer faults() {
        JsonText json = JsonText.create();
        return Answer.ok(
                json.object().field("pending", faults.pending()).endObject().toString());
    }

    private Answer advance(String day) {
        try {
            world.advanceTo(Integer.parseInt(day));
            return day();
        } catch (NumberFormatException notANumber) {
            return Answer.error(400, "day: " + day + ", expected a number");
        } catch (IllegalArgumentException past) {
            return Answer.error(400, String.valueOf(past.getMessage()));
        }
    }

    private Answer day() {
        int day = world.today().day();
        JsonText json = JsonText.create();
        json.object()
                .field("day", day)
                .field("date", world.date(day).toString())
                .endObject();
        return Answer.ok(json.toString());
    }

    private static Answer truth(List<ChangeEvent> events) {
        StringBuilder lines = new StringBuilder();
        for (ChangeEvent event : events) {
            JsonText json = new JsonText(lines);
            json.object()
                    .field("day", event.day())
                    .field("kind", event.kind().name())
                    .field("playlist_id", event.playlistId());
            details(json, event);
            json.endObject();
            lines.append('\n');
        }
        return Answer.of(200, "application/x-ndjson; charset=utf-8", lines.toString());
    }

    private static void details(JsonText json, ChangeEvent event) {
        if (event instanceof ChangeEvent.Added added) {
            json.field("uri", added.uri())
                    .field("position", added.position())
                    .field("added_at", added.addedAt().toString());
        } else if (event instanceof ChangeEvent.Removed removed) {
            json.field("uri", removed.uri()).field("position", removed.position());
        } else if (event instanceof ChangeEvent.Moved moved) {
            json.field("uri", moved.uri()).field("from", moved.from()).field("to", moved.to());
        } else if (event instanceof ChangeEvent.Renamed renamed) {
            json.field("from", renamed.from()).field("to", renamed.to());
        } else if (event instanceof ChangeEvent.Redescribed redescribed) {
            json.field("from", redescribed.from()).field("to", redescribed.to());
        } else if (event instanceof ChangeEvent.Created created) {
            json.field("name", created.name());
        } else if (event instanceof ChangeEvent.JoinedCategory joined) {
            json.field("category_id", joined.categoryId()).field("position", joined.position());
        } else if (event instanceof ChangeEvent.LeftCategory left) {
            json.field("category_id", left.categoryId()).field("position", left.position());
        }
    }
}
