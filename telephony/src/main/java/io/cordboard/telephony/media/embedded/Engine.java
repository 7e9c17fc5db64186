package io.cordboard.telephony.media.embedded;

import java.util.concurrent.Executor;

/** What all rooms of a server share. */
record Engine(MediaSettings settings, Counters counters, Ports ports, Prompts prompts, Executor threads) {}
