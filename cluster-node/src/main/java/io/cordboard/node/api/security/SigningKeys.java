package io.cordboard.node.api.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.util.List;

/**
 * The key pair with which built-in users' tokens are signed. All nodes of a cluster must have the same, or a token is good
 * only where it was issued.
 */
public interface SigningKeys {

    /** The key that signs now, private part included. */
    ECKey current();

    /** What verifies: the current key and those before it whose tokens may still be out. Public parts are enough. */
    default List<ECKey> accepted() {
        return List.of(current());
    }

    /** As published at {@code /.well-known/jwks.json}. */
    default JWKSet published() {
        return new JWKSet(List.copyOf(accepted())).toPublicJWKSet();
    }

    /** A key of this process only. */
    static SigningKeys ephemeral() {
        return fixed(generate());
    }

    static SigningKeys fixed(ECKey key) {
        return () -> key;
    }

    /** A new key; as JSON ({@link ECKey#toJSONString}) it can be kept where all nodes of a cluster find it. */
    static ECKey generate() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("Expected a key of curve P-256, which every JDK has", e);
        }
    }
}
