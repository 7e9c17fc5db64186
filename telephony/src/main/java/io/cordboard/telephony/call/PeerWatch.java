package io.cordboard.telephony.call;

import io.cordboard.routing.line.Transport;
import io.cordboard.routing.line.TrunkPeer;
import io.cordboard.telephony.line.Lines;
import io.cordboard.telephony.line.Trunk;
import io.cordboard.telephony.sip.SipNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the peers of all trunks whether they are there (OPTIONS), as often as their trunks say, one that several trunks share as often as
 * the most eager one. Whoever does not answer, or answers 503, is out of service until they answer again.
 */
final class PeerWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PeerWatch.class);
    private static final long TICK_MILLIS = 500;

    private record Address(String host, int port, Transport transport) {
        static Address of(TrunkPeer peer) {
            return new Address(peer.host(), peer.port(), peer.transport());
        }

        @Override
        public String toString() {
            return host + ':' + port + '/' + transport.word();
        }
    }

    private record Due(TrunkPeer peer, Duration every) {
        Due sooner(Due other) {
            return every.compareTo(other.every) <= 0 ? this : other;
        }
    }

    private final Lines lines;
    private final SipNode sip;
    private final Duration patience;
    private final CallObserver observer;
    private final Set<Address> down = ConcurrentHashMap.newKeySet();
    /** When each was last asked, for the one thread that asks. */
    private final Map<Address, Long> asked = new HashMap<>();

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("trunk-peers").factory());

    PeerWatch(Lines lines, SipNode sip, Duration patience, CallObserver observer) {
        this.lines = lines;
        this.sip = sip;
        this.patience = patience;
        this.observer = observer;
        var _ = clock.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    boolean isUp(TrunkPeer peer) {
        return !down.contains(Address.of(peer));
    }

    private void tick() {
        lines.trunks().whenComplete((trunks, failure) -> {
            if (failure == null) {
                clock.execute(() -> ask(trunks));
            }
        });
    }

    private void ask(List<Trunk> trunks) {
        var due = new HashMap<Address, Due>();
        for (Trunk trunk : trunks) {
            Duration every = trunk.settings().keepAlive();
            if (!every.isZero()) {
                trunk.settings()
                        .peers()
                        .forEach(peer -> due.merge(Address.of(peer), new Due(peer, every), Due::sooner));
            }
        }
        asked.keySet().retainAll(due.keySet());
        // Whom nobody asks is tried by calling.
        down.retainAll(due.keySet());
        long now = System.nanoTime();
        due.forEach((address, each) -> {
            Long last = asked.get(address);
            if (last == null || now - last >= each.every().toNanos()) {
                asked.put(address, now);
                sip.probe(each.peer(), patience, status -> heard(address, status != 0 && status != 503));
            }
        });
    }

    private void heard(Address address, boolean there) {
        boolean changed = there ? down.remove(address) : down.add(address);
        if (changed) {
            LOG.info("{} is {}", address, there ? "in service again" : "out of service");
        }
        observer.peer(address.toString(), there);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
