package io.cordboard.node;

import io.cordboard.ops.demo.Demo;
import io.cordboard.ops.demo.DemoSettings;
import java.io.Console;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./cordboard demo}: simulated customers and agents on a node that runs, or on one of its own. */
@Command(
        name = "demo",
        description =
                "Lets simulated customers and agents work on a node, shows it, and adds everything up at the end.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:it ties", "1:it does not tie, or the node failed", "2:wrong options"},
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--url", description = "A node that runs, with the demo tenant; several for a cluster's nodes.")
    private List<URI> urls = new ArrayList<>();

    @Option(names = "--agents", description = "Agents at work; more than 19 need a node that was told so.")
    private int agents = 12;

    @Option(names = "--rate", description = "Customers in a minute, on average (Poisson).")
    private double rate = 40;

    @Option(names = "--patience", converter = Durations.class, description = "How long customers wait, on average.")
    private Duration patience = Duration.ofSeconds(30);

    @Option(names = "--handle", converter = Durations.class, description = "How long conversations take, on average.")
    private Duration handle = Duration.ofSeconds(25);

    @Option(names = "--duration", converter = Durations.class, description = "How long customers come.")
    private Duration duration = Duration.ofMinutes(2);

    @Option(names = "--seed", description = "Of everything that is drawn; otherwise another each time.")
    private @Nullable Long seed;

    @Option(names = "--data", description = "Where the own node keeps its journal; otherwise a place that is removed.")
    private @Nullable Path data;

    @Option(names = "--port", description = "The own node's HTTP port; otherwise any that is free.")
    private int port;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!urls.isEmpty() && (data != null || port != 0)) {
            throw wrong("Expected --url or --data and --port, but got both: these are of the demo's own node");
        }
        // Looked at before a node is started in vain.
        DemoSettings settings = settings(urls.isEmpty() ? List.of(URI.create("http://127.0.0.1")) : urls);
        try {
            if (!urls.isEmpty()) {
                return run(settings);
            }
            System.err.println("cordboard: starting a node for the demo");
            try (OwnNode node = OwnNode.start(data, port, Demo.extraAgents(agents))) {
                System.err.println("cordboard: it is at " + node.url()
                        + " (sign in as alice, password alice); its log is " + node.log());
                return run(settings(List.of(node.url())));
            }
        } catch (IOException e) {
            System.err.println("cordboard: " + e.getMessage());
            return ExitCode.SOFTWARE;
        }
    }

    private static int run(DemoSettings settings) throws IOException, InterruptedException {
        boolean terminal = Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .isPresent()
                && !"dumb".equals(System.getenv("TERM"));
        boolean colours = System.getenv("NO_COLOR") == null;
        return new Demo(settings, System.out, terminal, colours).run() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private DemoSettings settings(List<URI> nodes) {
        for (URI url : nodes) {
            if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                throw wrong("Expected --url such as http://127.0.0.1:8080, but got '" + url + "'");
            }
        }
        if (seed == null) {
            seed = RandomGenerator.getDefault().nextLong(1, 1_000_000);
        }
        try {
            return new DemoSettings(nodes, agents, rate, patience, handle, duration, seed);
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    private ParameterException wrong(@Nullable String message) {
        if (spec == null) {
            throw new IllegalStateException(message);
        }
        return new ParameterException(spec.commandLine(), message == null ? "wrong options" : message);
    }
}
