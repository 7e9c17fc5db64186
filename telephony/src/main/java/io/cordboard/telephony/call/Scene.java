package io.cordboard.telephony.call;

import io.cordboard.routing.interaction.OfferId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who hears whom in a call: each who is there, with those they hear. Empty is the customer's phone, which has music when it hears
 * nobody, and is not among them while a flow guides it. A phone that has put the call on hold by itself hears nobody and is heard by nobody.
 */
record Scene(Map<Optional<PhoneKey>, Set<Optional<PhoneKey>>> hears) {

    private static final Optional<PhoneKey> CUSTOMER = Optional.empty();

    Scene {
        hears = Map.copyOf(hears);
    }

    static Scene of(Call call) {
        var hears = new HashMap<Optional<PhoneKey>, Set<Optional<PhoneKey>>>();
        if (call.line() == Call.Line.UP && !call.guided()) {
            hears.put(CUSTOMER, Set.of());
        }
        call.asked().values().stream()
                .filter(Asking::joined)
                .forEach(asking -> phone(asking).ifPresent(phone -> hears.put(Optional.of(phone), Set.of())));
        Set<Optional<PhoneKey>> all = together(call);
        Optional<PhoneKey> supervisor = call.listener().flatMap(listener -> speaking(call, listener.offer()));
        all.forEach(listener -> {
            var speakers = new HashSet<>(all);
            speakers.remove(listener);
            if (supervisor.isPresent() && isHeard(call, listener)) {
                speakers.add(supervisor);
            }
            hears.put(listener, Set.copyOf(speakers));
        });
        if (supervisor.isPresent()) {
            hears.put(supervisor, Set.copyOf(all));
        }
        return new Scene(hears);
    }

    /** Whether it says what the customer hears: somebody, or music. */
    boolean hasCustomer() {
        return hears.containsKey(CUSTOMER);
    }

    /** Whether this one of those who talk hears the supervisor. */
    private static boolean isHeard(Call call, Optional<PhoneKey> listener) {
        Optional<OfferId> offer = listener.map(PhoneKey::offer);
        return call.listener()
                .map(by -> switch (by.mode()) {
                    case MONITOR -> false;
                    case WHISPER -> offer.isPresent() && offer.equals(call.served());
                    case BARGE -> true;
                })
                .orElse(false);
    }

    /** The owner with the further agent, and with the customer unless on hold; or somebody outside with the customer. */
    private static Set<Optional<PhoneKey>> together(Call call) {
        Optional<PhoneKey> outer = call.outer().filter(Call.Outer::talking).map(Call.Outer::phone);
        if (outer.isPresent() && call.line() == Call.Line.UP) {
            return Set.of(outer, CUSTOMER);
        }
        Optional<PhoneKey> owner = call.served().flatMap(offer -> speaking(call, offer));
        if (owner.isEmpty()) {
            return Set.of();
        }
        var all = new HashSet<Optional<PhoneKey>>();
        all.add(owner);
        call.party().flatMap(offer -> speaking(call, offer)).ifPresent(party -> all.add(Optional.of(party)));
        if (!call.held() && call.line() == Call.Line.UP) {
            all.add(CUSTOMER);
        }
        return all;
    }

    /** Whether somebody talks to the customer. */
    boolean served() {
        return !hears.getOrDefault(CUSTOMER, Set.of()).isEmpty();
    }

    private static Optional<PhoneKey> speaking(Call call, OfferId offer) {
        return Optional.ofNullable(call.asked().get(offer))
                .filter(asking -> asking.joined() && !asking.held())
                .flatMap(Scene::phone);
    }

    private static Optional<PhoneKey> phone(Asking asking) {
        return asking.talking().map(asking::phone);
    }
}
