package io.playlake.client.json;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import com.google.gson.stream.JsonToken;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an object of the wire: all fields that were ever seen or documented, also those that nobody reads.
 *
 * <p>A field is written {@code name:types}, the types being s for text, n number, b boolean, a array, o object and *
 * for any; {@code !} marks one that each such object has. Of names with {@code |} between them an object has one. A shape
 * that stands on another one has its fields, and says which of them each such object has, and which more it has of apps
 * with extended quota.
 */
enum Shape {
    IMAGE("url:s! height:n width:n"),
    USER("display_name:s external_urls:o! href:s! id:s! type:s! uri:s! images:a followers:o"),
    CURRENT_USER(
            "account_id:s! display_name:s external_urls:o! href:s! id:s! images:a! type:s! uri:s! country:s email:s"
                    + " explicit_content:o followers:o product:s"),
    FOLLOWERS("href:s! total:n!"),
    COPYRIGHT("text:s! type:s!"),
    CONTRIBUTOR("name:s!"),
    EXTERNAL_IDS("isrc:s ean:s upc:s spotify:s"),
    LINK("external_urls:o! href:s! id:s! type:s! uri:s!"),
    RESTRICTIONS("reason:s!"),

    CATEGORY("href:s! icons:a! id:s! name:s!"),

    /** A page that is the body, or a body that holds one. */
    ENVELOPE("href:s items:a limit:n next:s offset:n previous:s total:n cursors:o message:s categories:o playlists:o"),
    BARE_PAGE(ENVELOPE, "href items limit next offset previous total", ""),
    PAGE_OR_REFERENCE("href:s items:a limit:n next:s offset:n previous:s total:n cursors:o"),
    PAGE(PAGE_OR_REFERENCE, "href items limit next offset previous total", ""),
    /** Where the contents of a listed playlist are, and how many. */
    REFERENCE(PAGE_OR_REFERENCE, "href total", ""),
    BATCH("tracks:a artists:a albums:a episodes:a"),
    SEARCH("tracks:o artists:o albums:o playlists:o shows:o episodes:o audiobooks:o"),

    PLAYLIST("collaborative:b description:s external_urls:o followers:o href:s id:s images:a name:s owner:o"
            + " primary_color:s public:b smart_shuffle:* snapshot_id:s tracks:o|items:o type:s uri:s"),
    FULL_PLAYLIST(PLAYLIST, "collaborative external_urls followers href id name owner snapshot_id type uri", ""),
    SIMPLIFIED_PLAYLIST(PLAYLIST, "collaborative external_urls href id name owner snapshot_id tracks type uri", ""),
    PLAYLIST_ITEM(
            "added_at:s added_by:o is_local:b! track:ob|item:o! primary_color:s smart_shuffle:* video_thumbnail:o"),

    /** A track or an episode, as long as it is not known which. */
    PLAYABLE("album:o artists:a available_markets:a|is_playable:b disc_number:n duration_ms:n explicit:b external_ids:o"
            + " external_urls:o href:s id:s linked_from:o restrictions:o name:s popularity:n preview_url:s track_number:n"
            + " type:s uri:s is_local:b episode:b track:b audio_preview_url:s description:s html_description:s"
            + " images:a is_externally_hosted:b language:s languages:a release_date:s release_date_precision:s"
            + " resume_point:o show:o"),
    TRACK(
            PLAYABLE,
            "album artists disc_number duration_ms explicit external_ids external_urls href id is_local name track_number"
                    + " type uri",
            "available_markets popularity"),
    ALBUM_TRACK(
            PLAYABLE,
            "artists disc_number duration_ms explicit external_urls href id is_local name track_number type uri",
            ""),
    SIMPLIFIED_EPISODE(
            PLAYABLE,
            "description duration_ms explicit external_urls href html_description id images is_externally_hosted languages"
                    + " name release_date release_date_precision type uri",
            ""),
    EPISODE(
            PLAYABLE,
            "description duration_ms explicit external_urls href html_description id images is_externally_hosted languages"
                    + " name release_date release_date_precision show type uri",
            ""),

    SIMPLIFIED_ARTIST("external_urls:o! href:s! id:s! name:s! type:s! uri:s!"),
    ARTIST("external_urls:o! followers:o genres:a href:s! id:s! images:a! name:s! popularity:n type:s! uri:s!"),

