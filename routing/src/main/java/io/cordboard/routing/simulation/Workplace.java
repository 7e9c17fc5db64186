package io.cordboard.routing.simulation;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.matching.ReadyAgent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One agent: on shift or not, what is in hand, and how the time was spent. */
final class Workplace {

    final AgentId agent;

    /** Contacts that ring here. */
    final List<Contact> ringing = new ArrayList<>(1);

    private @Nullable Shift shift;
    private Instant idleSince = Instant.MIN;
    private List<Medium> carried = List.of();
    private int worksOn;
    private long contacts;
    private long talked;

    private final long countUntil;
    private long accountedTo;
    private long staffed;
    private long busy;

    Workplace(AgentId agent, long countFrom, long countUntil) {
        this.agent = agent;
        this.countUntil = countUntil;
        this.accountedTo = countFrom;
    }

    boolean isOnShift() {
        return shift != null;
    }

    void begin(Shift next, long now, Instant at) {
        if (shift != null) {
            throw new IllegalArgumentException(
                    "Expected the shifts of " + agent + " one after the other, but got one that begins at " + now
                            + " ns before the one before has ended");
        }
        account(now);
        shift = next;
        contacts = 0;
        talked = 0;
        idleSince = at;
    }

    void end(long now) {
        account(now);
        shift = null;
    }

    /** Has an offer, or no longer: what is carried, as an agent counts it. */
    void carry(Medium medium) {
        if (carried.isEmpty()) {
            carried = List.of(medium);
        } else {
            List<Medium> more = new ArrayList<>(carried);
            more.add(medium);
            carried = List.copyOf(more);
        }
    }

    void release(Medium medium) {
        if (carried.size() == 1) {
            carried = List.of();
        } else {
            List<Medium> less = new ArrayList<>(carried);
            less.remove(medium);
            carried = List.copyOf(less);
        }
    }

    /** Of what is carried, one more has been accepted. */
    void take(long now) {
        account(now);
        worksOn++;
        contacts++;
    }

    /** @param took nanoseconds */
    void finish(Medium medium, long took, long now, Instant at) {
        account(now);
        talked += took;
        worksOn--;
        release(medium);
        idleSince = at;
    }

    /** How the agent announces itself to the kernel while on shift. */
    ReadyAgent ready() {
        Shift now = Objects.requireNonNull(shift);
        return new ReadyAgent(
                agent,
                now.team(),
                now.queues(),
                now.skills(),
                now.capacity(),
                carried,
                idleSince,
                contacts,
                Duration.ofNanos(talked),
                now.attributes(),
                now.preferences());
    }

    /** Books the time since the last change to what the agent did in it. */
    void account(long now) {
        long until = Math.min(now, countUntil);
        if (until > accountedTo) {
            if (worksOn > 0) {
                busy += until - accountedTo;
            }
            if (worksOn > 0 || shift != null) {
                staffed += until - accountedTo;
            }
            accountedTo = until;
        }
    }

    long staffedNanos() {
        return staffed;
    }

    long busyNanos() {
        return busy;
    }
}
