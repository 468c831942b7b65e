package io.playlake.client.limit;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What must be known of an account's calls from one process to the next: how many were made in the last 24 hours, until
 * when the API wants silence, and what it was found to refuse. One ledger belongs to one account; every process that calls
 * for the account should share it.
 *
 * <ol>
 *   <li>L1: {@link #take} enters a call or refuses it, and what it entered counts from then on for everybody who shares the
 *       ledger; a call is entered before it is made, so a crash may count one too many, never one too few.
 *   <li>L2: However many take at once, the entries of no 24 hours exceed the budget that they all give.
 *   <li>L3: Until a {@link #hold} is over, every take of its group is refused, or of all groups if it is for all; of several
 *       holds the latest counts.
 *   <li>L4: A refusal says when to try again; before then another take is refused too, and then, if nobody else took
 *       meanwhile, it is not.
 *   <li>L5: What was entered, held and learned is there when the ledger is opened again, for as long as it counts.
 *   <li>L6: Slots of {@link #pace} follow each other at the rate, whoever takes them, and are reservations: each is given
 *       once, used or not, so that a process whose clock is a little behind waits longer and is not passed over. Who
 *       comes {@link #CATCH_UP} late or less costs no rate; what was not asked for earlier is not made up for. A slot
 *       more than {@link #FARTHEST_SLOT} slots ahead is taken for the work of a wrong clock, and the pace begins anew.
 * </ol>
 *
 * <p>Implementations are thread-safe.
 */
public interface CallLedger extends AutoCloseable {

    /** How long a call counts: Spotify's quota looks back so far, and has no midnight. */
    Duration WINDOW = Duration.ofHours(24);

    /** How much later than its slot somebody may come without the slots after it being put off. */
    Duration CATCH_UP = Duration.ofMillis(20);

    /** How many slots ahead a reservation is believed: more than all the threads that may wait. */
    int FARTHEST_SLOT = 1_000;

    /** Means that calls are not limited by a budget. */
    long UNLIMITED = Long.MAX_VALUE;

    /**
     * Enters one call, unless that must not be made now.
     *
     * @param group of endpoints that the call belongs to, such as {@code playlists}
     * @param budget how many calls of all groups may stand in any 24 hours, this one included; 1 or more
     * @return empty if the call was entered, or else why not and until when
     * @throws IOException if the ledger cannot be read or written; the call should not be made then
     */
    Optional<Refusal> take(String group, Instant now, long budget) throws IOException;

    /**
     * Reserves the next of the slots that all who share the ledger use.
     *
     * @param perSecond slots a second, more than 0; the slot after this one comes so much later
     * @return how long it is from {@code now} to the slot; zero if it is due
     * @throws IOException if the ledger cannot be read or written
     */
    Duration pace(Instant now, double perSecond) throws IOException;

    /** Returns how many calls were entered in the 24 hours before. */
    long calls(Instant now) throws IOException;

    /**
     * Keeps calls back until a time; of several holds the latest counts.
     *
     * @param group of endpoints that is meant; null for all
     */
    void hold(@Nullable String group, Instant until) throws IOException;

    /** Keeps something that the API taught about this account, such as an endpoint that it may not use. */
    void learn(String lesson, Instant at) throws IOException;

    /** Returns what was learned, with the last time of each. */
    Map<String, Instant> lessons() throws IOException;

    /** Frees what the ledger holds; closing twice does nothing. */
    @Override
    void close();

    /** Returns a ledger that this process keeps for itself, and forgets at its end. */
    static CallLedger inMemory() {
        return new MemoryCallLedger();
    }

    /**
     * Why a call was not entered.
     *
     * @param reason for people, such as {@code the budget of 500 calls in 24 hours is used up}
     * @param notBefore when it can be tried again
     */
    record Refusal(String reason, Instant notBefore) {

        /** Returns the refusal of a hold; the group is null if all are held. */
        public static Refusal held(@Nullable String group, Instant until) {
            String what = group == null ? "" : " about " + group;
            return new Refusal("the API asked for no more calls" + what + " until " + until, until);
        }

        /** Returns the refusal of a budget, of which a part is free again at a time. */
        public static Refusal overBudget(long budget, Instant free) {
            return new Refusal("the budget of " + budget + " calls in 24 hours is used up until " + free, free);
        }
    }
}
