package io.cordboard.telephony.line;

import io.cordboard.routing.line.NumberRule;
import io.cordboard.routing.line.SourceRange;
import io.cordboard.routing.tenant.TenantId;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.MapPSet;
import org.pcollections.PMap;

/**
 * The lines of all tenants, and whose a call is. A value: a change of one tenant makes a new one at the cost of that tenant's lines,
 * and a call costs one look-up for each length of range that any trunk uses, however many tenants there are.
 */
public final class LineIndex {

    public static final LineIndex EMPTY =
            new LineIndex(HashTreePMap.empty(), HashTreePMap.empty(), HashTreePMap.empty());

    private record Length(int bytes, int bits) {}

    private record TrunkRef(TenantId tenant, String name) {}

    private final PMap<TenantId, TenantLines> tenants;
    private final PMap<SourceRange, MapPSet<TrunkRef>> sources;
    /** How many trunks use each length of range. */
    private final PMap<Length, Integer> lengths;

    private LineIndex(
            PMap<TenantId, TenantLines> tenants,
            PMap<SourceRange, MapPSet<TrunkRef>> sources,
            PMap<Length, Integer> lengths) {
        this.tenants = tenants;
        this.sources = sources;
        this.lengths = lengths;
    }

    /** The index once these are the lines of their tenant. */
    public LineIndex with(TenantLines lines) {
        TenantId tenant = lines.tenant();
        TenantLines before = tenants.get(tenant);
        PMap<SourceRange, MapPSet<TrunkRef>> ranges = sources;
        PMap<Length, Integer> used = lengths;
        for (Trunk trunk : before == null ? List.<Trunk>of() : before.trunks()) {
            for (SourceRange range : trunk.settings().sources()) {
                var left = ranges.getOrDefault(range, HashTreePSet.empty()).minus(new TrunkRef(tenant, trunk.name()));
                ranges = left.isEmpty() ? ranges.minus(range) : ranges.plus(range, left);
                int users = used.getOrDefault(length(range), 0) - 1;
                used = users == 0 ? used.minus(length(range)) : used.plus(length(range), users);
            }
        }
        for (Trunk trunk : lines.trunks()) {
            for (SourceRange range : trunk.settings().sources()) {
                var more = ranges.getOrDefault(range, HashTreePSet.empty()).plus(new TrunkRef(tenant, trunk.name()));
                ranges = ranges.plus(range, more);
                used = used.plus(length(range), used.getOrDefault(length(range), 0) + 1);
            }
        }
        return new LineIndex(lines.isEmpty() ? tenants.minus(tenant) : tenants.plus(tenant, lines), ranges, used);
    }

    public Optional<TenantLines> of(TenantId tenant) {
        return Optional.ofNullable(tenants.get(tenant));
    }

    public Set<TenantId> tenants() {
        return tenants.keySet();
    }

    public List<Trunk> trunks() {
        return tenants.values().stream()
                .flatMap(lines -> lines.trunks().stream())
                .toList();
    }

    public boolean knows(InetAddress source) {
        return from(source).findAny().isPresent();
    }

    /** As {@link Lines#arrival} says. */
    public Arrival arrival(InetAddress source, Optional<TenantId> domain, String dialled) {
        List<Trunk> candidates = from(source)
                .filter(trunk -> domain.isEmpty() || domain.get().equals(trunk.tenant()))
                .toList();
        if (candidates.isEmpty()) {
            return domain.flatMap(this::of)
                    .filter(lines -> lines.challenges(source))
                    .<Arrival>map(lines -> new Arrival.Challenged(lines.tenant()))
                    .orElseGet(() -> new Arrival.Refused(Arrival.Reason.UNKNOWN_SOURCE));
        }
        List<Arrival> arrivals = new ArrayList<>();
        for (Trunk trunk : candidates) {
            String written = NumberRule.rewritten(trunk.settings().inbound(), dialled);
            of(trunk.tenant())
                    .flatMap(lines -> lines.number(written))
                    .map(number -> trunk.user().isPresent()
                            ? new Arrival.Challenged(trunk.tenant())
                            : new Arrival.Admitted(trunk, number, written))
                    .filter(arrival -> !arrivals.contains(arrival))
                    .ifPresent(arrivals::add);
        }
        return switch (arrivals.size()) {
            case 0 -> new Arrival.Refused(Arrival.Reason.UNKNOWN_NUMBER);
            case 1 -> arrivals.getFirst();
            default -> new Arrival.Refused(Arrival.Reason.AMBIGUOUS);
        };
    }

    private Stream<Trunk> from(InetAddress source) {
        int bytes = source.getAddress().length;
        return lengths.keySet().stream()
                .filter(length -> length.bytes() == bytes)
                .flatMap(length -> sources
                        .getOrDefault(
                                new SourceRange(SourceRange.masked(source, length.bits()), length.bits()),
                                HashTreePSet.empty())
                        .stream())
                .distinct()
                .flatMap(ref -> of(ref.tenant()).stream().flatMap(lines -> lines.named(ref.name()).stream()));
    }

    private static Length length(SourceRange range) {
        return new Length(range.network().getAddress().length, range.bits());
    }
}
