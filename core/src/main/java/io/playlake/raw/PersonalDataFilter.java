package io.playlake.raw;

import com.google.gson.stream.MalformedJsonException;
import java.nio.charset.StandardCharsets;

/**
 * Governs the personal data of pages. Nothing else of a body changes by a byte. A body that is not JSON cannot be
 * governed, and is replaced by a note that says so. Thread-safe.
 */
final class PersonalDataFilter {

    private final PersonalData mode;
    private final Pseudonyms pseudonyms;

    PersonalDataFilter(PersonalData mode, String datasetId) {
        this.mode = mode;
        this.pseudonyms = new Pseudonyms(datasetId);
    }

    /** Names what the filter does: pages of another name are not governed as by this one. */
    String name() {
        return mode == PersonalData.HASH ? mode.label() + "-" + pseudonyms.fingerprint() : mode.label();
    }

    RawPage apply(RawPage page) {
        byte[] body = page.body();
        if (mode == PersonalData.KEEP || body.length == 0) {
            return page;
        }
        boolean callerNamesUser = page.head().path().startsWith("/users/");
        try {
            byte[] governed = new PersonalFields(body, mode, pseudonyms)
                    .find(callerNamesUser)
                    .apply(body);
            return governed == body ? page : page.withBody(governed);
        } catch (MalformedJsonException e) {
            String note = "{\"withheld\":\"a body of " + body.length + " bytes, " + e.getMessage()
                    + ", in which personal data cannot be told from the rest\"}";
            return page.withBody(note.getBytes(StandardCharsets.UTF_8));
        }
    }
}
