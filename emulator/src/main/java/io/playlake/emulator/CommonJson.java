package io.playlake.emulator;

/** Writes members that objects of the catalogue share; what differs between two servings is left as a hole. Immutable. */
final class CommonJson {

    /** How much of a track or an episode is written. */
    enum Shape {
        /** Everything, and the flags that say in playlists which of the two it is. */
        IN_PLAYLIST,
        /** Everything. */
        FULL,
        /** Without what holds it: a track without its album, an episode without its show. */
        SIMPLIFIED
    }

    private final boolean cut;

    CommonJson(AppProfile profile) {
        cut = profile.cut();
    }

    /** Returns whether members are gone that development apps no longer get. */
    boolean cut() {
        return cut;
    }

    /** Writes in which markets something is available; there must be further members after it. */
    void markets(JsonText json, int list) {
        if (!cut) {
            json.hole((char) (Template.MARKETS + list));
        }
    }

    void popularity(JsonText json) {
        if (!cut) {
            json.raw("popularity", String.valueOf(Template.POPULARITY));
        }
    }

    static void reference(JsonText json, String type, String id) {
        externalUrl(json, type, id);
        json.field("href", Template.BASE + "/" + type + "s/" + id)
                .field("id", id)
                .field("type", type)
                .field("uri", "spotify:" + type + ":" + id);
    }

    static void externalUrl(JsonText json, String type, String id) {
        json.object("external_urls")
                .field("spotify", "https://open.spotify.com/" + type + "/" + id)
                .endObject();
    }

    static void images(JsonText json, String image) {
        json.array("images");
        for (int size : new int[] {640, 300, 64}) {
            json.object()
                    .field("height", size)
                    .field("url", "https://i.scdn.co/image/" + image + size)
                    .field("width", size)
                    .endObject();
        }
        json.endArray();
    }

    static void english(JsonText json) {
        json.array("languages").element("en").endArray();
    }
}
