package io.playlake.emulator;

import java.util.ArrayList;
import java.util.List;

/** Lists of markets as JSON text, shared by all tracks that have them. */
final class Markets {

    private static final String CODES =
            "AD AE AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ "
                    + "CA CD CG CH CI CL CM CO CR CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ "
                    + "GR GT GW GY HK HN HR HT HU ID IE IL IN IQ IS IT JM JO JP KE KG KH KI KM KN KR KW KZ LA LB LC LI LK LR LS LT "
                    + "LU LV LY MA MC MD ME MG MH MK ML MN MO MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK "
                    + "PL PR PS PT PW PY QA RO RS RW SA SB SC SE SG SI SK SL SM SN SR ST SV SZ TD TG TH TJ TL TN TO TR TT TV TW TZ "
                    + "UA UG US UY UZ VC VE VN VU WS XK ZA ZM ZW";

    /** The number of the list that names no market; the lists before it are those that albums have. */
    static final int EMPTY = 6;

    /** Mostly everywhere, sometimes all but a few, seldom a handful. */
    static final List<String> LISTS =
            List.of(without(0), without(0), without(0), without(7), without(13), "[\"CA\",\"MX\",\"US\"]", "[]");

    private Markets() {}

    /** Returns whether the list of that number names the market. */
    static boolean contains(int list, String market) {
        return LISTS.get(list).contains('"' + market + '"');
    }

    private static String without(int every) {
        List<String> quoted = new ArrayList<>();
        int position = 0;
        for (int at = 0; at < CODES.length(); at += 3) {
            if (every == 0 || position++ % every != 3) {
                quoted.add('"' + CODES.substring(at, at + 2) + '"');
            }
        }
        return "[" + String.join(",", quoted) + "]";
    }
}
