package io.cordboard.node.api.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.cordboard.node.api.Caller;
import io.cordboard.node.api.Role;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.policy.Texts;
import io.cordboard.routing.tenant.TenantId;
import java.text.ParseException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Verifies tokens of the issuers that are believed. May wait for an issuer's keys. */
final class Tokens {

    /**
     * What a token proves, and until when.
     *
     * @param unnamed an agent of whom the token has only the subject
     */
    record Verified(Caller caller, boolean unnamed, Instant expires) {}

    /** As much as the column of an event's author takes, and more than any identity provider gives. */
    private static final int MAX_SUBJECT = 255;

    private final Map<String, Issuer> issuers;

    Tokens(List<Issuer> issuers) {
        this.issuers = issuers.stream().collect(Collectors.toUnmodifiableMap(Issuer::name, Function.identity()));
    }

    /** Empty for whatever is not a valid token; why is for the log of whoever wants to know. */
    Optional<Verified> verify(String token) {
        try {
            SignedJWT signed = SignedJWT.parse(token);
            Issuer issuer = issuers.get(String.valueOf(signed.getJWTClaimsSet().getIssuer()));
            if (issuer == null) {
                return Optional.empty();
            }
            JWTClaimsSet claims = issuer.processor().process(signed, null);
            return caller(issuer, claims)
                    .map(caller -> new Verified(
                            caller,
                            caller.is(Role.AGENT)
                                    && caller.tenant().isPresent()
                                    && caller.agent().isEmpty(),
                            claims.getExpirationTime().toInstant()));
        } catch (ParseException | BadJOSEException | IllegalArgumentException e) {
            return Optional.empty();
        } catch (RateLimitReachedException e) {
            // A key id that was not in the issuer's set a moment ago; anybody can make one up.
            return Optional.empty();
        } catch (JOSEException e) {
            throw new IllegalStateException("Expected the keys of an issuer, but could not get them", e);
        }
    }

    private static Optional<Caller> caller(Issuer issuer, JWTClaimsSet claims) throws ParseException {
        String subject = claims.getSubject();
        if (subject.isBlank()
                || subject.length() > MAX_SUBJECT
                || subject.chars().anyMatch(Character::isISOControl)
                || !Texts.isStorable(subject)) {
            return Optional.empty();
        }
        String tenantName = claims.getStringClaim("tenant");
        Optional<TenantId> tenant = Optional.ofNullable(tenantName).map(TenantId::new);
        if (tenant.isPresent()
                && !issuer.tenants().isEmpty()
                && !issuer.tenants().contains(tenantName)) {
            return Optional.empty();
        }
        if (tenant.isEmpty() && !issuer.cluster()) {
            return Optional.empty();
        }
        List<String> words =
                Optional.ofNullable(claims.getStringListClaim("roles")).orElse(List.of());
        Set<Role> roles = EnumSet.noneOf(Role.class);
        words.forEach(word -> Role.of(word).ifPresent(roles::add));
        return Optional.of(new Caller(
                tenant,
                subject,
                roles,
                agent(tenant, roles, claims),
                Optional.of(claims.getExpirationTime().toInstant())));
    }

    private static Optional<AgentId> agent(Optional<TenantId> tenant, Set<Role> roles, JWTClaimsSet claims)
            throws ParseException {
        Optional<String> name = Optional.ofNullable(claims.getStringClaim("agent"));
        return tenant.filter(_ -> roles.contains(Role.AGENT)).flatMap(t -> name.map(n -> new AgentId(t, n)));
    }
}
