package io.cordboard.node;

import io.cordboard.persistence.ownership.JournalRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of a node; {@code ./cordboard} starts it. */
@Command(
        name = "cordboard",
        description = "An omnichannel contact centre that runs as a cluster.",
        mixinStandardHelpOptions = true,
        subcommands = {Up.class, DemoCommand.class, BenchCommand.class, BenchPart.class, ReplayCommand.class})
public final class Main {

    /** The exit code of a node that another cluster keeps off the journal. */
    static final int JOURNAL_REFUSED = 3;

    private static final String LOG = "CORDBOARD_LOG";

    private Main() {}

    public static void main(String[] args) {
        chooseLog(args);
        CommandLine line = new CommandLine(new Main()).setExecutionExceptionHandler(Main::failed);
        if (args.length == 0) {
            line.usage(System.err);
            System.exit(CommandLine.ExitCode.USAGE);
        }
        System.exit(line.execute(args));
    }

    /** What an operator can act on is said in a sentence; the rest with its stack trace. */
    private static int failed(Exception failure, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (failure instanceof JournalRefused) {
            command.getErr().println("cordboard: " + failure.getMessage());
            return JOURNAL_REFUSED;
        }
        if (failure instanceof UncheckedIOException && failure.getCause() instanceof IOException cause) {
            command.getErr().println("cordboard: " + failure.getMessage() + ": " + cause.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw failure;
    }

    /** A node without the demo is one of production, whose log a machine reads. Before the first line is logged. */
    private static void chooseLog(String[] args) {
        boolean said = System.getenv(LOG) != null || System.getProperty(LOG) != null;
        if (!said && List.of(args).contains("--no-demo")) {
            System.setProperty(LOG, "json");
        }
    }
}
