package io.cordboard.telephony.media.embedded;

import com.sun.management.ThreadMXBean;
import io.cordboard.telephony.media.Call;
import io.cordboard.telephony.media.MediaCounts;
import io.cordboard.telephony.media.Party;
import io.cordboard.telephony.media.Room;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongBiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures what a media thread takes of a processor: {@code MediaLoad <rooms> <parties in each> <seconds>}. Two parties are a relay;
 * three or more a conference of all. A stream is what one party says. The load comes from a thread of this process, which is not
 * counted; the first third of the time warms up.
 */
public final class MediaLoad {

    private static final Pattern PORT = Pattern.compile("m=audio (\\d+) ");

    private final List<DatagramChannel> phones = new ArrayList<>();
    private final List<InetSocketAddress> servers = new ArrayList<>();
    private final ByteBuffer packet = ByteBuffer.allocateDirect(172);
    private final ByteBuffer incoming = ByteBuffer.allocateDirect(2_048);
    private long heard;

    private MediaLoad() {}

    public static void main(String[] arguments) throws IOException {
        int rooms = Integer.parseInt(arguments[0]);
        int parties = Integer.parseInt(arguments[1]);
        int seconds = Integer.parseInt(arguments[2]);
        try (var server = EmbeddedMediaServer.start(Settings.with("ports { first = 24000, last = 31999 }"))) {
            var load = new MediaLoad();
            for (int i = 0; i < rooms; i++) {
                load.open(Call.done(server.open("room-" + i, _ -> {})), parties);
            }
            load.run(server, seconds);
        }
    }

    private void open(Room room, int parties) throws IOException {
        Map<Party, Double> all = new HashMap<>();
        for (int i = 0; i < parties; i++) {
            DatagramChannel phone = DatagramChannel.open();
            phone.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            phone.configureBlocking(false);
            int port = ((InetSocketAddress) phone.getLocalAddress()).getPort();
            var party = new Party("p" + i);
            String answer = Call.done(room.answer(
                    party,
                    "v=0\no=- 1 1 IN IP4 127.0.0.1\ns=-\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio " + port + " RTP/AVP 8\n"));
            Matcher matcher = PORT.matcher(answer);
            if (!matcher.find()) {
                throw new IllegalStateException("Expected a port in " + answer);
            }
            phones.add(phone);
            servers.add(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(matcher.group(1))));
            all.put(party, 1.0);
        }
        all.keySet().forEach(party -> Call.done(room.hear(party, all)));
    }

    private void run(EmbeddedMediaServer server, int seconds) throws IOException {
        long started = System.nanoTime();
        long next = started;
        long cpuBefore = 0;
        long bytesBefore = 0;
        long measuredFrom = 0;
        long worst = 0;
        MediaCounts before = server.counts();
        for (int frame = 0; frame < seconds * 50; frame++) {
            if (frame == seconds * 50 / 3) {
                cpuBefore = media(ThreadMXBean::getThreadCpuTime);
                bytesBefore = media(ThreadMXBean::getThreadAllocatedBytes);
                measuredFrom = System.nanoTime();
                before = server.counts();
            }
            // A fifth of the phones every 4 ms, as they would come from a network.
            for (int part = 0; part < 5; part++) {
                LockSupport.parkNanos(next - System.nanoTime());
                next += 4_000_000;
                for (int i = part; i < phones.size(); i += 5) {
                    speak(i, frame);
                }
            }
            worst = Math.max(worst, System.nanoTime() - next);
        }
        long cpuNanos = media(ThreadMXBean::getThreadCpuTime) - cpuBefore;
        long bytes = media(ThreadMXBean::getThreadAllocatedBytes) - bytesBefore;
        report(server.counts(), before, cpuNanos, bytes, System.nanoTime() - measuredFrom, worst);
    }

    private void speak(int phone, int frame) throws IOException {
        packet.clear();
        packet.put((byte) 0x80)
                .put((byte) 8)
                .putShort((short) frame)
                .putInt(frame * 160)
                .putInt(phone);
        while (packet.hasRemaining()) {
            packet.put((byte) (packet.position() + phone));
        }
        phones.get(phone).send(packet.flip(), servers.get(phone));
        incoming.clear();
        while (phones.get(phone).receive(incoming) != null) {
            heard++;
            incoming.clear();
        }
    }

    /** Something of the media threads. */
    private static long media(ToLongBiFunction<ThreadMXBean, Long> of) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (long id : threads.getAllThreadIds()) {
            var thread = threads.getThreadInfo(id);
            if (thread != null && thread.getThreadName().matches("media-[0-9]+")) {
                sum += of.applyAsLong(threads, id);
            }
        }
        return sum;
    }

    private void report(MediaCounts now, MediaCounts before, long cpuNanos, long bytes, long nanos, long worstOfLoad) {
        double share = 100.0 * cpuNanos / nanos;
        System.out.printf(
                "%d streams: %.1f %% of a core, %.2f %% for 100; taken %d, sent %d, heard %d; %d bytes allocated; "
                        + "ticks more than 10 ms late %d, worst %.1f ms; the load itself was late by up to %.1f ms%n",
                phones.size(),
                share,
                share * 100 / phones.size(),
                now.received() - before.received(),
                now.sent() - before.sent(),
                heard,
                bytes,
                now.lateTicks() - before.lateTicks(),
                now.worstTick().toNanos() / 1e6,
                worstOfLoad / 1e6);
    }
}
