package io.playlake.state.redis;

/**
 * What Redis does in one step. Each checks everything first and writes then, since a script that fails half-way is not
 * rolled back; data comes as arguments only, and none keeps Redis from its other work for long.
 *
 * <p>KEYS: the state; the changes of its last advance that are not merged into it yet, which count before it; what is staged.
 * Beside the states, the state has the fields position, count (of its states) and pending (how many changes there are).
 */
final class StateScripts {

    /** The field that a position's checksum belongs to. */
    static final String POSITION = "position";

    private static final String WHOLE = """
            local kind = redis.call('TYPE', KEYS[1]).ok
            if kind ~= 'none' and kind ~= 'hash' then return {'foreign'} end
            local here, count, pending = unpack(redis.call('HMGET', KEYS[1], 'position', 'count', 'pending'))
            local whole = here and count and pending and tonumber(count) == redis.call('HLEN', KEYS[1]) - 3
                and tonumber(pending) == redis.call('HLEN', KEYS[2])
            if kind == 'hash' and not whole then return {(here or count or pending) and 'corrupt' or 'unknown'} end
            """;

    /** Returns whether there is a state; if so, its position and how many changes are pending. */
    static final String LOOK = WHOLE + """
            if kind == 'none' then return {'none'} end
            return {'whole', here, pending}
            """;

    /**
     * Makes what is staged the changes of the state. ARGV: the position expected, the new one, how many states are staged, 1
     * if an empty store is at the position expected.
     */
    static final String ADVANCE = WHOLE + """
            if here == ARGV[2] then
                redis.call('UNLINK', KEYS[3])
                return {'done'}
            end
            if (here or '') ~= ARGV[1] and not (kind == 'none' and ARGV[4] == '1') then return {'elsewhere'} end
            if pending and pending ~= '0' then return {'pending', here} end
            if redis.call('HLEN', KEYS[3]) ~= tonumber(ARGV[3]) then return {'lost'} end
            if kind == 'none' then
                redis.call('HSET', KEYS[3], 'position', ARGV[2], 'count', ARGV[3], 'pending', '0')
                redis.call('PERSIST', KEYS[3])
                redis.call('UNLINK', KEYS[2])
                redis.call('RENAME', KEYS[3], KEYS[1])
                return {'done'}
            end
            redis.call('HSET', KEYS[1], 'position', ARGV[2], 'pending', ARGV[3])
            if ARGV[3] ~= '0' then
                redis.call('PERSIST', KEYS[3])
                redis.call('RENAME', KEYS[3], KEYS[2])
            end
            return {'done'}
            """;

    /**
     * Merges a part of the changes. ARGV: the position that they belong to, where the last part ended, 0 at first. Returns
     * where this one did, 0 at last.
     */
    static final String MERGE = WHOLE + """
            if here ~= ARGV[1] or pending == '0' then return {'done', '0'} end
            local page = redis.call('HSCAN', KEYS[2], ARGV[2], 'COUNT', 1000)
            for i = 1, #page[2], 1000 do
                redis.call('HSET', KEYS[1], unpack(page[2], i, math.min(i + 999, #page[2])))
            end
            redis.call('HSET', KEYS[1], 'count', tostring(redis.call('HLEN', KEYS[1]) - 3))
            if page[1] == '0' then
                redis.call('HSET', KEYS[1], 'pending', '0')
                redis.call('UNLINK', KEYS[2])
            end
            return {'done', page[1]}
            """;

    /** Puts what is staged in the place of the state. ARGV: the position, how many states are staged. */
    static final String REBUILD = """
            local kind = redis.call('TYPE', KEYS[1]).ok
            if kind ~= 'none' and kind ~= 'hash' then return {'foreign'} end
            if redis.call('HLEN', KEYS[3]) ~= tonumber(ARGV[2]) then return {'lost'} end
            redis.call('HSET', KEYS[3], 'position', ARGV[1], 'count', ARGV[2], 'pending', '0')
            redis.call('PERSIST', KEYS[3])
            redis.call('UNLINK', KEYS[1], KEYS[2])
            redis.call('RENAME', KEYS[3], KEYS[1])
            return {'done'}
            """;

    private StateScripts() {}
}
