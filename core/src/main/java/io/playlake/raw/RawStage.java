package io.playlake.raw;

import io.playlake.error.RateLimitedException;
import io.playlake.error.Reason;
import io.playlake.error.SinkException;
import io.playlake.error.TryLaterException;
import io.playlake.storage.BlobKey;
import io.playlake.storage.BlobReader;
import io.playlake.storage.BlobStore;
import io.playlake.storage.LocalBlobStore;
import io.playlake.storage.PendingBlob;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where raw pages are durable before anything reads them: units of a playlist's pages, which a later attempt adopts
 * instead of fetching again, and the listing pages of this attempt. One process at a time; thread-safe.
 *
 * <p>Methods throw {@link SinkException} if the folder cannot be written or read.
 */
public final class RawStage implements AutoCloseable {

    /** A unit older than this is fetched again, whatever its snapshot says. */
    public static final Duration ADOPTABLE = Duration.ofHours(36);

    private static final BlobKey UNITS = new BlobKey("units");
    private static final BlobKey LISTINGS = new BlobKey("listings");
    private static final BlobKey NOT_BEFORE = new BlobKey("not-before");
    private static final BlobKey SHRUNKEN = new BlobKey("shrunken");
    private static final BlobKey SCRATCH = new BlobKey("scratch");

    private final BlobStore store;
    private final BlobStore.@Nullable Lock lock;
    private final Path scratch;
    private final PersonalDataFilter filter;

    private RawStage(BlobStore store, BlobStore.@Nullable Lock lock, Path scratch, PersonalDataFilter filter) {
        this.store = store;
        this.lock = lock;
        this.scratch = scratch;
        this.filter = filter;
    }

