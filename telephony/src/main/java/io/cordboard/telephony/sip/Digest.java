package io.cordboard.telephony.sip;

import io.cordboard.routing.line.SipCredentials;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.sip.InvalidArgumentException;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.ProxyAuthenticateHeader;
import javax.sip.header.WWWAuthenticateHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/** Who a peer is, by digest: RFC 3261 §22, RFC 8760 (SHA-256 is preferred, MD5 offered to phones that know nothing else). */
final class Digest {

    /** How a proof came out. */
    enum Verdict {
        PROVEN,
        /** The secret was right, or may be, but the nonce is none of now; a new one is needed. */
        STALE,
        WRONG
    }

    private enum Algorithm {
        SHA_256("SHA-256", "SHA-256"),
        MD5("MD5", "MD5");

        private final String word;
        private final String java;

        Algorithm(String word, String java) {
            this.word = word;
            this.java = java;
        }

        /** Of a header, in which MD5 goes without saying; empty for one that is not known. */
        static Optional<Algorithm> of(@Nullable String word) {
            String named = word == null ? "MD5" : word.toUpperCase(Locale.ROOT);
            return List.of(values()).stream()
                    .filter(algorithm -> algorithm.word.equals(named))
                    .findFirst();
        }

        String hash(String text) {
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance(java).digest(text.getBytes(StandardCharsets.UTF_8)));
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        String ha1(SipCredentials credentials) {
            return switch (this) {
                case SHA_256 -> credentials.sha256();
                case MD5 -> credentials.md5();
            };
        }
    }

    private final Messages messages;
    private final List<Algorithm> offered;
    private final Nonces nonces;

    Digest(Messages messages, List<String> offered, LongSupplier nanos) {
        this.messages = messages;
        this.offered = offered.stream()
                .flatMap(word -> Algorithm.of(word).stream())
                .distinct()
                .toList();
        this.nonces = new Nonces(new SecureRandom(), nanos);
    }

    /** What an unproven peer of a realm is told. */
    List<WWWAuthenticateHeader> challenges(String realm, boolean stale) throws ParseException {
        var challenges = new ArrayList<WWWAuthenticateHeader>();
        for (Algorithm algorithm : offered) {
            WWWAuthenticateHeader challenge = messages.headers.createWWWAuthenticateHeader("Digest");
            challenge.setRealm(realm);
            challenge.setNonce(nonces.next());
            challenge.setParameter("qop", "auth");
            challenge.setAlgorithm(algorithm.word);
            if (stale) {
                challenge.setStale(true);
            }
            challenges.add(challenge);
        }
        return challenges;
    }

    /**
     * Our proof for whoever asks who we are: with the best algorithm that is asked for in the realm of what we have. Empty if nothing of
     * what is asked for can be proven.
     */
    static Optional<AuthorizationHeader> answer(
            Messages messages, Response asked, Request request, SipCredentials account, String cnonce)
            throws ParseException, InvalidArgumentException {
        boolean proxy = asked.getStatusCode() == Response.PROXY_AUTHENTICATION_REQUIRED;
        for (Algorithm algorithm : Algorithm.values()) {
            var headers = asked.getHeaders(proxy ? ProxyAuthenticateHeader.NAME : WWWAuthenticateHeader.NAME);
            while (headers.hasNext()) {
                if (headers.next() instanceof WWWAuthenticateHeader challenge
                        && "Digest".equalsIgnoreCase(challenge.getScheme())
                        && account.realm().equalsIgnoreCase(challenge.getRealm())
                        && Algorithm.of(challenge.getAlgorithm())
                                .filter(algorithm::equals)
                                .isPresent()) {
                    return Optional.of(proof(messages, proxy, challenge, algorithm, request, account, cnonce));
                }
            }
        }
        return Optional.empty();
    }

    private static AuthorizationHeader proof(
            Messages messages,
            boolean proxy,
            WWWAuthenticateHeader challenge,
            Algorithm algorithm,
            Request request,
            SipCredentials account,
            String cnonce)
            throws ParseException, InvalidArgumentException {
        AuthorizationHeader proof = proxy
                ? messages.headers.createProxyAuthorizationHeader("Digest")
                : messages.headers.createAuthorizationHeader("Digest");
        String ha2 = algorithm.hash(request.getMethod() + ':' + request.getRequestURI());
        // RFC 7616 §3.4.1; without qop as RFC 2069 has it.
        boolean qop = challenge.getQop() != null;
        String middle = qop ? ":00000001:" + cnonce + ":auth:" : ":";
        proof.setUsername(account.user());
        proof.setRealm(challenge.getRealm());
        proof.setNonce(challenge.getNonce());
        proof.setURI(request.getRequestURI());
        proof.setResponse(algorithm.hash(algorithm.ha1(account) + ':' + challenge.getNonce() + middle + ha2));
        if (challenge.getAlgorithm() != null) {
            proof.setAlgorithm(challenge.getAlgorithm());
        }
        if (challenge.getOpaque() != null) {
            proof.setOpaque(challenge.getOpaque());
        }
        if (qop) {
            proof.setQop("auth");
            proof.setCNonce(cnonce);
            proof.setNonceCount(1);
        }
        return proof;
    }

    /** The proof for a realm that a request brings along. */
    static Optional<AuthorizationHeader> proof(Request request, String realm) {
        for (var headers = request.getHeaders(AuthorizationHeader.NAME); headers.hasNext(); ) {
            if (headers.next() instanceof AuthorizationHeader header
                    && "Digest".equalsIgnoreCase(header.getScheme())
                    && realm.equalsIgnoreCase(header.getRealm())) {
                return Optional.of(header);
            }
        }
        return Optional.empty();
    }

    Verdict verdict(Request request, AuthorizationHeader proof, SipCredentials credentials) {
        Optional<Algorithm> algorithm = Algorithm.of(proof.getAlgorithm()).filter(offered::contains);
        String response = proof.getResponse();
        String nonce = proof.getNonce();
        if (algorithm.isEmpty()
                || response == null
                || nonce == null
                || proof.getCNonce() == null
                || proof.getURI() == null
                || !credentials.user().equals(proof.getUsername())
                || !"auth".equals(proof.getQop())) {
            return Verdict.WRONG;
        }
        Algorithm with = algorithm.get();
        // RFC 7616 §3.4.6: of the URI as it is written there, which a proxy may have changed on the line.
        String ha2 = with.hash(request.getMethod() + ':' + proof.getURI());
        String count = String.format(Locale.ROOT, "%08x", proof.getNonceCount());
        String expected =
                with.hash(String.join(":", with.ha1(credentials), nonce, count, proof.getCNonce(), "auth", ha2));
        boolean right = MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII),
                response.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII));
        if (!right) {
            return Verdict.WRONG;
        }
        return nonces.take(nonce, proof.getNonceCount()) ? Verdict.PROVEN : Verdict.STALE;
    }
}
