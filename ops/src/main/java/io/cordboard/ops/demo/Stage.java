package io.cordboard.ops.demo;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What all simulated people of a demo share: what it is to be like, how far it is, and what they have seen of the server. */
final class Stage {

    private enum Act {
        PLAYING,
        FROZEN,
        CLOSING,
        OVER
    }

    private final DemoSettings settings;
    private final String run;
    private volatile Act act = Act.PLAYING;

    private final Set<String> opened = ConcurrentHashMap.newKeySet();
    private final Set<String> served = ConcurrentHashMap.newKeySet();
    private final Set<String> gaveUp = ConcurrentHashMap.newKeySet();
    private final AtomicInteger turnedAway = new AtomicInteger();
    private final AtomicInteger lostSockets = new AtomicInteger();

    /** @param run marks this demo's customers on the server */
    Stage(DemoSettings settings, String run) {
        this.settings = settings;
        this.run = run;
    }

    DemoSettings settings() {
        return settings;
    }

    String run() {
        return run;
    }

    /** Nobody does anything any more, so that what is read from the server stands still. */
    void freeze() {
        act = Act.FROZEN;
    }

    boolean frozen() {
        return act == Act.FROZEN;
    }

    /** Everybody finishes and goes home. */
    void close() {
        act = Act.CLOSING;
    }

    boolean closing() {
        return act == Act.CLOSING || act == Act.OVER;
    }

    void end() {
        act = Act.OVER;
    }

    boolean over() {
        return act == Act.OVER;
    }

    // What customers have seen

    /** The server has acknowledged this customer's chat. */
    void opened(String interaction) {
        opened.add(interaction);
    }

    /** An agent came. */
    void served(String interaction) {
        served.add(interaction);
    }

    /** The customer left before an agent came. */
    void gaveUp(String interaction) {
        gaveUp.add(interaction);
    }

    /** The server would not have this customer. */
    void turnedAway() {
        turnedAway.incrementAndGet();
    }

    void socketLost() {
        lostSockets.incrementAndGet();
    }

    int turnedAwayCount() {
        return turnedAway.get();
    }

    int lostSocketCount() {
        return lostSockets.get();
    }

    /** A copy of what has been seen so far. */
    Tally.Seen seen() {
        return new Tally.Seen(Set.copyOf(opened), Set.copyOf(served), Set.copyOf(gaveUp));
    }
}
