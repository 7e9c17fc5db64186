package io.cordboard.node.api.security;

import com.typesafe.config.Config;
import io.cordboard.node.api.Role;
import io.cordboard.routing.tenant.TenantId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whose tokens are believed, and whether there are built-in users; {@code cordboard.node.api.security} in reference.conf.
 *
 * @param clockSkew how far an issuer's clock may be from this node's
 * @param remember for how long a verified token or key is taken for valid without being verified again
 */
public record SecuritySettings(
        Duration clockSkew, Duration remember, List<TrustedIssuer> issuers, Optional<Demo> demo) {

    private static final Duration MAX_SKEW = Duration.ofMinutes(2);
    private static final Duration MAX_REMEMBER = Duration.ofMinutes(5);

    /** An identity provider. */
    public record TrustedIssuer(String issuer, String audience, URI jwksUrl, Set<String> tenants, boolean cluster) {

        static TrustedIssuer of(Config config) {
            return new TrustedIssuer(
                    config.getString("issuer"),
                    config.getString("audience"),
                    URI.create(config.getString("jwks-url")),
                    Set.copyOf(config.getStringList("tenants")),
                    config.hasPath("cluster") && config.getBoolean("cluster"));
        }
    }

    /**
     * Built-in users, for a node that is tried out without an identity provider.
     *
     * @param tokenLife how long one token is good
     * @param sessionLife for how long after the sign-in tokens are renewed without the password
     */
    public record Demo(Duration tokenLife, Duration sessionLife, List<User> users) {
        public Demo {
            users = List.copyOf(users);
            if (!tokenLife.isPositive() || sessionLife.compareTo(tokenLife) < 0) {
                throw new IllegalArgumentException(
                        "Expected tokens that live, and sessions no shorter than a token, but got " + tokenLife
                                + " and " + sessionLife);
            }
        }
    }

    /** A built-in user. */
    public record User(
            Optional<TenantId> tenant, String name, String password, Set<Role> roles, Optional<String> agent) {

        static User of(Config config) {
            return new User(
                    config.hasPath("tenant") ? Optional.of(new TenantId(config.getString("tenant"))) : Optional.empty(),
                    config.getString("user"),
                    config.getString("password"),
                    config.getStringList("roles").stream()
                            .map(word -> Role.of(word)
                                    .orElseThrow(() -> new IllegalArgumentException(
                                            "Expected a role of a built-in user, but got '" + word + "'")))
                            .collect(Collectors.toUnmodifiableSet()),
                    config.hasPath("agent") ? Optional.of(config.getString("agent")) : Optional.empty());
        }

        /** Without the password, for logs. */
        @Override
        public String toString() {
            return "User[" + tenant.map(TenantId::value).orElse("") + '/' + name + ']';
        }
    }

    public SecuritySettings {
        issuers = List.copyOf(issuers);
        if (clockSkew.isNegative() || clockSkew.compareTo(MAX_SKEW) > 0) {
            throw new IllegalArgumentException("Expected a clock skew of 0 to 2 minutes, but got " + clockSkew);
        }
        if (!remember.isPositive() || remember.compareTo(MAX_REMEMBER) > 0) {
            throw new IllegalArgumentException("Expected to remember for up to 5 minutes, but got " + remember);
        }
    }

    /** Reads {@code cordboard.node.api.security}. */
    public static SecuritySettings of(Config config) {
        Config security = config.getConfig("cordboard.node.api.security");
        Config demo = security.getConfig("demo");
        return new SecuritySettings(
                security.getDuration("clock-skew"),
                security.getDuration("remember"),
                security.getConfigList("issuers").stream()
                        .map(TrustedIssuer::of)
                        .collect(Collectors.toList()),
                demo.getBoolean("enabled")
                        ? Optional.of(new Demo(
                                demo.getDuration("token-life"),
                                demo.getDuration("session-life"),
                                demo.getConfigList("users").stream()
                                        .map(User::of)
                                        .collect(Collectors.toList())))
                        : Optional.empty());
    }
}
