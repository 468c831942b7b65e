package io.playlake.testkit;

abstract class SinkLeakRules extends SinkSchemaRules {}
