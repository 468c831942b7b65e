package io.playlake.client;

import io.playlake.error.MalformedResponseException;
import io.playlake.model.Page;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a list, fetched one by one as they are asked for; nothing is kept but the page before. Each iteration
 * starts anew, with new calls. An iteration belongs to one thread.
 *
 * <p>The next page is the one that begins after all rows received so far; it ends with a page that names no next one,
 * that is empty, or that reaches the total. A page is decoded when the next one is asked for, so its body is in the
 * caller's hands before. Then {@link Iterator#hasNext()} and {@link Iterator#next()} throw {@link
 * MalformedResponseException} if it cannot be decoded, if it repeats the one before (some lists ignore the offset), or
 * if the list has no end; {@link Iterator#next()} throws whatever the call throws.
 *
 * @param <T> what a row holds
 */
public final class Pages<T> implements Iterable<Answer<Page<T>>> {

    private static final int MAX_PAGES = 10_000;

    private final Supplier<IntFunction<Answer<Page<T>>>> walks;

    /** @param walks begins an iteration: gives what fetches the page at an offset, 0 on the first call only */
    Pages(Supplier<IntFunction<Answer<Page<T>>>> walks) {
        this.walks = walks;
    }

    static <T> Pages<T> of(IntFunction<Answer<Page<T>>> fetch) {
        return new Pages<>(() -> fetch);
    }

    @Override
    public Iterator<Answer<Page<T>>> iterator() {
        return new Walk(walks.get());
    }

    /** Returns the pages as a stream. */
    public Stream<Answer<Page<T>>> stream() {
        return StreamSupport.stream(spliterator(), false);
    }

    /** Returns the rows of all pages, without null ones. */
    public Stream<T> items() {
        return stream().flatMap(answer -> answer.value().items().stream().filter(Objects::nonNull));
    }

    private final class Walk implements Iterator<Answer<Page<T>>> {

        private final IntFunction<Answer<Page<T>>> fetch;
        private @Nullable Answer<Page<T>> latest;
        private @Nullable Page<T> digested;
        private long rows;
        private int pages;
        private boolean more = true;
        private boolean due;

        Walk(IntFunction<Answer<Page<T>>> fetch) {
            this.fetch = fetch;
        }

        @Override
        public boolean hasNext() {
            if (due && latest != null) {
                digest(latest);
            }
            return more;
        }

        @Override
        public Answer<Page<T>> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Answer<Page<T>> answer = fetch.apply(Math.toIntExact(rows));
            latest = answer;
            pages++;
            due = true;
            return answer;
        }

        /** Only now, so that the caller has the body of a page that cannot be decoded. */
        private void digest(Answer<Page<T>> answer) {
            Page<T> page = answer.value();
            if (digested != null && page.repeats(digested, rows)) {
                throw malformed(answer, "$.items", "the same rows as on the page before: the offset was ignored");
            }
            rows += page.items().size();
            more = page.next() != null && !page.items().isEmpty() && rows < page.total();
            if (more && pages == MAX_PAGES) {
                throw malformed(answer, "$", "the list does not end within " + MAX_PAGES + " pages");
            }
            digested = page;
            due = false;
        }

        private MalformedResponseException malformed(Answer<?> answer, String path, String problem) {
            return new MalformedResponseException("GET " + answer.path(), path, problem, null);
        }
    }
}
