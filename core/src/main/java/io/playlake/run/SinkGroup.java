package io.playlake.run;

import io.playlake.error.PlaylakeException;
import io.playlake.error.Reason;
import io.playlake.error.SinkException;
import io.playlake.error.StateException;
import io.playlake.error.TryLaterException;
import io.playlake.sink.Commit;
import io.playlake.sink.Dataset;
import io.playlake.storage.BlobStore;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The sinks of one run, open and locked. Runs are committed to the first required one, the primary, and copied to the
 * others from there, so that all hold the same log; what one lacks is always taken from another, never from the API.
 * Used by one thread.
 */
final class SinkGroup implements AutoCloseable {

    private final RunSettings settings;
    private final List<Member> members;
    private final Member primary;

    private SinkGroup(RunSettings settings) {
        this.settings = settings;
        this.members = settings.sinks().stream().map(Member::new).toList();
        this.primary = members.stream()
                .filter(member -> member.sink.required())
                .findFirst()
                .orElseThrow();
    }

    /**
     * Opens, locks and recovers all sinks; an optional one that cannot be had is left behind with a warning.
     *
     * @throws TryLaterException if another run holds one that is required
     */
    static SinkGroup open(RunSettings settings) {
        SinkGroup group = new SinkGroup(settings);
        try {
            group.members.forEach(member -> group.must(member, member::open));
            return group;
        } catch (RuntimeException e) {
            try (group) {
                throw e;
            }
        }
    }

    /** Returns the primary as a user would write it. */
    String name() {
        return primary.sink.sink().name();
    }

    Dataset primary() {
        return primary.dataset();
    }

    /**
     * Makes all sinks level before a run, with what any of them holds; an optional one for which that fails is left behind
     * with a warning.
     *
     * @throws io.playlake.error.StateException if a required one has a history of its own
     */
    void level() {
        for (Member member : others()) {
            must(member, member::look);
            if (member.seen > primary.newest() && continues(member)) {
                // Going on without would fork the history, so this must succeed.
                primary.takeAll(copy(primary, member));
            }
        }
        others().forEach(member -> must(member, () -> member.takeAll(copy(member, primary))));
    }

    /** Returns whether a sink that is ahead holds what the primary holds. */
    private boolean continues(Member member) {
        try {
            copy(primary, member).requireBeginning();
            return true;
        } catch (StateException e) {
            if (member.sink.required()) {
                throw e;
            }
            leave(member, e);
            return false;
        }
    }

    /** Copies what the run has committed; one for which that fails is left behind with a warning, required or not. */
    void follow() {
        others().forEach(member -> may(member, () -> member.takeAll(copy(member, primary))));
    }

    /** Returns whether a required sink was left behind. */
    boolean behind() {
        return members.stream().anyMatch(member -> member.sink.required() && !member.isAlive());
    }

    List<SinkReport> reports() {
        return members.stream().map(Member::report).toList();
    }

    /** Gives up locks, and closes everything. */
    @Override
    public void close() {
        SinkException failure = null;
        for (Member member : members) {
            try {
                member.close();
            } catch (SinkException e) {
                if (!member.sink.required()) {
                    settings.listener().warning(e.getMessage());
                } else if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private List<Member> others() {
        return members.stream()
                .filter(member -> member != primary && member.isAlive())
                .toList();
    }

    private LogCopy copy(Member to, Member from) {
        return new LogCopy(from.dataset(), to.dataset(), settings.random());
    }

    private void must(Member member, Runnable step) {
        if (member.sink.required()) {
            step.run();
        } else {
            may(member, step);
        }
    }

    private void may(Member member, Runnable step) {
        try {
            step.run();
        } catch (PlaylakeException e) {
            leave(member, e);
        }
    }

    private void leave(Member member, PlaylakeException cause) {
        member.failure = cause.getMessage();
        settings.listener()
                .warning((member.sink.required() ? "sink " : "optional sink ")
                        + member.sink.sink().name() + " is left behind: " + cause.getMessage()
                        + "; the next run copies what it lacks");
    }

    /** One sink, and how far this run got with it. */
    private static final class Member {

        private final RunSink sink;
        private @Nullable Dataset dataset;
        private BlobStore.@Nullable Lock lock;
        private @Nullable String failure;
        private long seen;
        private long copied;

        Member(RunSink sink) {
            this.sink = sink;
        }

        void open() {
            Dataset opened = sink.sink().open();
            dataset = opened;
            BlobStore.Lock taken = opened.tryLock()
                    .orElseThrow(() -> new TryLaterException("another run is at work on " + opened.name(), null, null));
            lock = taken;
            opened.recover(taken);
        }

        Dataset dataset() {
            return Objects.requireNonNull(dataset);
        }

        boolean isAlive() {
            return failure == null;
        }

        long newest() {
            return dataset().head().map(Commit::seq).orElse(0L);
        }

        void look() {
            seen = newest();
        }

        void takeAll(LogCopy copy) {
            try {
                copy.run();
            } finally {
                copied += copy.commits();
            }
        }

        SinkReport report() {
            return new SinkReport(sink.sink().name(), sink.required(), seq(), copied, failure);
        }

        private @Nullable Long seq() {
            if (dataset == null || lock == null) {
                return null;
            }
            try {
                return newest();
            } catch (PlaylakeException e) {
                return null;
            }
        }

        void close() {
            Dataset closing = dataset;
            BlobStore.Lock giving = lock;
            try (closing;
                    giving) {
                dataset = null;
                lock = null;
            } catch (IOException e) {
                throw new SinkException(sink.sink().name() + ": the lock cannot be given up: " + Reason.of(e), e);
            }
        }
    }
}
