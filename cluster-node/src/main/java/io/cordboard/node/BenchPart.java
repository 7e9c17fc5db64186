package io.cordboard.node;

import io.cordboard.ops.bench.BareB2bua;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * A part of {@code ./cordboard bench voice} that is measured as a process of its own. It says when it is there, answers each line that
 * it is sent with one of its own, and ends when there are no more.
 */
@Command(name = "bench-part", hidden = true)
final class BenchPart implements Callable<Integer> {

    private static final String MARK = "part: ";

    @Parameters(index = "0")
    private String part = "";

    @Parameters(index = "1..*")
    private List<String> arguments = List.of();

    /** What starts a part, whose name and arguments follow; like this process otherwise. */
    static List<String> command() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "bench-part"));
        return command;
    }

    @Override
    public Integer call() throws IOException {
        PrintStream out = System.out;
        // What is logged is not for whoever asks.
        System.setOut(System.err);
        switch (part) {
            case "b2bua" -> {
                try (var bare = BareB2bua.start(number(0), number(1))) {
                    converse(out, bare.getClass().getSimpleName(), () -> "");
                }
            }
            case "centre" -> {
                try (var centre = BenchCentre.start(number(0), number(1), number(2), arguments.contains("rooms"))) {
                    converse(out, "centre", centre::look);
                }
            }
            case "engine" -> {
                try (var engine = BenchEngine.start(
                        number(0),
                        arguments.stream().skip(1).map(Integer::valueOf).toList())) {
                    converse(out, engine.ports(), () -> "");
                }
            }
            default -> throw new IllegalArgumentException("Expected centre, b2bua or engine, but got " + part);
        }
        return 0;
    }

    private int number(int argument) {
        return Integer.parseInt(arguments.get(argument));
    }

    /** Until there is nobody who asks. */
    private static void converse(PrintStream out, String greeting, Supplier<String> look) throws IOException {
        out.println(MARK + greeting);
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String question = in.readLine(); question != null; question = in.readLine()) {
            boolean atRest = question.equals("rest");
            if (atRest) {
                System.gc();
            }
            String compiling = String.format(
                    Locale.ROOT,
                    "\"compiling\":%.3f",
                    ManagementFactory.getCompilationMXBean().getTotalCompilationTime() / 1e3);
            String more = atRest ? look.get() : "";
            out.println(MARK + '{' + compiling + (more.isEmpty() ? "" : ',' + more) + '}');
        }
    }
}
