package io.cordboard.telephony.line;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The bindings of one agent, as rules say: RFC 3261 §10.3. A value. */
public record Bindings(List<Binding> all) {

    private static final Comparator<Binding> PREFERRED = Comparator.comparingInt(Binding::q)
            .thenComparing(Binding::expires)
            .reversed()
            .thenComparing(Binding::id);

    public static final Bindings NONE = new Bindings(List.of());

    public Bindings {
        all = all.stream().sorted(PREFERRED).toList();
    }

    /** Those that have not expired, and whose way is still there. */
    public Bindings live(Instant now, Predicate<Flow> reachable) {
        return without(binding -> !binding.expires().isAfter(now) || !reachable.test(binding.flow()));
    }

    public Bindings without(Predicate<Binding> gone) {
        return new Bindings(all.stream().filter(gone.negate()).toList());
    }

    /** Whether a REGISTER with this CSeq comes after the one that made the binding. */
    public boolean inOrder(String id, String callId, long cseq) {
        return all.stream()
                .filter(binding -> binding.id().equals(id) && binding.callId().equals(callId))
                .allMatch(binding -> binding.cseq() < cseq);
    }

    public boolean has(String id) {
        return all.stream().anyMatch(binding -> binding.id().equals(id));
    }

    public Bindings with(Binding binding) {
        return new Bindings(Stream.concat(
                        all.stream().filter(each -> !each.id().equals(binding.id())), Stream.of(binding))
                .toList());
    }
}
