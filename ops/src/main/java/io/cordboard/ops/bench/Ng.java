package io.cordboard.ops.bench;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of rtpengine's control protocol (ng over UDP) as a call that is only relayed takes. */
final class Ng implements AutoCloseable {

    private static final Pattern PORT = Pattern.compile("m=audio (\\d+) ");

    private final DatagramSocket socket;
    private long cookie;

    Ng(int port) throws IOException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setSoTimeout(500);
    }

    static String sdp(int port) {
        return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio " + port
                + " RTP/AVP 8\r\na=rtcp:" + (port + 1) + "\r\n";
    }

    /** The port in a description. */
    static int port(String sdp) {
        Matcher matcher = PORT.matcher(sdp);
        if (!matcher.find()) {
            throw new IllegalStateException("Expected a description with sound, but got " + sdp);
        }
        return Integer.parseInt(matcher.group(1));
    }

    /** Lets two ports of this machine talk; returns where the first, and where the second, is to send. */
    int[] relay(String call, int one, int other) throws IOException {
        int forOther = port(ask("offer", call, sdp(one), "a", ""));
        int forOne = port(ask("answer", call, sdp(other), "a", "b"));
        return new int[] {forOne, forOther};
    }

    private String ask(String command, String call, String sdp, String from, String to) throws IOException {
        var dictionary = new TreeMap<String, String>();
        dictionary.put("command", command);
        dictionary.put("call-id", call);
        dictionary.put("from-tag", from);
        dictionary.put("ICE", "remove");
        dictionary.put("sdp", sdp);
        if (!to.isEmpty()) {
            dictionary.put("to-tag", to);
        }
        var text = new StringBuilder().append(++cookie).append(" d");
        dictionary.forEach((key, value) -> text.append(coded(key)).append(coded(value)));
        byte[] question = text.append('e').toString().getBytes(StandardCharsets.US_ASCII);
        var answer = new DatagramPacket(new byte[65_536], 65_536);
        for (int attempt = 0; attempt < 20; attempt++) {
            try {
                socket.send(new DatagramPacket(question, question.length));
                socket.receive(answer);
                String said = new String(answer.getData(), 0, answer.getLength(), StandardCharsets.US_ASCII);
                if (said.startsWith(cookie + " ") && said.contains("6:result2:ok")) {
                    return said;
                }
            } catch (SocketTimeoutException | java.net.PortUnreachableException _) {
                Meter.pause(java.time.Duration.ofMillis(100));
            }
        }
        throw new IOException("Expected rtpengine to take an " + command);
    }

    private static String coded(String text) {
        return text.length() + ":" + text;
    }

    @Override
    public void close() {
        socket.close();
    }
}
