package io.cordboard.telephony.line;

import io.cordboard.routing.line.NumberRule;
import io.cordboard.routing.tenant.TenantId;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The trunks and numbers of one tenant. Finding a number costs a look-up for each of its digits at most. */
public final class TenantLines {

    private final TenantId tenant;
    private final SortedMap<String, Trunk> trunks = new TreeMap<>();
    private final Map<String, NumberEntry> whole = new HashMap<>();
    private final Map<String, NumberEntry> beginnings = new HashMap<>();

    public TenantLines(TenantId tenant, Collection<Trunk> trunks, Collection<NumberEntry> numbers) {
        this.tenant = tenant;
        trunks.forEach(trunk -> this.trunks.put(trunk.name(), trunk));
        numbers.forEach(entry -> (entry.settings().number().open() ? beginnings : whole)
                .put(entry.settings().number().digits(), entry));
    }

    public TenantId tenant() {
        return tenant;
    }

    public List<Trunk> trunks() {
        return List.copyOf(trunks.values());
    }

    boolean isEmpty() {
        return trunks.isEmpty() && whole.isEmpty() && beginnings.isEmpty();
    }

    public Optional<NumberEntry> number(String dialled) {
        NumberEntry entry = whole.get(dialled);
        for (int length = Math.min(dialled.length(), NumberRule.MOST_DIGITS); entry == null && length >= 0; length--) {
            entry = beginnings.get(dialled.substring(0, length));
        }
        return Optional.ofNullable(entry);
    }

    Optional<Trunk> named(String trunk) {
        return Optional.ofNullable(trunks.get(trunk));
    }

    /** As {@link Lines#trunk} says. */
    public Optional<Trunk> trunk(String user, InetAddress source) {
        return trunks.values().stream()
                .filter(trunk -> trunk.user().filter(user::equals).isPresent())
                .filter(trunk -> trunk.reaches(source))
                .findFirst();
    }

    /** Whether a call from there can prove that it is of one of the trunks. */
    boolean challenges(InetAddress source) {
        return trunks.values().stream().anyMatch(trunk -> trunk.user().isPresent() && trunk.reaches(source));
    }
}
