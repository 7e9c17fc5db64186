package io.cordboard.routing.line;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * Addresses from which calls come, written as {@code 192.0.2.0/28} or as one address.
 *
 * @param network the first address of the range
 * @param bits how many leading bits are the same in all of them
 */
public record SourceRange(InetAddress network, int bits) implements Comparable<SourceRange> {

    /** A wider range is no proof of who calls. */
    static final int LEAST_BITS_V4 = 8;

    static final int LEAST_BITS_V6 = 16;

    // Literals only: a name must not cause a look-up, and short forms such as 10.1 are slips.
    private static final Pattern V4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern BITS = Pattern.compile("[0-9]{1,3}");

    public SourceRange {
        int most = network.getAddress().length * 8;
        int least = most == 32 ? LEAST_BITS_V4 : LEAST_BITS_V6;
        if (bits < least || bits > most) {
            throw new IllegalArgumentException(
                    "Expected a range of addresses with /" + least + " to /" + most + ", but got /" + bits);
        }
        InetAddress first = masked(network, bits);
        if (!first.equals(network)) {
            throw new IllegalArgumentException("Expected the first address of a range, as " + first.getHostAddress()
                    + '/' + bits + ", but got " + network.getHostAddress() + '/' + bits);
        }
        network = first;
    }

    /** Reads an address, or an address and how many bits of it count. */
    public static SourceRange of(String text) {
        int slash = text.indexOf('/');
        String literal = slash < 0 ? text : text.substring(0, slash);
        String bits = slash < 0 ? "" : text.substring(slash + 1);
        if (!(V4.matcher(literal).matches() || V6.matcher(literal).matches())
                || slash >= 0 && !BITS.matcher(bits).matches()) {
            throw new IllegalArgumentException(
                    "Expected an address or a range of addresses, as 192.0.2.7 or 192.0.2.0/28, but got '" + text
                            + '\'');
        }
        InetAddress address = InetAddress.ofLiteral(literal);
        return new SourceRange(address, slash < 0 ? address.getAddress().length * 8 : Integer.parseInt(bits));
    }

    /** The address with all but its first {@code bits} bits cleared. */
    public static InetAddress masked(InetAddress address, int bits) {
        byte[] bytes = address.getAddress();
        for (int i = 0; i < bytes.length; i++) {
            int kept = Math.clamp(bits - i * 8L, 0, 8);
            bytes[i] &= (byte) (0xff << (8 - kept));
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public boolean contains(InetAddress address) {
        return masked(address, bits).equals(network);
    }

    public boolean overlaps(SourceRange other) {
        return bits <= other.bits ? contains(other.network) : other.contains(network);
    }

    @Override
    public int compareTo(SourceRange other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return bits == network.getAddress().length * 8
                ? network.getHostAddress()
                : network.getHostAddress() + '/' + bits;
    }
}
