package io.playlake.examples.cli;

/** Calls a second. */
record Rate(double perSecond) {}
