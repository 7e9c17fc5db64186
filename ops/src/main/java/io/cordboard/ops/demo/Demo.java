package io.cordboard.ops.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** One demo from beginning to end: agents come, customers come, a table is shown, and at the end everything is added up. */
public final class Demo {

    /** How long the accounts may take to agree once nobody does anything any more: views follow the journal. */
    private static final Duration SETTLE = Duration.ofSeconds(20);

    private static final Duration GO_HOME = Duration.ofSeconds(15);
    private static final Duration REFRESH = Duration.ofMillis(500);

    private final DemoSettings settings;
    private final Screen screen;
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final Stage stage;
    private final Ledger ledger = new Ledger(run);
    private final Queue<Thread> people = new ConcurrentLinkedQueue<>();

    /**
     * @param terminal whether {@code out} is a terminal, on which a table can be drawn over itself
     * @param colours whether it may be coloured
     */
    public Demo(DemoSettings settings, PrintStream out, boolean terminal, boolean colours) {
        this.settings = settings;
        this.screen = new Screen(out, terminal, colours);
        this.stage = new Stage(settings, run);
    }

    /**
     * Whether everything tied.
     *
     * @throws IOException if the nodes do not answer, or not as a demo's node does
     */
    public boolean run() throws IOException, InterruptedException {
        try (var api = new NodeApi(settings.urls())) {
            checkPeople(api);
            var data = new ServerData(api, ledger);
            data.await(Scene.agents(settings.agents()));
            Map<String, ServerData.Target> targets = data.targets();
            screen.say("Demo " + run + ": " + settings.agents() + " agents, " + number(settings.perMinute())
                    + " customers a minute, patience " + Screen.seconds(settings.patience()) + ", conversations of "
                    + Screen.seconds(settings.handle()) + ", seed " + settings.seed());
            var draws = new Draws(settings.seed());
            comeToWork(api, draws);
            play(api, data, targets, draws);
            stage.freeze();
            Tally tally = settle(data);
            boolean ties = report(tally, targets);
            goHome();
            return ties;
        } finally {
            stage.end();
            people.forEach(Thread::interrupt);
        }
    }

    private void checkPeople(NodeApi api) throws IOException, InterruptedException {
        List<String> agents = Scene.agents(settings.agents());
        try {
            api.token(Scene.SUPERVISOR);
        } catch (IOException e) {
            throw new IOException(
                    e.getMessage() + ". The demo needs a node with the demo tenant: ./cordboard up has it, with"
                            + " --no-demo it has not",
                    e);
        }
        try {
            api.token(agents.getLast());
        } catch (IOException e) {
            throw new IOException(
                    e.getMessage() + ". " + settings.agents() + " agents are more than this node has logins for:"
                            + " start it with CORDBOARD_DEMO_AGENTS=" + extraAgents(settings.agents()),
                    e);
        }
    }

    private void comeToWork(NodeApi api, Draws draws) {
        int number = 0;
        for (String name : Scene.agents(settings.agents())) {
            people.add(Thread.ofVirtual()
                    .name("agent-" + name)
                    .start(new SimulatedAgent(name, api, stage, new Draws(draws.seedFor(number++)))));
        }
    }