    ALBUM("album_group:s album_type:s artists:a available_markets:a|is_playable:b copyrights:a external_ids:o"
            + " external_urls:o genres:a href:s id:s images:a label:s name:s popularity:n release_date:s"
            + " release_date_precision:s restrictions:o total_tracks:n tracks:o type:s uri:s"),
    SIMPLIFIED_ALBUM(
            ALBUM,
            "album_type artists external_urls href id images name release_date_precision total_tracks type uri",
            "available_markets"),
    FULL_ALBUM(
            ALBUM,
            "album_type artists copyrights external_ids external_urls href id images name release_date_precision total_tracks"
                    + " tracks type uri",
            ""),

    /** A show or an audiobook. */
    SHOW_OR_AUDIOBOOK(
            "available_markets:a copyrights:a description:s explicit:b external_urls:o href:s html_description:s"
                    + " id:s images:a is_externally_hosted:b languages:a media_type:s name:s publisher:s type:s uri:s"
                    + " total_episodes:n episodes:o authors:a narrators:a edition:s total_chapters:n chapters:o is_playable:b"),
    SHOW(
            SHOW_OR_AUDIOBOOK,
            "copyrights description explicit external_urls href html_description id images is_externally_hosted languages"
                    + " media_type name total_episodes type uri",
            "available_markets publisher"),
    AUDIOBOOK(
            SHOW_OR_AUDIOBOOK,
            "authors copyrights description edition explicit external_urls href html_description id images languages"
                    + " media_type name narrators total_chapters type uri",
            "");

    /**
     * A field of an object.
     *
     * @param bit stands for the field, or for it and its alternatives, in sets of fields
     * @param type the JSON type that it has, or has mostly
     * @param admitted all types that it may have, null among them
     */
    record Field(String name, long bit, String type, ImmutableSet<JsonToken> admitted) {}

    @SuppressWarnings("ImmutableEnumChecker") // fields are records of texts and numbers
    private final ImmutableMap<String, Field> fields;

    private final long always;
    private final long extended;

    Shape(String text) {
        ImmutableMap.Builder<String, Field> named = ImmutableMap.builder();
        long expected = 0;
        long bit = 1;
        for (String one : Splitter.on(' ').split(text)) {
            boolean marked = one.endsWith("!");
            for (String alternative : Splitter.on('|').split(marked ? one.substring(0, one.length() - 1) : one)) {
                Field field = field(alternative, bit);
                named.put(field.name, field);
            }
            expected |= marked ? bit : 0;
            bit <<= 1;
        }
        fields = named.buildOrThrow();
        always = expected;
        extended = 0;
    }

    Shape(Shape base, String always, String extended) {
        this.fields = base.fields;
        this.always = bits(always);
        this.extended = bits(extended);
    }

    private static Field field(String text, long bit) {
        int colon = text.indexOf(':');
        Set<JsonToken> admitted = EnumSet.of(JsonToken.NULL);
        for (int i = colon + 1; i < text.length(); i++) {
            admitted.addAll(text.charAt(i) == '*' ? EnumSet.allOf(JsonToken.class) : EnumSet.of(token(text.charAt(i))));
        }
        JsonToken first = token(text.charAt(colon + 1));
        return new Field(text.substring(0, colon), bit, typeName(first), Sets.immutableEnumSet(admitted));
    }

    private static JsonToken token(char type) {
        return switch (type) {
            case 's' -> JsonToken.STRING;
            case 'n' -> JsonToken.NUMBER;
            case 'b' -> JsonToken.BOOLEAN;
            case 'a' -> JsonToken.BEGIN_ARRAY;
            default -> JsonToken.BEGIN_OBJECT;
        };
    }

    /** Returns the name of a JSON type. */
    static String typeName(JsonToken token) {
        return switch (token) {
            case STRING -> "string";
            case NUMBER -> "number";
            case BOOLEAN -> "boolean";
            case BEGIN_ARRAY -> "array";
            case BEGIN_OBJECT -> "object";
            default -> "null";
        };
    }

    private long bits(String names) {
        long bits = 0;
        for (String name : Splitter.on(' ').split(names)) {
            Field field = fields.get(name);
            bits |= field == null ? 0 : field.bit;
        }
        return bits;
    }

    /** Returns the field of that name; null if no known object of this shape has it. */
    @Nullable
    Field field(String name) {
        return fields.get(name);
    }

    /** Returns the fields that none of some objects had though each has them; {@code seen} holds those that one had. */
    List<Field> missing(long seen, boolean extendedSeen) {
        long missing = (extendedSeen ? always | extended : always) & ~seen;
        List<Field> named = new ArrayList<>(0);
        for (Field field : fields.values()) {
            if ((missing & field.bit) != 0) {
                missing &= ~field.bit;
                named.add(field);
            }
        }
        return named;
    }

    boolean onlyExtended(Field field) {
        return (extended & field.bit) != 0;
    }
}
