package io.playlake.client.json;

import io.playlake.model.Page;

/** A page that the body holds under a name, or that is the body. */
final class Envelope {

    private Envelope() {}

    static <T> Page<T> decode(Origin origin, byte[] body, String name, PageDraft.RowDecoder<T> rows) {
        return JsonBody.decode(origin, body, json -> {
            PageDraft<T> bare = new PageDraft<>(json, "", rows);
            PageDraft<T> wrapped = null;
            json.enter();
            while (json.in.hasNext()) {
                String field = json.name(Shape.ENVELOPE);
                if (field.equals(name)) {
                    wrapped = new PageDraft<>(json, name, rows).read();
                } else {
                    bare.field(field);
                }
            }
            json.leave(wrapped == null ? Shape.BARE_PAGE : null);
            if (wrapped == null && !name.isEmpty() && !bare.hasItems()) {
                throw json.malformed("$." + name, "missing, expected an object");
            }
            return (wrapped == null ? bare : wrapped).finish(body);
        });
    }
}