    private void play(NodeApi api, ServerData data, Map<String, ServerData.Target> targets, Draws draws)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        var arrivals = Thread.ofVirtual().name("arrivals").start(() -> arrive(api, start, draws));
        people.add(arrivals);
        while (elapsed(start).compareTo(settings.duration()) < 0) {
            data.catchUp();
            screen.show(picture(elapsed(start), targets));
            pause(REFRESH);
        }
        arrivals.interrupt();
        arrivals.join();
        screen.show(picture(settings.duration(), targets));
    }

    /** The gaps between arrivals are exponential, so that they come independently of each other. */
    private void arrive(NodeApi api, long start, Draws draws) {
        Duration mean = Duration.ofNanos((long) (60e9 / settings.perMinute()));
        long at = start;
        for (int number = 1; ; number++) {
            at += draws.around(mean).toNanos();
            while (System.nanoTime() < at) {
                LockSupport.parkNanos(at - System.nanoTime());
                if (Thread.interrupted()) {
                    return;
                }
            }
            if (at - start >= settings.duration().toNanos()) {
                return;
            }
            people.add(Thread.ofVirtual()
                    .name("customer-" + number)
                    .start(new SimulatedCustomer(number, api, stage, new Draws(draws.seedFor(number)))));
        }
    }

    private static Duration elapsed(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void pause(Duration time) throws InterruptedException {
        LockSupport.parkNanos(time.toNanos());
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private Screen.Picture picture(Duration elapsed, Map<String, ServerData.Target> targets) {
        return new Screen.Picture(
                elapsed,
                settings.duration(),
                rows(targets),
                ledger.agents(),
                ledger.workInHand(),
                stage.turnedAwayCount(),
                stage.lostSocketCount() == 0 ? "" : stage.lostSocketCount() + " sockets lost and opened again");
    }

    private List<Screen.Row> rows(Map<String, ServerData.Target> targets) {
        Instant now = Instant.now();
        var rows = new ArrayList<Screen.Row>();
        Figures all = Figures.NONE;
        for (var target : targets.entrySet()) {
            Figures figures =
                    Figures.of(ledger.of(target.getKey()), target.getValue().within(), now);
            all = all.plus(figures);
            rows.add(new Screen.Row(
                    target.getKey(),
                    figures,
                    target.getValue().within(),
                    target.getValue().share()));
        }
        rows.add(new Screen.Row("all", all, Duration.ZERO, 0));
        return rows;
    }

    /** Reads the server's accounts until they agree, or as long as they may take for it. */
    private Tally settle(ServerData data) throws IOException, InterruptedException {
        Instant giveUp = Instant.now().plus(SETTLE);
        while (true) {
            data.catchUp();
            Tally.Seen seen = stage.seen();
            var wanted = new HashSet<>(ledger.lines().keySet());
            wanted.addAll(seen.opened());
            Map<String, String> phases = data.phases(wanted);
            data.catchUp();
            var tally = new Tally(ledger.lines(), ledger.faults(), phases, stage.seen());
            if (tally.discrepancies().isEmpty() || Instant.now().isAfter(giveUp)) {
                return tally;
            }
            pause(REFRESH);
        }
    }

    private boolean report(Tally tally, Map<String, ServerData.Target> targets) {
        Figures all = rows(targets).getLast().figures();
        List<String> discrepancies = new ArrayList<>(tally.discrepancies());
        if (!all.ties() || all.arrivals() != tally.seen().opened().size()) {
            discrepancies.addFirst("arrivals " + tally.seen().opened().size() + ", but answered + abandoned + waiting"
                    + " + in progress of these queues = "
                    + (all.answered() + all.abandoned() + all.waiting() + all.inProgress()));
        }
        screen.say(screen.bold("At the end, by the server's events and list"));
        screen.say("");
        screen.say("  arrivals     %6d   chats that the server acknowledged to customers"
                .formatted(tally.seen().opened().size()));
        screen.say("  = answered   %6d   over, after an agent had come".formatted(all.answered()));
        screen.say("  + abandoned  %6d   over, before an agent came%s".formatted(all.abandoned(), reasons(tally)));
        screen.say("  + waiting    %6d".formatted(all.waiting()));
        screen.say("  + in progress%6d   with an agent, or being wrapped up".formatted(all.inProgress()));
        screen.say("");
        screen.say("  service level %s   %s, in progress counted as answered: %d of %d"
                .formatted(
                        Screen.percent(all.serviceLevel()),
                        Figures.FORMULA,
                        all.withinTarget(),
                        all.everAnswered() + all.abandoned()));
        screen.say("  ASA           %s   average wait of the %d who were answered"
                .formatted(Screen.seconds(all.asa()), all.everAnswered()));
        if (stage.turnedAwayCount() > 0) {
            screen.say("  not let in    %d   refused by the node, so no arrivals".formatted(stage.turnedAwayCount()));
        }
        screen.say("");
        if (discrepancies.isEmpty()) {
            screen.say("  " + screen.good("It ties.")
                    + " Each chat is there once, in events, list and as its customer saw it.");
        } else {
            screen.say("  " + screen.bad("It does not tie:"));
            discrepancies.forEach(each -> screen.say("  - " + each));
        }
        screen.say("");
        return discrepancies.isEmpty();
    }

    private static String reasons(Tally tally) {
        var others = new TreeMap<>(tally.reasons());
        others.keySet().removeAll(List.of("handled", "abandoned"));
        return others.isEmpty() ? "" : "; ended otherwise: " + others;
    }

    /** Nothing stays behind: customers leave, agents finish and sign out. */
    private void goHome() throws InterruptedException {
        stage.close();
        Instant giveUp = Instant.now().plus(GO_HOME);
        while (Instant.now().isBefore(giveUp) && people.stream().anyMatch(Thread::isAlive)) {
            pause(REFRESH);
        }
        long left = people.stream().filter(Thread::isAlive).count();
        if (left > 0) {
            screen.say("  %d agents and customers did not come to an end within %s"
                    .formatted(left, Screen.seconds(GO_HOME)));
        }
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }

    /** For the command line: how many agents a node must be told to have beside the demo tenant's people. */
    public static int extraAgents(int agents) {
        return Scene.extras(agents);
    }
}
