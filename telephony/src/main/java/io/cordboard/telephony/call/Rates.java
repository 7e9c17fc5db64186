package io.cordboard.telephony.call;

import io.cordboard.routing.tenant.TenantId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How many calls were begun over each trunk by this node within the last minute. */
final class Rates {

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private record Key(TenantId tenant, String trunk) {}

    private final LongSupplier nanos;
    private final Map<Key, Deque<Long>> begun = new ConcurrentHashMap<>();

    Rates(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Whether another may be begun, which then counts. */
    boolean take(TenantId tenant, String trunk, int perMinute) {
        Deque<Long> times = begun.computeIfAbsent(new Key(tenant, trunk), _ -> new ArrayDeque<>());
        synchronized (times) {
            long now = nanos.getAsLong();
            while (!times.isEmpty() && now - times.getFirst() >= MINUTE) {
                times.removeFirst();
            }
            boolean room = times.size() < perMinute;
            if (room) {
                times.addLast(now);
            }
            return room;
        }
    }
}
