package io.cordboard.node;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** The command line of a node; {@code ./cordboard} starts it. */
@Command(
        name = "cordboard",
        description = "An omnichannel contact centre that runs as a cluster.",
        mixinStandardHelpOptions = true,
        subcommands = {Up.class, Main.Demo.class, Main.Bench.class})
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        CommandLine line = new CommandLine(new Main());
        if (args.length == 0) {
            line.usage(System.err);
            System.exit(CommandLine.ExitCode.USAGE);
        }
        System.exit(line.execute(args));
    }

    @Command(
            name = "demo",
            description = "Starts a node and lets customers and agents come.",
            mixinStandardHelpOptions = true)
    static final class Demo extends Unwritten {}

    @Command(name = "bench", description = "Measures.", mixinStandardHelpOptions = true)
    static final class Bench extends Unwritten {}

    /** A command whose work is not wired yet: it says how it will be called, and that it did nothing. */
    static class Unwritten implements Callable<Integer> {
        @CommandLine.Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            if (spec != null) {
                spec.commandLine().usage(System.err);
            }
            return CommandLine.ExitCode.USAGE;
        }
    }
}
