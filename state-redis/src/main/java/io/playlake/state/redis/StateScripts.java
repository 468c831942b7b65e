package io.playlake.state.redis;

/**
 * What Redis does in one step. Each checks everything first and writes then, since a script that fails half-way is not
 * rolled back; data comes as arguments only. KEYS: the state, what is staged for it.
 */
final class StateScripts {

    /** Field of the position that the state stands at, and of how many states there are. */
    static final String POSITION = "position";

    static final String COUNT = "count";

    /** Returns the type of the state, its position, its count and its true size, the two fields aside. */
    static final String LOOK = """
            local kind = redis.call('TYPE', KEYS[1]).ok
            if kind ~= 'hash' then return {kind} end
            return {kind, redis.call('HGET', KEYS[1], 'position') or '', redis.call('HGET', KEYS[1], 'count') or '',
                tostring(redis.call('HLEN', KEYS[1]) - 2)}
            """;

    /**
     * Merges what is staged. ARGV: the position expected, the new one, how many states are staged, 1 if an empty store is
     * at the position expected.
     */
    static final String ADVANCE = """
            local kind = redis.call('TYPE', KEYS[1]).ok
            local staged = tonumber(ARGV[3])
            if kind ~= 'none' and kind ~= 'hash' then return 'foreign' end
            if kind == 'hash' then
                local here = redis.call('HGET', KEYS[1], 'position')
                local count = redis.call('HGET', KEYS[1], 'count')
                if not here or not count or tonumber(count) ~= redis.call('HLEN', KEYS[1]) - 2 then return 'corrupt' end
                if here == ARGV[2] then
                    redis.call('UNLINK', KEYS[2])
                    return 'done'
                end
                if here ~= ARGV[1] then return 'elsewhere' end
            elseif ARGV[4] ~= '1' then
                return 'elsewhere'
            end
            if redis.call('HLEN', KEYS[2]) ~= staged then return 'lost' end
            if kind == 'none' and staged > 0 then
                redis.call('HSET', KEYS[2], 'position', ARGV[2], 'count', ARGV[3])
                redis.call('PERSIST', KEYS[2])
                redis.call('RENAME', KEYS[2], KEYS[1])
                return 'done'
            end
            redis.call('HSET', KEYS[1], 'position', ARGV[2], 'count', '0')
            local cursor = '0'
            repeat
                local page = redis.call('HSCAN', KEYS[2], cursor, 'COUNT', 1000)
                cursor = page[1]
                for i = 1, #page[2], 1000 do
                    redis.call('HSET', KEYS[1], unpack(page[2], i, math.min(i + 999, #page[2])))
                end
            until cursor == '0'
            redis.call('HSET', KEYS[1], 'count', tostring(redis.call('HLEN', KEYS[1]) - 2))
            redis.call('UNLINK', KEYS[2])
            return 'done'
            """;

    /** Puts what is staged in the place of the state. ARGV: the position, how many states are staged. */
    static final String REBUILD = """
            local kind = redis.call('TYPE', KEYS[1]).ok
            if kind ~= 'none' and kind ~= 'hash' then return 'foreign' end
            if redis.call('HLEN', KEYS[2]) ~= tonumber(ARGV[2]) then return 'lost' end
            redis.call('HSET', KEYS[2], 'position', ARGV[1], 'count', ARGV[2])
            redis.call('PERSIST', KEYS[2])
            redis.call('UNLINK', KEYS[1])
            redis.call('RENAME', KEYS[2], KEYS[1])
            return 'done'
            """;

    private StateScripts() {}
}
