package io.playlake.state.redis;

/**
 * What Redis does in one step; times are seconds since 1970.
 *
 * <p>The calls are a sorted set of members {@code SECOND:CALLS}, scored by the second. One more member, scored -1, is {@code
 * MARK:TOTAL}: how many calls there are from the mark on, so that none but the seconds between two marks are ever counted
 * again. The mark follows the clocks of the callers, back and forth.
 */
final class LedgerScripts {

    /**
     * Enters a call, or says why not. KEYS: calls, holds. ARGV: now, oldest second that counts, group, budget, look or take.
     * Returns how many calls there are and, if the call was refused, the group held or empty for the budget, and the second
     * from which on it is not.
     */
    static final String TAKE = """
            local now, oldest, budget = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[4])
            local function calls(member) return tonumber(string.match(member, ':(%d+)$')) or 0 end
            local function between(from, till)
                local sum = 0
                for _, member in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], from, '(' .. till)) do
                    sum = sum + calls(member)
                end
                return sum
            end
            local sums = redis.call('ZRANGEBYSCORE', KEYS[1], -1, -1)[1] or ''
            local mark = tonumber(string.match(sums, '^(%d+):')) or oldest
            local total = calls(sums)
            if mark < oldest then
                total = total - between(mark, oldest)
            elseif oldest < mark then
                total = total + between(oldest, mark)
            end
            if ARGV[5] == 'look' then return {total} end
            for _, group in ipairs({'*', ARGV[3]}) do
                local till = redis.call('HGET', KEYS[2], group)
                if till and now < (tonumber(till) or 0) then return {total, group, till} end
            end
            local surplus = total - budget
            local from = 0
            while surplus >= 0 do
                local page = redis.call('ZRANGEBYSCORE', KEYS[1], oldest, '+inf', 'WITHSCORES', 'LIMIT', from, 1000)
                if #page == 0 then break end
                for i = 1, #page, 2 do
                    surplus = surplus - calls(page[i])
                    if surplus < 0 then return {total, '', page[i + 1]} end
                end
                from = from + 1000
            end
            local second = string.format('%.0f', math.floor(now))
            local newest = tonumber(redis.call('ZREVRANGE', KEYS[1], 0, 0, 'WITHSCORES')[2]) or 0
            local present = redis.call('ZRANGEBYSCORE', KEYS[1], second, second)[1]
            redis.call('ZADD', KEYS[1], second, second .. ':' .. string.format('%.0f', calls(present or '') + 1))
            if present then redis.call('ZREM', KEYS[1], present) end
            redis.call('ZREMRANGEBYSCORE', KEYS[1], -1, -1)
            redis.call('ZADD', KEYS[1], -1, string.format('%.0f:%.0f', oldest, total + 1))
            -- Gone by for certain only when a later call said so: a clock may be wrong.
            redis.call('ZREMRANGEBYSCORE', KEYS[1], 0, '(' .. string.format('%.0f', math.min(newest - 90000, oldest)))
            redis.call('EXPIRE', KEYS[1], 172800)
            return {total + 1}
            """;

    /** Keeps the latest of several times. KEYS: a hash. ARGV: field, time. */
    static final String LATEST = """
            local known = tonumber(redis.call('HGET', KEYS[1], ARGV[1]) or '')
            if not known or known < tonumber(ARGV[2]) then redis.call('HSET', KEYS[1], ARGV[1], ARGV[2]) end
            return {}
            """;

    /**
     * Reserves a slot. KEYS: the time of the next. ARGV, in microseconds: now, the catch-up, from one slot to the next, and
     * how far ahead a slot is believed. Returns how long it is to the slot.
     */
    static final String PACE = """
            local now, late, gap, farthest = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
            local due = tonumber(redis.call('GET', KEYS[1]) or '') or 0
            local slot = math.max(due, now - late)
            if due > now + farthest then slot = now end
            redis.call('SET', KEYS[1], string.format('%.2f', slot + gap))
            redis.call('EXPIRE', KEYS[1], string.format('%.0f', math.ceil((slot + gap - now) / 1000000) + 60))
            return {string.format('%.0f', math.max(0, math.ceil(slot - now)))}
            """;

    private LedgerScripts() {}
}
