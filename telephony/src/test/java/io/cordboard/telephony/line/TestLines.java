package io.cordboard.telephony.line;

import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.line.CallerId;
import io.cordboard.routing.line.NumberPattern;
import io.cordboard.routing.line.NumberRule;
import io.cordboard.routing.line.Outbound;
import io.cordboard.routing.line.SipCredentials;
import io.cordboard.routing.line.SourceRange;
import io.cordboard.routing.line.TrunkPeer;
import io.cordboard.routing.tenant.NumberSettings;
import io.cordboard.routing.tenant.TenantId;
import io.cordboard.routing.tenant.TrunkSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Trunks and numbers for tests. */
public final class TestLines {

    private TestLines() {}

    /** A trunk that brings calls from these sources. */
    public static Trunk trunk(TenantId tenant, String name, String... sources) {
        return trunk(tenant, name, Optional.empty(), List.of(), sources);
    }

    /** A trunk whose other end is this digest user, with the secret {@code secret}. */
    public static Trunk trunkOf(TenantId tenant, String name, String user, String... sources) {
        return trunk(tenant, name, Optional.of(user), List.of(), sources);
    }

    public static Trunk trunk(
            TenantId tenant, String name, Optional<String> user, List<NumberRule> inbound, String... sources) {
        return new Trunk(
                tenant,
                name,
                new TrunkSettings(
                        name,
                        List.<TrunkPeer>of(),
                        Stream.of(sources).map(SourceRange::of).collect(Collectors.toSet()),
                        user,
                        TrunkSettings.DEFAULT_CODECS,
                        TrunkSettings.DEFAULT_CHANNELS,
                        inbound,
                        List.of(),
                        TrunkSettings.DEFAULT_KEEP_ALIVE,
                        Outbound.CLOSED),
                user.map(each -> SipCredentials.of(each, tenant.value() + ".sip.localhost", "secret")));
    }

    /** A trunk over which German numbers are called, and 112, at these peers. */
    public static TrunkSettings outward(int channels, int callsPerMinute, CallerId callerId, TrunkPeer... peers) {
        return new TrunkSettings(
                "Carrier",
                List.of(peers),
                Set.of(SourceRange.of("192.0.2.1")),
                Optional.empty(),
                TrunkSettings.DEFAULT_CODECS,
                channels,
                List.of(),
                List.of(new NumberRule.Prefix("+", "00")),
                Duration.ZERO,
                new Outbound(Set.of("+49"), Set.of("+49900"), Set.of("112"), callsPerMinute, callerId));
    }

    /** A number whose calls go to the queue of the same name. */
    public static NumberEntry number(TenantId tenant, String name, String number) {
        return new NumberEntry(
                tenant, name, new NumberSettings(new NumberPattern(number), name, Optional.of(name), Attributes.NONE));
    }
}
