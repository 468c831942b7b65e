package io.playlake.run;

import com.google.common.collect.Iterators;
import io.playlake.error.AccessDeniedException;
import io.playlake.error.MalformedResponseException;
import io.playlake.model.Page;
import io.playlake.quality.QualityResult;
import io.playlake.raw.RawPage;
import io.playlake.raw.RawUnit;
import io.playlake.raw.UnitKey;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks for things by their ids, several calls at a time, and writes the pages in the order of the ids. Used by one thread. */
final class LookupCalls {

    private final ExtraFetcher fetcher;
    private final FetchPool pool;
    private final int ahead;
    private final RawRows raw;
    private final Consumer<UnitKey> written;
    private final Consumer<String> failure;

    /**
     * @param ahead how many batches are under way at most
     * @param written told of every unit whose pages are written
     * @param failure told of what could not be had, a line each
     */
    LookupCalls(
            ExtraFetcher fetcher,
            FetchPool pool,
            int ahead,
            RawRows raw,
            Consumer<UnitKey> written,
            Consumer<String> failure) {
        this.fetcher = fetcher;
        this.pool = pool;
        this.ahead = ahead;
        this.raw = raw;
        this.written = written;
        this.failure = failure;
    }

    /** Takes what was found. */
    @FunctionalInterface
    interface Found {

        void accept(Instant at, Object value);
    }

    /** Asks for all ids, and returns what became of it under the name of a rule. */
    QualityResult run(Lookup kind, Iterator<String> ids, Found found, String rule) {
        Run run = new Run(kind, found);
        run.all(Iterators.partition(ids, kind.together()));
        return QualityResult.equal(
                rule,
                kind.table().name(),
                run.told,
                run.wanted,
                kind + " that the API told of, against those it was asked for");
    }

    private record Batch(int size, Future<FetchResult> result) {}

    /** The calls for one kind. */
    private final class Run {

        private final Lookup kind;
        private final Found found;
        private final Deque<Batch> underWay = new ArrayDeque<>();
        private long wanted;
        private long told;
        private long postponed;
        /** Why no more is asked for; null as long as it is. */
        private @Nullable String end;

        Run(Lookup kind, Found found) {
            this.kind = kind;
            this.found = found;
        }

        void all(Iterator<List<String>> batches) {
            int width = 1; // what the first is told decides whether there are others
            while (batches.hasNext() || !underWay.isEmpty()) {
                while (batches.hasNext() && underWay.size() < width) {
                    submit(batches.next());
                }
                if (!underWay.isEmpty()) {
                    Batch batch = underWay.remove();
                    take(batch, pool.get(batch.result()));
                }
                width = ahead;
            }
            if (postponed > 0) {
                String reason = end != null
                        ? end
                        : Objects.requireNonNull(pool.stopped(), "something ended the calls")
                                .getMessage();
                failure.accept(kind + ": " + postponed + " of " + wanted + " are not asked for: " + reason);
            }
        }

        private void submit(List<String> ids) {
            wanted += ids.size();
            if (end == null) {
                underWay.add(new Batch(ids.size(), pool.submit(fetcher.lookUp(kind, List.copyOf(ids)))));
            } else {
                postponed += ids.size();
            }
        }

        private void take(Batch batch, FetchResult result) {
            if (result instanceof FetchResult.Staged staged) {
                write(batch, staged.unit());
            } else if (result instanceof FetchResult.Failed failed) {
                failed(batch.size(), failed.cause().getMessage());
                if (failed.cause() instanceof AccessDeniedException) {
                    end = "the API refuses them to this app";
                }
            } else {
                postponed += batch.size();
            }
        }

        private void failed(long count, String reason) {
            failure.accept(kind + ": " + count + " could not be read: " + reason);
        }

        private void write(Batch batch, RawUnit unit) {
            written.accept(unit.key());
            long before = told;
            unit.forEachPage((place, page) -> page(page, unit.summary().problem() != null));
            String problem = unit.summary().problem();
            if (problem != null) {
                failed(batch.size() - (told - before), problem);
            }
        }

        private void page(RawPage page, boolean flawed) {
            int number = raw.page(page);
            if (page.head().status() != 200) {
                reject(page, number, null);
                return;
            }
            Collection<? extends @Nullable Object> values;
            try {
                Object decoded = raw.decode(page);
                values = decoded instanceof List<?> several ? several : List.of(decoded);
            } catch (MalformedResponseException e) {
                if (flawed) {
                    return; // that is what the unit's problem tells
                }
                throw e;
            }
            List<Object> there = new ArrayList<>();
            int index = 0;
            for (@Nullable Object value : values) {
                if (value == null) {
                    reject(page, number, "/" + kind + "/" + index);
                } else {
                    there.add(value);
                    found.accept(page.head().receivedAt(), value);
                }
                index++;
            }
            told += there.size();
            if (kind == Lookup.TRACKS && fetcher.isSilent(there)) {
                end = "this app is not told popularity, as no app in development mode is";
            }
        }

        private void reject(RawPage page, int number, @Nullable String pointer) {
            raw.reject(
                    page.head().receivedAt(),
                    kind.table().name(),
                    Page.Defect.NULL_ROW,
                    "the API has nothing under an id that it was asked for",
                    pointer,
                    number,
                    "null");
        }
    }
}
