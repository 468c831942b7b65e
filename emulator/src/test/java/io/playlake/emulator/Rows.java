package io.playlake.emulator;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Instant;

/** Reads served JSON as the values of the ground truth. */
final class Rows {

    private Rows() {}

    static ListingRow of(JsonElement row) {
        if (row.isJsonNull()) {
            return new ListingRow(ListingRow.Kind.NULL, null);
        }
        JsonElement id = row.getAsJsonObject().get("id");
        return id.isJsonNull()
                ? new ListingRow(ListingRow.Kind.STUB, null)
                : new ListingRow(ListingRow.Kind.PLAYLIST, id.getAsString());
    }

    static ItemTruth item(JsonElement element) {
        JsonObject item = element.getAsJsonObject();
        JsonElement playable = item.has("track") ? item.get("track") : item.get("item");
        JsonElement uri =
                playable.isJsonNull() ? playable : playable.getAsJsonObject().get("uri");
        return new ItemTruth(
                uri.isJsonNull() ? null : uri.getAsString(),
                Instant.parse(item.get("added_at").getAsString()));
    }
}
