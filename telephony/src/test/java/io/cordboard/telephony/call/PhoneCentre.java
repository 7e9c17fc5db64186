package io.cordboard.telephony.call;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.cordboard.routing.OneNode;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.interaction.Contact;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.InteractionView;
import io.cordboard.routing.leg.Centre;
import io.cordboard.routing.line.NumberPattern;
import io.cordboard.routing.line.Outbound;
import io.cordboard.routing.line.SipCredentials;
import io.cordboard.routing.line.SourceRange;
import io.cordboard.routing.line.Transport;
import io.cordboard.routing.tenant.NumberSettings;
import io.cordboard.routing.tenant.TrunkSettings;
import io.cordboard.telephony.guide.Guides;
import io.cordboard.telephony.guide.LookUps;
import io.cordboard.telephony.guide.Published;
import io.cordboard.telephony.line.Binding;
import io.cordboard.telephony.line.Flow;
import io.cordboard.telephony.line.LinesInMemory;
import io.cordboard.telephony.line.LocationsInMemory;
import io.cordboard.telephony.line.NumberEntry;
import io.cordboard.telephony.line.PhoneAccount;
import io.cordboard.telephony.line.Trunk;
import io.cordboard.telephony.media.MediaServer;
import io.cordboard.telephony.media.Prompt;
import io.cordboard.telephony.media.Sound;
import io.cordboard.telephony.recording.RecordingObserver;
import io.cordboard.telephony.recording.RecordingSettings;
import io.cordboard.telephony.recording.Recordings;
import io.cordboard.telephony.sip.Ports;
import io.cordboard.telephony.sip.SipObserver;
import io.cordboard.telephony.sip.SipSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A node that is called by real SIP, over a trunk from loopback, in which nothing is heard; {@code 1000} is the support's number. */
final class PhoneCentre implements AutoCloseable {

    static final String NUMBER = "1000";
    /** A number with as many attributes as leave no room for who calls. */
    static final String FULL = "2000";

    /** Its callers are guided by the flow {@code welcome}. */
    static final String GUIDED = "3000";

    static final String SECRET = "a-phone's-secret";

    final OneNode node = new OneNode();
    final Centre centre = new Centre(node);
    final RoomsInMemory rooms = new RoomsInMemory();
    final LinesInMemory lines = new LinesInMemory();
    final LocationsInMemory locations = new LocationsInMemory(Clock.systemUTC());
    final int port = Ports.free();
    final Queue<InteractionId> came = new ConcurrentLinkedQueue<>();
    final Map<String, Published> flows = new ConcurrentHashMap<>();
    /** What callers were told. */
    final Queue<String> said = new ConcurrentLinkedQueue<>();

    /** Peers of trunks that have not answered. */
    final Set<String> down = ConcurrentHashMap.newKeySet();

    final Recordings recordings = recordings();
    private final List<NumberEntry> numbers;
    final Calls calls;
    private final MediaServer sound;
    private final Config config;

    PhoneCentre(String overrides) {
        this(overrides, null);
    }

    /** @param sound where it is heard; nowhere, if absent */
    PhoneCentre(String overrides, MediaServer sound) {
        this.sound = sound == null ? rooms : sound;
        Config config = ConfigFactory.parseString("cordboard.telephony {\n sip.port = " + port
                        + "\n sip.enabled = on\n call.patience = 2s\n sip.least-session = 3s\n" + overrides + "\n}")
                .withFallback(node.system().settings().config());
        var trunk = new TrunkSettings(
                "Carrier",
                List.of(),
                Set.of(SourceRange.of("127.0.0.0/8")),
                Optional.empty(),
                TrunkSettings.DEFAULT_CODECS,
                30,
                List.of(),
                List.of(),
                TrunkSettings.DEFAULT_KEEP_ALIVE,
                Outbound.CLOSED);
        var number = new NumberSettings(
                new NumberPattern(NUMBER), "Shop", Optional.of(centre.queue().name()), Attributes.NONE);
        var guided = new NumberSettings(
                new NumberPattern(GUIDED), "Shop", Optional.empty(), Optional.of("welcome"), Attributes.NONE);
        var all = new HashMap<String, String>();
        for (int i = 1; i < Contact.MAX_ATTRIBUTES; i++) {
            all.put("a" + i, "1");
        }
        var full = new NumberSettings(
                new NumberPattern(FULL), "Shop", Optional.of(centre.queue().name()), Attributes.of(all));
        var sales = new NumberSettings(
                new NumberPattern("4000"),
                "Shop",
                Optional.of(centre.otherQueue().name()),
                Attributes.NONE);
        numbers = List.of(
                new NumberEntry(centre.tenant(), "main", number),
                new NumberEntry(centre.tenant(), "guided", guided),
                new NumberEntry(centre.tenant(), "full", full),
                new NumberEntry(centre.tenant(), "sales", sales));
        hasTrunks(new Trunk(centre.tenant(), "carrier", trunk, Optional.empty()));
        this.config = config;
        calls = start();
    }

    private static Recordings recordings() {
        try {
            Path data = Files.createTempDirectory("recordings");
            var settings = new RecordingSettings(data, data, 10_000_000, 10_000_000, 0, Duration.ofMinutes(1));
            return Recordings.inFiles(settings, RecordingObserver.NONE, Clock.systemUTC());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The calls of this node; a second time, its port is taken. */
    Calls start() {
        return Calls.start(
                node.system(),
                node.switchboard(),
                SipSettings.of(config),
                CallSettings.of(config),
                lines,
                locations,
                sound,
                recordings,
                new Guides(
                        (_, name) -> CompletableFuture.completedStage(Optional.ofNullable(flows.get(name))),
                        (_, words) -> {
                            words.forEach(each -> said.add(each.spoken()));
                            return CompletableFuture.completedStage(Prompt.of(Sound.Tone.CHIME));
                        },
                        new LookUps(Set.of())),
                SipObserver.NONE,
                new CallObserver() {
                    @Override
                    public void began(InteractionId call) {
                        came.add(call);
                    }

                    @Override
                    public void peer(String address, boolean there) {
                        if (there) {
                            down.remove(address);
                        } else {
                            down.add(address);
                        }
                    }
                },
                Clock.systemUTC());
    }

    /** These are the trunks from now on. */
    void hasTrunks(Trunk... trunks) {
        lines.has(centre.tenant(), List.of(trunks), numbers);
    }

    /** An agent whose phone is at a port of this machine. */
    AgentId agent(String name, int... ports) {
        AgentId agent = centre.agent(name, name);
        lines.has(new PhoneAccount(agent, name, true, SipCredentials.of(name, lines.domain(centre.tenant()), SECRET)));
        for (int at : ports) {
            String contact = "sip:" + name + "@127.0.0.1:" + at;
            locations.bind(
                    agent,
                    new Binding(
                            contact,
                            contact,
                            List.of(),
                            new Flow("node-1", Transport.UDP, "127.0.0.1", at, Optional.empty()),
                            1000,
                            "r",
                            1,
                            Instant.now().plusSeconds(600),
                            "test"));
        }
        return agent;
    }

    void guidedBy(Published flow) {
        said.clear();
        flows.put(flow.guide().flow(), flow);
    }

    InteractionView view(InteractionId call) {
        return centre.view(call);
    }

    @Override
    public void close() {
        calls.close();
        node.close();
    }
}
