package io.playlake.client;

import io.playlake.error.IncompleteReadException;
import io.playlake.model.Page;
import java.util.Iterator;

/** A walk that does not end as if nothing were missing. */
final class WholeWalk<T> implements Iterator<Answer<Page<T>>> {

    private final PageWalk<T> walk;
    private String path = "";

    WholeWalk(PageWalk<T> walk) {
        this.walk = walk;
    }

    @Override
    public boolean hasNext() {
        if (walk.hasNext()) {
            return true;
        }
        String shortfall = walk.shortfall();
        if (shortfall != null) {
            throw new IncompleteReadException("GET " + path, shortfall);
        }
        return false;
    }

    @Override
    public Answer<Page<T>> next() {
        Answer<Page<T>> answer = walk.next();
        path = answer.path();
        return answer;
    }
}
