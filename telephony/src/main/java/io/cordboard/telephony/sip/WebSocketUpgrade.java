package io.cordboard.telephony.sip;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a request for a WebSocket is answered (RFC 6455 §4.2, RFC 7118 §4).
 *
 * @param accepted whether SIP is spoken after it; if not, the connection ends
 */
record WebSocketUpgrade(boolean accepted, String response) {

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{22}==");
    private static final Pattern REQUEST = Pattern.compile("GET \\S+ HTTP/1\\.1");

    /**
     * Reads a request up to its empty line.
     *
     * @param origins the pages that may connect; all, if it is empty
     */
    static WebSocketUpgrade of(String request, Set<String> origins) {
        String[] lines = request.split("\r\n");
        Map<String, String> headers = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon <= 0) {
                return refused("400 Bad Request", "");
            }
            headers.merge(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip(),
                    (one, other) -> one + ", " + other);
        }
        String key = headers.getOrDefault("sec-websocket-key", "");
        if (!REQUEST.matcher(lines[0]).matches()
                || !lists(headers, "upgrade", "websocket")
                || !lists(headers, "connection", "upgrade")
                || !KEY.matcher(key).matches()) {
            return refused("400 Bad Request", "");
        }
        if (!headers.getOrDefault("sec-websocket-version", "").equals("13")) {
            return refused("426 Upgrade Required", "Sec-WebSocket-Version: 13\r\n");
        }
        if (!lists(headers, "sec-websocket-protocol", "sip")) {
            return refused("400 Bad Request", "");
        }
        // Only browsers say where they are from, and only pages in browsers may be somebody else's.
        String origin = headers.get("origin");
        if (origin != null && !origins.isEmpty() && !origins.contains(origin.toLowerCase(Locale.ROOT))) {
            return refused("403 Forbidden", "");
        }
        return new WebSocketUpgrade(
                true,
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                        + accept(key) + "\r\nSec-WebSocket-Protocol: sip\r\n\r\n");
    }

    private static boolean lists(Map<String, String> headers, String name, String word) {
        for (String each : headers.getOrDefault(name, "").split(",", -1)) {
            if (each.strip().equalsIgnoreCase(word)) {
                return true;
            }
        }
        return false;
    }

    static WebSocketUpgrade refused(String status, String header) {
        return new WebSocketUpgrade(
                false, "HTTP/1.1 " + status + "\r\n" + header + "Connection: close\r\nContent-Length: 0\r\n\r\n");
    }

    private static String accept(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
