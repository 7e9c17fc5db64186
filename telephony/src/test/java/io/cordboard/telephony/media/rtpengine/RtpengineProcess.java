package io.cordboard.telephony.media.rtpengine;

import java.io.File;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real rtpengine of tests, in user space and on loopback. */
final class RtpengineProcess implements AutoCloseable {

    private static final int MEDIA_PORTS = 400;

    private final Process process;
    private final int port;

    private RtpengineProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static RtpengineProcess start(Path log) throws IOException {
        int port = freePort();
        int media = 34_000 + Math.floorMod(port, 20) * MEDIA_PORTS;
        Process process = new ProcessBuilder(
                        program(),
                        "--config-file=none",
                        "--table=-1",
                        "--foreground",
                        "--log-stderr",
                        "--interface=127.0.0.1",
                        "--listen-ng=127.0.0.1:" + port,
                        "--port-min=" + media,
                        "--port-max=" + (media + MEDIA_PORTS - 1),
                        "--num-threads=1",
                        "--media-num-threads=1",
                        "--endpoint-learning=heuristic")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new RtpengineProcess(process, port);
    }

    static int freePort() throws IOException {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String program() {
        return Stream.concat(
                        Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin", "/sbin"))
                .map(folder -> Path.of(folder, "rtpengine"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("Expected rtpengine on the PATH: ./cordboard test installs it"))
                .toString();
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
