/** State and call ledger in Redis, shared by the processes of several machines. */
@NullMarked
package io.playlake.state.redis;

import org.jspecify.annotations.NullMarked;
