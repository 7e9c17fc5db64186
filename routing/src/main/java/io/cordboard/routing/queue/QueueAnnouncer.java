package io.cordboard.routing.queue;

import io.cordboard.routing.entity.Companion;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.matching.Waiting;
import io.cordboard.routing.queue.QueueEvent.*;
import io.cordboard.routing.router.RouterCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tells the tenant's router what waits in a queue: a numbered stream of changes, one message on its way at a time, so that
 * what changes meanwhile travels together. Whatever is lost is noticed by its number, and the stream starts anew.
 */
final class QueueAnnouncer implements Companion<QueueEvent, QueueState> {

    /** Entries a message, of some 300 bytes each. */
    private static final int MAX_ENTRIES = 300;

    /** The most that they may take together, so that a message fits Artery's frame (512 KiB): a larger one is dropped. */
    private static final int MAX_BYTES = 180 * 1024;

    /** What an entry takes at the most, beside the skills it asks for and the agents it must not go to; and each of these. */
    private static final int BYTES_AN_ENTRY = 600;

    private static final int BYTES_A_SKILL = 70;
    private static final int BYTES_A_CHARACTER = 3;
    private static final int BYTES_AN_AGENT = 110;

    private static final Comparator<Waiting> FIRST_IN_LINE = Comparator.comparingInt(Waiting::priority)
            .reversed()
            .thenComparing(Waiting::since)
            .thenComparing(Waiting::interaction);

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int BEAT_TICKS = 3;

    private final Map<InteractionId, Optional<Waiting>> changes = new LinkedHashMap<>();
    private boolean rulesChanged;
    /** How many of the first of {@link #changes} are what waited when the stream began. */
    private int fromTheStart;

    private String stream = "";
    private long number = -1;
    private RouterCommand.@Nullable QueueChanged onItsWay;
    private int ticks;
    private boolean ticking;

    @Override
    public void begin(QueueState state, Desk desk) {
        startAnew(state, desk);
    }

    @Override
    public void routerStarted(QueueState state, Desk desk) {
        startAnew(state, desk);
    }

    private void startAnew(QueueState state, Desk desk) {
        if (!(state instanceof QueueState.Defined defined)) {
            return;
        }
        stream = UUID.randomUUID().toString();
        number = -1;
        onItsWay = null;
        rulesChanged = true;
        changes.clear();
        defined.line().entries().entrySet().stream()
                .filter(each -> !defined.line().leaving().containsKey(each.getKey()))
                .map(each -> waiting(each.getKey(), each.getValue()))
                .sorted(FIRST_IN_LINE)
                .forEach(each -> changes.put(each.interaction(), Optional.of(each)));
        fromTheStart = changes.size();
        flush(defined, desk);
    }

    @Override
    public void recorded(List<QueueEvent> events, QueueState state, Desk desk) {
        if (!(state instanceof QueueState.Defined defined)) {
            return;
        }
        for (QueueEvent event : events) {
            switch (event) {
                case Configured _ -> rulesChanged = true;
                case Removed _ -> rulesChanged |= defined.rules().trial().isPresent();
                case Enqueued e -> changed(defined, e.interaction());
                case Dequeued e -> changed(defined, e.interaction());
                case Diverted e -> changed(defined, e.interaction());
                case Stayed e -> changed(defined, e.interaction());
            }
        }
        if (stream.isEmpty()) {
            startAnew(state, desk);
        } else {
            flush(defined, desk);
        }
    }

    /** Whatever happened, only how it is now matters. */
    private void changed(QueueState.Defined state, InteractionId id) {
        var line = state.line();
        changes.put(
                id,
                line.leaving().containsKey(id)
                        ? Optional.empty()
                        : line.entry(id).map(entry -> waiting(id, entry)));
    }

    private void flush(QueueState.Defined state, Desk desk) {
        if (onItsWay != null || (changes.isEmpty() && !rulesChanged)) {
            return;
        }
        List<Waiting> waiting = new ArrayList<>();
        List<InteractionId> gone = new ArrayList<>();
        var each = changes.entrySet().iterator();
        int bytes = 0;
        for (int i = 0; i < MAX_ENTRIES && bytes < MAX_BYTES && each.hasNext(); i++) {
            var change = each.next();
            change.getValue().ifPresentOrElse(waiting::add, () -> gone.add(change.getKey()));
            bytes += BYTES_AN_ENTRY
                    + change.getValue().map(QueueAnnouncer::bytesAsked).orElse(0);
            each.remove();
        }
        fromTheStart = Math.max(0, fromTheStart - waiting.size() - gone.size());
        number++;
        var rules = rulesChanged
                ? Optional.of(new RouterCommand.QueueRules(
                        state.rules().policy(), state.rules().policyVersion(), state.trial()))
                : Optional.<RouterCommand.QueueRules>empty();
        rulesChanged = false;
        ticks = 0;
        onItsWay =
                new RouterCommand.QueueChanged(state.queue(), stream, number, rules, waiting, gone, fromTheStart > 0);
        desk.send(onItsWay);
        keepTicking(desk);
    }

    private static int bytesAsked(Waiting waiting) {
        return waiting.skills().size() * BYTES_A_SKILL
                + waiting.excluded().size() * BYTES_AN_AGENT
                + waiting.attributes().size() * BYTES_A_CHARACTER;
    }

    @Override
    public void reply(Reply reply, QueueState state, Desk desk) {
        if (!(state instanceof QueueState.Defined defined)) {
            return;
        }
        boolean stale = reply instanceof Reply.Refused(_, var refusal, _) && refusal == Refusal.STALE;
        if (onItsWay != null && reply.ref().equals(onItsWay.ref())) {
            if (stale) {
                startAnew(state, desk);
            } else if (reply instanceof Reply.Done) {
                onItsWay = null;
                flush(defined, desk);
            }
        } else if (stale && reply.ref().equals(beat(defined).ref())) {
            startAnew(state, desk);
        }
    }

    @Override
    public void tick(QueueState state, Desk desk) {
        ticking = false;
        if (!(state instanceof QueueState.Defined defined)) {
            return;
        }
        ticks++;
        if (onItsWay != null && ticks >= 2) {
            ticks = 0;
            desk.send(onItsWay);
        } else if (onItsWay == null && ticks >= BEAT_TICKS) {
            ticks = 0;
            desk.send(beat(defined));
        }
        if (onItsWay != null || defined.line().size() > 0) {
            keepTicking(desk);
        }
    }

    private RouterCommand.QueueBeat beat(QueueState.Defined state) {
        return new RouterCommand.QueueBeat(state.queue(), stream, number);
    }

    private void keepTicking(Desk desk) {
        if (!ticking) {
            ticking = true;
            desk.tickAfter(TICK);
        }
    }

    @Override
    public boolean busy() {
        return onItsWay != null;
    }

    private static Waiting waiting(InteractionId id, Line.Entry entry) {
        return new Waiting(id, entry.medium(), entry.place(), entry.attributes());
    }
}
