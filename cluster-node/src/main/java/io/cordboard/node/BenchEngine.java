package io.cordboard.node;

import com.typesafe.config.ConfigFactory;
import io.cordboard.telephony.media.MediaServer;
import io.cordboard.telephony.media.Party;
import io.cordboard.telephony.media.Room;
import io.cordboard.telephony.media.embedded.EmbeddedMediaServer;
import io.cordboard.telephony.media.embedded.MediaSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The engine of a node without the node, in whose rooms each hears all others. */
final class BenchEngine implements AutoCloseable {

    private static final Pattern PORT = Pattern.compile("m=audio (\\d+) ");

    private final MediaServer engine = EmbeddedMediaServer.start(MediaSettings.of(ConfigFactory.load()));
    private final int[] ports;

    private BenchEngine(int each, List<Integer> telephones) {
        ports = new int[telephones.size()];
        for (int first = 0; first + each <= telephones.size(); first += each) {
            room("room-" + first, first, telephones.subList(first, first + each));
        }
    }

    /** Rooms of {@code each} telephones, which are at these ports of this machine. */
    static BenchEngine start(int each, List<Integer> telephones) {
        return new BenchEngine(each, telephones);
    }

    private void room(String id, int first, List<Integer> telephones) {
        Room room = engine.open(id, _ -> {}).toCompletableFuture().join();
        List<Party> parties = IntStream.range(0, telephones.size())
                .mapToObj(i -> new Party("p" + i))
                .toList();
        for (int i = 0; i < telephones.size(); i++) {
            String answer = room.answer(parties.get(i), sdp(telephones.get(i)))
                    .toCompletableFuture()
                    .join();
            Matcher port = PORT.matcher(answer);
            if (!port.find()) {
                throw new IllegalStateException("Expected a port in " + answer);
            }
            ports[first + i] = Integer.parseInt(port.group(1));
        }
        for (Party listener : parties) {
            Map<Party, Double> others = new HashMap<>();
            parties.stream().filter(party -> !party.equals(listener)).forEach(party -> others.put(party, 1.0));
            room.hear(listener, others).toCompletableFuture().join();
        }
    }

    private static String sdp(int port) {
        return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio " + port
                + " RTP/AVP 8\r\n";
    }

    /** Where each telephone is to send. */
    String ports() {
        return IntStream.of(ports).mapToObj(Integer::toString).collect(Collectors.joining(","));
    }

    @Override
    public void close() {
        engine.close();
    }
}
