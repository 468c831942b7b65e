package io.playlake.run;

import io.playlake.sink.Sink;

/**
 * A sink of a run.
 *
 * @param required whether the run fails without it
 */
record RunSink(Sink sink, boolean required) {}
