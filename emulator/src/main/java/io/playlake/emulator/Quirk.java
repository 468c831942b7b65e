package io.playlake.emulator;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An oddity of the real API's data that can be switched on by itself. Where and when one shows follows from the seed, the
 * ids and the day, never from chance. The {@link GroundTruth} keeps what really is where a quirk lies about it.
 *
 * <p>Each has the number under which the project's notes on the API list it. No switch is needed for what is always so:
 * tracks that cannot be played stay in their playlist (Q29).
 */
public enum Quirk {
    /** Listings hold rows that are null; their total counts them. Apps without extended quota get them regardless. */
    NULL_ROW("Q1", true),
    /** Listings hold rows of which nothing but the shape is left: every value null. */
    STUB_ROW("Q2", true),
    /** Users' listings hold rows whose texts are empty and whose numbers are zero. */
    ZEROED_ROW("Q3", false),
    /** Some rows do not know how many items their playlist has. */
    NULL_TOTAL("Q4", false),
    /** Some playlists have null for images. */
    NULL_IMAGES("Q5", true),
    /** A listing names the same playlist twice. */
    REPEATED_ROW("Q6", true),
    /** In users' listings every page but the first begins with the last row of the page before. */
    OVERLAPPING_PAGES("Q7", false),
    /** On odd days a category has at most 7 rows, says so in its total, and has no next page. */
    SHORT_LISTING("Q8", false),
    /** The total of listings and searches is one more on every other page. */
    DRIFTING_TOTAL("Q9", false),
    /** Listings of playlists always have a next page, though from their end on there is nothing in it. */
    ENDLESS_NEXT("Q10", false),
    /** Links repeat the language that the caller asked for as a parameter. */
    LOCALE_IN_LINKS("Q11", true),
    /** The names of categories follow the language that the caller asked for. */
    LOCALIZED_NAMES("Q11", false),
    /** Pages of items say offset 0, whichever they are. */
    ZERO_OFFSET("Q12", false),
    /** A search past its cap finds no page (404) where it is otherwise a bad request (400). */
    SEARCH_CAP_NOT_FOUND("Q13", false),
    /** A search past its cap finds nothing (an empty page) where it is otherwise a bad request (400). */
    SEARCH_CAP_EMPTY("Q13", false),
    /** Some rows of listings have null for their owner. */
    NULL_OWNER("Q14", true),
    /** The ids of some owners hold characters that URLs escape. */
    ODD_OWNER_ID("Q14", true),
    /** One playlist has no name. */
    EMPTY_NAME("Q15", true),
    /** Descriptions by editors hold anchors, bare ampersands and line ends. */
    MARKUP("Q16", true),
    /** Editors' playlists have null where others say whether they are public. */
    NULL_PUBLIC("Q17", true),
    /** Some items hold null. */
    NULL_TRACK("Q20", true),
    /** Some items are files of a user, unknown to the catalogue. */
    LOCAL_FILE("Q21", true),
    /** Some items are tracks without id and uri. */
    NULL_TRACK_ID("Q22", true),
    /** Some substitutes do not say the id of the track that they stand for. */
    NULL_LINKED_FROM_ID("Q22", false),
    /** The duration of local files is an object. */
    OBJECT_DURATION("Q23", false),
    /** Episodes come in the shape of tracks to callers that do not ask for episodes. */
    DISGUISED_EPISODE("Q24", true),
    /** Some items are episodes. */
    EPISODE("Q25", true),
    /** The items of chart playlists were added in 1970. */
    EPOCH_ADDED_AT("Q26", true),
    /** Some items do not say when and by whom they were added. */
    NULL_ADDED_AT("Q26", false),
    /** All items of editors' playlists were added when the playlist last changed. */
    RESTAMPED_ITEMS("Q27", false),
    /** Some playlists hold a track twice, added at the same time. */
    REPEATED_TRACK("Q28", true),
    /** With a market, substitutes stand in for tracks that are not available there, and for some that are. */
    RELINKING("Q30", true),
    /** Some tracks are available in no market and have popularity 0. */
    NO_MARKETS("Q31", false),
    /** With a market, some tracks that cannot be played there say why. */
    RESTRICTION("Q32", true),
    /** With a market, nothing says whether it can be played. */
    NO_IS_PLAYABLE("Q33", false),
    /** Some release dates are only a year or a month; some are the year 0000. */
    COARSE_DATE("Q34", true),
    /** Some albums have null for their release date. */
    NULL_DATE("Q34", false),
    /** Some albums have a type that no documentation names. */
    UNKNOWN_ALBUM_TYPE("Q35", true),
    /** Some albums have their type in capitals. */
    UPPER_CASE_TYPE("Q35", false),
    /** Playlists, items and tracks have members that no documentation names. */
    EXTRA_MEMBER("Q36", false),
    /** The last page of some playlists' items lacks its last two, which the total counts. */
    SHORT_PAGE("Q37", false),
    /** On odd days every listing is empty, with total 0. */
    NO_ROWS("zero items", false);

    private static final Set<Quirk> USUAL = Collections.unmodifiableSet(Arrays.stream(values())
            .filter(quirk -> quirk.usual)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Quirk.class))));

    private final String number;
    private final boolean usual;

    Quirk(String number, boolean usual) {
        this.number = number;
        this.usual = usual;
    }

    /** Returns the number in the notes, such as {@code Q21}; two quirks may be sides of one number. */
    public String number() {
        return number;
    }

    /** Returns the quirks that an emulator has by default; unmodifiable. */
    public static Set<Quirk> usual() {
        return USUAL;
    }
}
