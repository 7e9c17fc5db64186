package io.cordboard.node;

import io.cordboard.persistence.local.LocalPostgres;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./cordboard up}: one node in this process, or several as processes of their own. */
@Command(
        name = "up",
        description = "Starts a node, or several nodes of one cluster on this machine.",
        mixinStandardHelpOptions = true)
final class Up implements Callable<Integer> {

    /** What a journal may be kept in. */
    enum Journal {
        h2,
        postgres
    }

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--port",
            description = "HTTP and WebSocket port of the first node; further nodes take the next ones (8080).")
    private @Nullable Integer port;

    @Option(names = "--nodes", description = "Nodes of one cluster, all on this machine; several need postgres.")
    private int nodes = 1;

    @Option(
            names = "--journal",
            description =
                    "h2 or postgres. For postgres CORDBOARD_JOURNAL_URL, _USER and _PASSWORD name the database; without"
                            + " them a PostgreSQL server of its own is started in the data directory.")
    private @Nullable Journal journal;

    @Option(names = "--data", description = "Where the journal's files are kept (./data).")
    private @Nullable Path data;

    @Option(
            names = "--sip-port",
            description =
                    "Where telephone calls are answered by SIP, over UDP and TCP at 127.0.0.1 (with the demo 5060, or any that is free).")
    private @Nullable Integer sipPort;

    @Option(names = "--no-demo", description = "Without the demo tenant and its built-in users.")
    private boolean noDemo;

    @Option(names = "--one-of-several", hidden = true, description = "Whoever has started it welcomes people.")
    private boolean oneOfSeveral;

    /** RFC 3261 §19.1.2. */
    private static final int SIP = 5_060;

    private final Map<String, String> outside;

    Up() {
        this(System.getenv());
    }

    /** @param outside the environment that it is started in */
    Up(Map<String, String> outside) {
        this.outside = outside;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        Map<String, String> environment = new HashMap<>();
        if (data != null) {
            environment.put("CORDBOARD_DATA", data.toAbsolutePath().toString());
        }
        demo(noDemo, outside, System.getProperties())
                .ifPresent(demo -> environment.put("CORDBOARD_DEMO", demo ? "on" : "off"));
        // A node that was started by another `up` has everything in its environment already.
        boolean ownServer = kind() == Journal.postgres && url().isEmpty();
        try (LocalPostgres server =
                ownServer ? LocalPostgres.start(dataDirectory().resolve("postgres")) : null) {
            if (server != null) {
                var database = server.database("postgres", 16);
                environment.put("CORDBOARD_JOURNAL_URL", database.url());
                environment.put("CORDBOARD_JOURNAL_USER", database.user());
                environment.put("CORDBOARD_JOURNAL_PASSWORD", database.password());
            }
            return nodes == 1 ? inThisProcess(environment) : new LocalCluster(nodes, firstPort(), environment).run();
        }
    }

    /**
     * What {@code up} itself says of the demo tenant and its built-in users: nothing where somebody has said it, or has brought a
     * configuration of their own, for then its absence is meant.
     */
    static Optional<Boolean> demo(boolean noDemo, Map<String, String> environment, Properties properties) {
        if (noDemo) {
            return Optional.of(false);
        }
        boolean said = environment.containsKey("CORDBOARD_DEMO")
                || Stream.of("cordboard.node.demo", "config.file", "config.resource", "config.url")
                        .anyMatch(properties::containsKey);
        return said ? Optional.empty() : Optional.of(true);
    }

    /** Whether somebody has said whether telephones are answered. */
    static boolean isSipSaid(Map<String, String> environment, Properties properties) {
        return environment.containsKey("CORDBOARD_SIP")
                || Stream.of("cordboard.telephony.sip.enabled", "config.file", "config.resource", "config.url")
                        .anyMatch(properties::containsKey);
    }

    /** SIP's own port, or any other that is free; none if there is none. */
    private static Optional<Integer> freeSipPort() {
        return Stream.of(SIP, 0).flatMap(wanted -> free(wanted).stream()).findFirst();
    }

    /** This port, or any if it is 0, unless it is taken. */
    static Optional<Integer> free(int wanted) {
        InetAddress here = InetAddress.getLoopbackAddress();
        try (var tcp = new ServerSocket(wanted, 1, here);
                var udp = new DatagramSocket(tcp.getLocalPort(), here)) {
            return Optional.of(udp.getLocalPort());
        } catch (IOException taken) {
            return Optional.empty();
        }
    }

    /** Whether a node that {@code up} starts with these variables beside its own has the demo. */
    static boolean hasDemo(Map<String, String> environment) {
        return "on".equals(environment.getOrDefault("CORDBOARD_DEMO", System.getenv("CORDBOARD_DEMO")));
    }

    private Path dataDirectory() {
        return data != null
                ? data.toAbsolutePath()
                : Path.of(outside.getOrDefault("CORDBOARD_DATA", "data")).toAbsolutePath();
    }

    private int firstPort() {
        if (port != null) {
            return port;
        }
        String said = outside.getOrDefault("CORDBOARD_API_PORT", "8080");
        try {
            return Integer.parseInt(said);
        } catch (NumberFormatException _) {
            throw wrong("Expected CORDBOARD_API_PORT to be a port such as 8080, but got '" + said + "'");
        }
    }

    private void check() {
        if (nodes < 1 || nodes > 9) {
            throw wrong("Expected 1 to 9 nodes, but got " + nodes);
        }
        if (firstPort() < 1 || firstPort() + nodes > 65_536) {
            throw wrong("Expected a port that leaves room for " + nodes + " nodes, but got " + firstPort());
        }
        if (sipPort != null && (sipPort < 1 || sipPort > 65_535)) {
            throw wrong("Expected a SIP port of 1 to 65535, but got " + sipPort);
        }
        if (sipPort != null && nodes > 1) {
            throw wrong("Expected --sip-port with one node only: several would have to share the port");
        }
        if (nodes > 1 && journal == Journal.h2) {
            throw wrong("Expected --journal postgres for several nodes: an H2 file belongs to one process");
        }
    }

    private ParameterException wrong(String message) {
        if (spec == null) {
            throw new IllegalStateException(message);
        }
        return new ParameterException(spec.commandLine(), message);
    }

    private Journal kind() {
        if (journal != null) {
            return journal;
        }
        return nodes > 1 ? Journal.postgres : Journal.h2;
    }

    private Optional<String> url() {
        return Optional.ofNullable(outside.get("CORDBOARD_JOURNAL_URL")).filter(u -> !u.isBlank());
    }

    private int inThisProcess(Map<String, String> environment) {
        Map<String, Object> overrides = new HashMap<>();
        if (port != null) {
            overrides.put("cordboard.node.api.port", port);
        }
        boolean quiet = oneOfSeveral || !hasDemo(environment) || isSipSaid(outside, System.getProperties());
        Optional<Integer> telephones = Optional.ofNullable(sipPort).or(() -> quiet ? Optional.empty() : freeSipPort());
        telephones.ifPresent(at -> {
            overrides.put("cordboard.telephony.sip.enabled", true);
            overrides.put("cordboard.telephony.sip.port", at);
        });
        if (journal == Journal.h2) {
            overrides.put("cordboard.persistence.journal.url", "");
        }
        if (hasDemo(environment)) {
            // The demo's customers all come from this machine.
            overrides.put("cordboard.channels.chat.exempt-sources", List.of("127.0.0.1"));
        }
        overrides.putAll(settings(environment));
        Node node = Node.start(overrides);
        boolean demo = node.system().settings().config().getBoolean("cordboard.node.demo");
        System.out.println(oneOfSeveral ? Welcome.UP : Welcome.text(node.apiUrl(), demo, telephones));
        if (telephones.isPresent()) {
            System.out.println(Welcome.recordings(
                    KeptRecordings.settings(node.system().settings().config()).directory()));
        }
        return node.awaitTermination();
    }

    /** What the environment variables would have set, had they been set from outside. */
    private static Map<String, Object> settings(Map<String, String> environment) {
        var keys = Map.of(
                "CORDBOARD_DATA", "cordboard.persistence.journal.data-dir",
                "CORDBOARD_DEMO", "cordboard.node.demo",
                "CORDBOARD_JOURNAL_URL", "cordboard.persistence.journal.url",
                "CORDBOARD_JOURNAL_USER", "cordboard.persistence.journal.user",
                "CORDBOARD_JOURNAL_PASSWORD", "cordboard.persistence.journal.password");
        var values = new HashMap<String, Object>();
        environment.forEach((name, value) -> {
            String key = keys.get(name);
            if (key != null) {
                values.put(key, value);
            }
        });
        return values;
    }
}
