package io.playlake.client;

import io.playlake.error.MalformedResponseException;
import io.playlake.error.RateLimitedException;
import io.playlake.error.RequestRefusedException;
import io.playlake.error.ServerFailingException;
import io.playlake.error.TryLaterException;
import io.playlake.model.Page;
import io.playlake.model.PlaylistItem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * One way through the pages of a list; belongs to one thread.
 *
 * <p>The next page is the one that begins after all rows received so far; it ends with a page that names no next one,
 * that is empty, or that reaches the total. A page is decoded when the next one is asked for, so its body is in the
 * caller's hands before.
 *
 * <p>One bad row can make the API fail wherever a page holds it (status 5xx). Then smaller pages are asked for, down to
 * single rows; the one that fails alone is left out and told by {@link #gaps()}, and the walk goes on behind it. Where
 * another part of the list fails too, or rows fail one after the other, it is the API that fails, and the walk ends with its
 * error.
 *
 * @param <T> what a row holds
 */
public final class PageWalk<T> implements Iterator<Answer<Page<T>>> {

    private static final int MAX_PAGES = 10_000;

    /** More gaps than that, or so many in a row, are not bad rows any more. */
    private static final int MAX_GAPS = 20;

    private static final int MAX_GAPS_IN_A_ROW = 3;

    /** The first page was tried as often as the policy says; what is asked again in parts need not be. */
    private static final int ATTEMPTS_OF_PARTS = 2;

    private final Pages.Calls<T> calls;
    private final List<Gap> gaps = new ArrayList<>();
    private @Nullable Answer<Page<T>> latest;
    private @Nullable Page<T> digested;
    private int rows;
    private int overlapping;
    private int pages;
    private int total;
    private boolean more = true;
    private boolean due;
    /** Behind the last row of the page that failed; 0 where none did. */
    private int troubleEnd;

    /**
     * A row that the API cannot serve.
     *
     * @param offset its position in the list, 0-based
     * @param reason what the API answered
     */
    public record Gap(int offset, String reason) {}

    PageWalk(Pages.Calls<T> calls) {
        this.calls = calls;
    }

    /**
     * Returns whether there is another page.
     *
     * @throws MalformedResponseException if the page before cannot be decoded or repeats the one before it (some lists
     *     ignore the offset), or the list has no end
     */
    @Override
    public boolean hasNext() {
        if (due && latest != null) {
            digest(latest);
        }
        return more;
    }

    /**
     * Fetches the next page.
     *
     * @throws io.playlake.error.PlaylakeException whatever the call throws, and whatever {@link #hasNext()} does
     */
    @Override
    public Answer<Page<T>> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        latest = fetch();
        pages++;
        due = true;
        return latest;
    }

    private Answer<Page<T>> fetch() {
        int most = calls.most();
        boolean troubled = rows < troubleEnd;
        int limit = troubled ? Math.min(most, troubleEnd - rows) : most;
        int inARow = 0;
        int attempts = troubled ? ATTEMPTS_OF_PARTS : Integer.MAX_VALUE;
        while (true) {
            try {
                return calls.page(new PageSlice(rows, limit, attempts));
            } catch (ServerFailingException e) {
                if (rows == 0 && digested == null && !calls.startsAnywhere()) {
                    throw e; // this page has no parts
                }
                if (rows >= troubleEnd) {
                    troubleEnd = total > rows ? Math.min(total, rows + limit) : rows + limit;
                    requireAlive(e);
                }
                attempts = ATTEMPTS_OF_PARTS;
                if (limit > 1) {
                    limit /= 2;
                    continue;
                }
                if (++inARow > MAX_GAPS_IN_A_ROW || gaps.size() == MAX_GAPS) {
                    throw e;
                }
                gaps.add(new Gap(rows, "status " + e.status()));
                rows++;
                limit = Math.max(1, Math.min(most, troubleEnd - rows));
            }
        }
    }

    /** Where another part of the list fails too, it is not a row that is bad. */
    private void requireAlive(ServerFailingException failure) {
        try {
            calls.page(new PageSlice(rows == 0 ? troubleEnd : 0, 1, ATTEMPTS_OF_PARTS));
        } catch (RequestRefusedException e) {
            return; // behind the end of the list, and answered all the same
        } catch (RateLimitedException e) {
            throw e; // a limit is no failure of the API
        } catch (TryLaterException e) {
            throw failure;
        }
    }

    /** Only now, so that the caller has the body of a page that cannot be decoded. */
    private void digest(Answer<Page<T>> answer) {
        Page<T> page = answer.value();
        if (digested != null && page.repeats(digested, rows)) {
            throw malformed(answer, "$.items", "offset " + rows + " was answered with rows that came before");
        }
        overlapping += digested == null ? 0 : overlap(digested, page);
        rows += page.items().size();
        total = page.total();
        more = page.next() != null && !page.items().isEmpty() && rows < Math.min(page.total(), calls.cap());
        if (more && pages == MAX_PAGES) {
            throw malformed(answer, "$", "the list does not end within " + MAX_PAGES + " pages");
        }
        digested = page;
        due = false;
    }

    /** Returns how many rows at the end of a page stand again at the beginning of the next. */
    private int overlap(Page<T> before, Page<T> page) {
        boolean mayRepeat = page.offset() != null
                && page.offset() == rows
                && page.items().stream().anyMatch(PlaylistItem.class::isInstance);
        int most = mayRepeat ? 0 : Math.min(before.items().size(), page.items().size());
        for (int length = most; length > 0; length--) {
            List<@Nullable T> end = before.items()
                    .subList(before.items().size() - length, before.items().size());
            if (end.get(0) != null && end.equals(page.items().subList(0, length))) {
                return length;
            }
        }
        return 0;
    }

    private MalformedResponseException malformed(Answer<?> answer, String path, String problem) {
        return new MalformedResponseException("GET " + answer.path(), path, problem, null);
    }

    /** Returns the rows so far that the API could not serve, by position. */
    public List<Gap> gaps() {
        return Collections.unmodifiableList(gaps);
    }

    /** Returns how far the walk has come: the rows of all pages that were walked past, and the gaps between them. */
    public int position() {
        return rows;
    }

    /** Returns how many rows stood at the end of one page and again at the beginning of the next, so far. */
    public int overlapping() {
        return overlapping;
    }

    /**
     * Returns what is wrong with what was read, now that {@link #hasNext()} has said that there is no more; null if nothing
     * is: all rows that the last page claimed were there, none was missing, and no page began inside the one before.
     */
    public @Nullable String shortfall() {
        int claimed = Math.min(total, calls.cap());
        if (!gaps.isEmpty()) {
            return gaps.size() + " of " + claimed + " rows could not be served, the first at position "
                    + gaps.get(0).offset() + " (" + gaps.get(0).reason() + ")";
        }
        if (rows != claimed && calls.countsItsRows()) {
            return rows + " rows came, and the list said that it has " + claimed;
        }
        return overlapping == 0
                ? null
                : overlapping + " rows came twice at the seams of pages, so others may be missing";
    }
}
