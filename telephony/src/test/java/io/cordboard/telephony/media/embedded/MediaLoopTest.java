package io.cordboard.telephony.media.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MediaLoopTest {

    @Test
    void burstOfOnePartyIsReadBeforeTheNextFrame() throws IOException {
        var counters = new Counters();
        var loop = new MediaLoop("media-test", 1_500, counters);
        var received = new AtomicInteger();
        try (var port = DatagramChannel.open();
                var phone = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            port.configureBlocking(false);
            loop.listen(port, (_, _, _, _) -> received.incrementAndGet());
            for (int i = 0; i < 120; i++) {
                phone.send(new DatagramPacket(new byte[172], 172, port.getLocalAddress()));
            }

            loop.add(new Mix(_ -> {}));
            while (counters.worstTickNanos.get() == 0) {
                loop.turn();
            }

            assertThat(received).hasValue(120);
        } finally {
            loop.end();
            loop.run();
        }
    }
}
