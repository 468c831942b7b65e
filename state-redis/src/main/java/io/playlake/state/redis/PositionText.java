package io.playlake.state.redis;

import io.playlake.change.SnapshotStore.Position;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A position as it is stored: equal positions, and no others, have equal texts. */
final class PositionText {

    private static final Pattern FORM = Pattern.compile("1 (\\d{1,18}) (\\S*) (.*)", Pattern.DOTALL);

    private PositionText() {}

    /** Its format comes first, then number, digest and dataset. */
    static String format(Position position) {
        return Checksum.added(
                StateScripts.POSITION, "1 " + position.seq() + " " + position.sha256() + " " + position.datasetId());
    }

    /** Returns the position; null if the text is damaged. */
    static @Nullable Position parse(String stored) {
        String text = Checksum.removed(StateScripts.POSITION, stored);
        Matcher matcher = FORM.matcher(text == null ? "" : text);
        return matcher.matches()
                ? new Position(matcher.group(3), Long.parseLong(matcher.group(1)), matcher.group(2))
                : null;
    }
}