    /**
     * Opens the stage in a folder, which is made if it is missing. What earlier attempts left half written, and their
     * listings, are removed, and so are units in which personal data is governed otherwise; their other units stay.
     *
     * @param personalData what becomes of personal data in pages before they are written here
     * @param datasetId the id of the dataset that they are for; keys the pseudonyms
     * @throws TryLaterException if another run is at work there
     */
    public static RawStage open(Path folder, PersonalData personalData, String datasetId) {
        PersonalDataFilter filter = new PersonalDataFilter(personalData, datasetId);
        BlobStore store = LocalBlobStore.at(folder, new BlobKey("pending"));
        try {
            BlobStore.Lock lock = store.tryLock(new BlobKey("lock"))
                    .orElseThrow(() -> new TryLaterException("another run is at work in " + folder, null, null));
            try {
                store.discardPending();
                RawStage stage = new RawStage(store, lock, folder.resolve(SCRATCH.path()), filter);
                stage.clear(LISTINGS);
                stage.clear(SCRATCH);
                stage.clearGovernedOtherwise();
                return stage;
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new SinkException("work directory " + folder + " cannot be used: " + Reason.of(e), e);
        }
    }

    /** Opens the stage in a folder to look at it, whoever is at work there; nothing may be written. See {@link #open}. */
    public static RawStage look(Path folder, PersonalData personalData, String datasetId) {
        return new RawStage(
                LocalBlobStore.at(folder, new BlobKey("pending")),
                null,
                folder.resolve(SCRATCH.path()),
                new PersonalDataFilter(personalData, datasetId));
    }

    /** Returns a folder for files that die with this attempt. */
    public Path scratch() {
        return scratch;
    }

    /** Remembers that no call is welcome before a time, though nothing is committed that would say so. */
    public void remember(Instant notBefore) {
        write(NOT_BEFORE, notBefore.toString());
    }

    /** Returns what {@link #remember} was told last; empty if nothing, or nothing that can be read. */
    public Optional<Instant> notBefore() {
        try {
            return read(NOT_BEFORE).map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /**
     * Checks that calls are welcome.
     *
     * @throws RateLimitedException if it is before the time that {@link #remember} was told last
     */
    public void requireCallsWelcome(Instant now) {
        notBefore().filter(now::isBefore).ifPresent(notBefore -> {
            throw new RateLimitedException(
                    "the API asked the last run to wait; no call before " + notBefore, notBefore, null);
        });
    }

    /** Remembers which categories a run found shrunken, in place of what was remembered before. */
    public void rememberShrunken(String runId, Set<String> categoryIds) {
        write(SHRUNKEN, runId + "\n" + String.join("\n", categoryIds));
    }

    /** Returns the categories that a run before this one found shrunken, and nothing was committed since. */
    public Set<String> shrunken(String runId) {
        List<String> lines = read(SHRUNKEN).stream().flatMap(String::lines).toList();
        return lines.isEmpty() || lines.get(0).equals(runId) ? Set.of() : Set.copyOf(lines.subList(1, lines.size()));
    }

    /** Names how personal data is governed in what is staged here; it goes into keys. */
    public String personalData() {
        return filter.name();
    }

    /** Starts the unit of a playlist; it replaces one of the same key. */
    public UnitWriter unit(UnitKey key) {
        return writer(UNITS.resolve(key.fileName()), key);
    }

    /** Starts listing pages, numbered by the caller. */
    public UnitWriter listing(int number) {
        UnitKey key = new UnitKey("", null, null, "listing " + number, personalData());
        return writer(LISTINGS.resolve(key.fileName()), key);
    }

    /**
     * Returns a unit that may be adopted: finished, intact, of this key, with items read unless it is a lookup, and not
     * older than {@link #ADOPTABLE}.
     */
    public Optional<RawUnit> find(UnitKey key, Instant now) {
        return read(UNITS.resolve(key.fileName()), key).filter(unit -> isAdoptable(unit, now));
    }

    private static boolean isAdoptable(RawUnit unit, Instant now) {
        return unit.summary().problem() == null
                && (unit.summary().contentHash() != null || unit.key().isLookup())
                && unit.summary().stagedAt().plus(ADOPTABLE).isAfter(now);
    }

    /** Removes listings, the given units, since they are committed, and those too old to be adopted. */
    public void tidy(Collection<UnitKey> committed, Instant now) {
        try {
            for (UnitKey key : committed) {
                store.delete(UNITS.resolve(key.fileName()));
            }
            for (BlobKey blob : store.list(UNITS)) {
                if (RawUnit.open(store, blob)
                        .filter(unit -> isAdoptable(unit, now))
                        .isEmpty()) {
                    store.delete(blob);
                }
            }
            clear(LISTINGS);
            store.delete(SHRUNKEN);
        } catch (IOException e) {
            throw new SinkException("work directory " + store.name() + " cannot be tidied: " + Reason.of(e), e);
        }
    }

    /** Gives up the lock; units stay. */
    @Override
    public void close() {
        try (store) {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            throw new SinkException("work directory " + store.name() + " cannot be closed: " + Reason.of(e), e);
        }
    }

    private void write(BlobKey note, String text) {
        try (PendingBlob blob = store.create(note)) {
            blob.output().write(text.getBytes(StandardCharsets.UTF_8));
            blob.publish();
        } catch (IOException e) {
            throw new SinkException("work directory " + store.name() + " cannot be written: " + Reason.of(e), e);
        }
    }

    private Optional<String> read(BlobKey note) {
        try (BlobReader reader = store.open(note)) {
            return Optional.of(new String(reader.stream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new SinkException("work directory " + store.name() + " cannot be read: " + Reason.of(e), e);
        }
    }

    private void clear(BlobKey folder) throws IOException {
        for (BlobKey key : store.list(folder)) {
            store.delete(key);
        }
    }

    private void clearGovernedOtherwise() throws IOException {
        for (BlobKey key : store.list(UNITS)) {
            if (!key.name().startsWith(personalData() + "-")) {
                store.delete(key);
            }
        }
    }

    private UnitWriter writer(BlobKey key, UnitKey unit) {
        try {
            return new UnitWriter(store, key, unit, filter);
        } catch (IOException e) {
            throw new SinkException("work directory " + store.name() + " cannot be written: " + Reason.of(e), e);
        }
    }

    /** What is damaged, or of another version of this library, is as good as absent: it is fetched again. */
    private Optional<RawUnit> read(BlobKey key, UnitKey unit) {
        try {
            return RawUnit.open(store, key).filter(found -> found.key().equals(unit));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new SinkException("work directory " + store.name() + " cannot be read: " + Reason.of(e), e);
        }
    }
}
