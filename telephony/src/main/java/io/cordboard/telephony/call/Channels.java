package io.cordboard.telephony.call;

import io.cordboard.routing.tenant.TenantId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** How many calls each trunk carries on this node, both ways together. */
final class Channels {

    private record Key(TenantId tenant, String trunk) {}

    private final Map<Key, Integer> carried = new ConcurrentHashMap<>();

    /** One of them, until it is closed. */
    final class Channel implements AutoCloseable {

        private final Key key;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Channel(Key key) {
            this.key = key;
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                carried.computeIfPresent(key, (_, many) -> many == 1 ? null : many - 1);
            }
        }
    }

    /** Empty, if the trunk carries {@code most} already. */
    Optional<Channel> take(TenantId tenant, String trunk, int most) {
        var key = new Key(tenant, trunk);
        var taken = new AtomicBoolean();
        carried.compute(key, (_, many) -> {
            int before = many == null ? 0 : many;
            taken.set(before < most);
            return before < most ? Integer.valueOf(before + 1) : many;
        });
        return taken.get() ? Optional.of(new Channel(key)) : Optional.empty();
    }
}
