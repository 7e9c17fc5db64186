package io.cordboard.telephony.line;

import io.cordboard.routing.line.CallerId;
import io.cordboard.routing.line.NumberPattern;
import io.cordboard.routing.line.NumberRule;
import io.cordboard.routing.line.Outbound;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Over which trunks a tenant may call a number, and as whom. Pure; how many calls there are already is asked later. */
public final class Dialling {

    /** Why a number is not called, or not now; what says most last. */
    public enum Refusal {
        /** It is no number. */
        NO_NUMBER,
        /** No trunk takes calls. */
        NO_TRUNK,
        /** No trunk is open for numbers that begin so. */
        NOT_ALLOWED,
        /** It is among those that are blocked. */
        BLOCKED,
        /** The number that is to be shown is none of the tenant, and the trunk has no other. */
        CALLER_ID,
        /** Nobody answers at the other end of the trunks that may be used. */
        OUT_OF_SERVICE,
        /** They carry as many calls as they may. */
        CHANNELS,
        /** As many calls as may be begun within a minute were. */
        RATE;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * A trunk that a number may be called over.
     *
     * @param number the number as this trunk writes it
     * @param callerId whose call it is, the same way; absent, if nobody may know
     * @param withheld whether only the carrier may know
     * @param emergency whether it is not counted
     */
    public record Route(Trunk trunk, String number, Optional<String> callerId, boolean withheld, boolean emergency) {}

    /** The routes to try, one after the other; without any, why. */
    public record Plan(List<Route> routes, Optional<Refusal> refusal) {
        public Plan {
            routes = List.copyOf(routes);
        }
    }

    private Dialling() {}

    /**
     * @param wanted the number that is to be shown, if somebody has said so
     * @param own whether it is a number of the tenant
     */
    public static Plan plan(List<Trunk> trunks, String number, Optional<String> wanted, Predicate<String> own) {
        var routes = new ArrayList<Route>();
        Refusal refusal = NumberPattern.isNumber(number) ? Refusal.NO_TRUNK : Refusal.NO_NUMBER;
        if (refusal == Refusal.NO_TRUNK) {
            for (Trunk trunk : trunks) {
                Optional<Refusal> why = refusal(trunk, number, wanted, own);
                if (why.isEmpty()) {
                    routes.add(route(trunk, number, wanted.filter(own)));
                } else if (why.get().compareTo(refusal) > 0) {
                    refusal = why.get();
                }
            }
        }
        return new Plan(routes, routes.isEmpty() ? Optional.of(refusal) : Optional.empty());
    }

    private static Optional<Refusal> refusal(
            Trunk trunk, String number, Optional<String> wanted, Predicate<String> own) {
        Outbound outbound = trunk.settings().outbound();
        if (trunk.settings().peers().isEmpty()) {
            return Optional.of(Refusal.NO_TRUNK);
        }
        if (!outbound.allows(number)) {
            return Optional.of(outbound.blocks(number) ? Refusal.BLOCKED : Refusal.NOT_ALLOWED);
        }
        boolean nameless = outbound.callerId().use() == CallerId.Use.OWN
                && wanted.filter(own).isEmpty()
                && outbound.callerId().number().isEmpty();
        return nameless && !outbound.isEmergency(number) ? Optional.of(Refusal.CALLER_ID) : Optional.empty();
    }

    private static Route route(Trunk trunk, String number, Optional<String> own) {
        Outbound outbound = trunk.settings().outbound();
        Optional<String> fixed = outbound.callerId().number().map(NumberPattern::text);
        Optional<String> shown = switch (outbound.callerId().use()) {
            case FIXED -> fixed;
            case OWN -> own.or(() -> fixed);
            case WITHHELD -> own;
        };
        List<NumberRule> rules = trunk.settings().outward();
        return new Route(
                trunk,
                NumberRule.rewritten(rules, number),
                shown.map(caller -> NumberRule.rewritten(rules, caller)),
                outbound.callerId().use() == CallerId.Use.WITHHELD,
                outbound.isEmergency(number));
    }
}
