package io.playlake.client;

import io.playlake.error.IncompleteReadException;
import io.playlake.model.Page;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The pages of a list, fetched one by one as they are asked for; nothing is kept but the page before. Each iteration
 * starts anew, with new calls, see {@link PageWalk}. Immutable and thread-safe, but a walk belongs to one thread.
 *
 * @param <T> what a row holds
 */
public final class Pages<T> implements Iterable<Answer<Page<T>>> {

    private final Supplier<Calls<T>> walks;

    /** Makes the calls of one walk. */
    interface Calls<T> {

        /** Fetches a page; the first call of a walk is for offset 0. */
        Answer<Page<T>> page(PageSlice slice);

        /** Returns the largest page that may be asked for now. */
        int most();

        /** Returns how many rows of the list can be had at all. */
        default int cap() {
            return Integer.MAX_VALUE;
        }

        /** Returns whether the total is a number of rows, and not an estimate. */
        default boolean countsItsRows() {
            return true;
        }

        /** Returns whether the first page too can be asked for in parts. */
        default boolean startsAnywhere() {
            return true;
        }
    }

    /** @param walks begins an iteration */
    Pages(Supplier<Calls<T>> walks) {
        this.walks = walks;
    }

    @Override
    public PageWalk<T> iterator() {
        return new PageWalk<>(walks.get());
    }

    /** Returns the pages as a stream. Gaps are not told; use {@link #iterator()} where they matter. */
    public Stream<Answer<Page<T>>> stream() {
        return StreamSupport.stream(spliterator(), false);
    }

    /**
     * Returns the rows of all pages, without null ones. The stream throws, behind the last row, an {@link
     * IncompleteReadException} if rows that the list claimed are missing, see {@link PageWalk#shortfall()}.
     */
    public Stream<T> items() {
        return Stream.of(iterator()).flatMap(walk -> {
            Iterable<Answer<Page<T>>> rest = () -> new WholeWalk<>(walk);
            return StreamSupport.stream(rest.spliterator(), false)
                    .flatMap(answer -> answer.value().items().stream().filter(Objects::nonNull));
        });
    }
}
