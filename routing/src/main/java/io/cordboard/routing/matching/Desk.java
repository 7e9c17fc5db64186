package io.cordboard.routing.matching;

import io.cordboard.routing.interaction.Arm;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.policy.BusinessHours;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.QueueConditions;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.queue.Trial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One queue: its policies, its lines, who serves it by name. It may be known by those before it has a policy. */
final class Desk extends Timed {

    /** So far from another, in nanoseconds, stands who is put first or last by hand. */
    private static final long APART = 1_000_000;

    final QueueId queue;

    /** What all go by whom the policy that is tried does not rule; its policy is also that of the queue as a whole. */
    final Rules ruling = new Rules();

    /** What those go by whom the policy that is tried rules; without a policy if there is none. */
    final Rules tried = new Rules();

    @Nullable
    Trial trial;

    /** By medium; few. */
    final List<Line> lines = new ArrayList<>(1);

    /** Seats that name this queue. */
    final Bits members = new Bits();

    int memberCount;

    /** After which they serve it. */
    final Delays delays = new Delays();

    /** All that waits here, whether it may be taken or not. */
    @Nullable
    Entry first;

    int waiting;

    final Pace pace = new Pace();

    /** How far its places are moved forward because it misses its service level, in nanoseconds. */
    long credit;

    /** The other queues that its conditions ask about. */
    private List<QueueId> others = List.of();

    private boolean conditional;

    /** Those who wait here and whom the policy that is tried rules: while there are none, nobody asks for its conditions. */
    private int triedHere;

    /** Those for whom a condition has brought about something that may not have been taken note of. */
    final Set<Entry> untold = new LinkedHashSet<>();

    /** Those who are being sent elsewhere because of a condition, and those who are being sent here. */
    int leaving;

    int coming;

    private int overdue;
    private long overdueAt = -Nanos.NEVER;

    private boolean open;
    private long openFrom = Nanos.NEVER;
    private long openUntil = -Nanos.NEVER;

    Desk(QueueId queue) {
        this.queue = queue;
    }

    /** The policy that rules the queue as a whole: the order of its line, its hours, its service level. */
    @Nullable
    Policy policy() {
        return ruling.policy;
    }

    void policy(@Nullable Policy latest, int version, @Nullable Trial latestTrial) {
        if (!Objects.equals(latest, ruling.policy)) {
            ruling.policy(latest, version);
            credit = 0;
            openFrom = Nanos.NEVER;
            openUntil = -Nanos.NEVER;
        }
        Policy acting = acting(latest, latestTrial);
        if (!Objects.equals(acting, tried.policy)) {
            tried.policy(acting, latestTrial == null ? 0 : latestTrial.version());
            tried.lastInTurn = acting == null ? null : tried.lastInTurn;
        }
        versions(version, latestTrial);
        conditional = !ruling.conditions.isEmpty()
                || (latest != null && latest.priority().serviceLevelCredit().isPresent());
        others = Stream.concat(ruling.conditions.stream(), tried.conditions.stream())
                .flatMap(condition -> QueueConditions.others(condition).stream())
                .distinct()
                .map(name -> new QueueId(queue.tenant(), name))
                .toList();
    }

    /** Whether nobody would be ruled otherwise. */
    boolean goesBy(Policy latest, @Nullable Trial latestTrial) {
        return latest.equals(ruling.policy)
                && Objects.equals(acting(latest, latestTrial), tried.policy)
                && Objects.equals(name(latestTrial), name(trial));
    }

    private static @Nullable Policy acting(@Nullable Policy latest, @Nullable Trial trial) {
        return latest == null || trial == null ? null : trial.acting(latest).orElse(null);
    }

    private static @Nullable String name(@Nullable Trial trial) {
        return trial == null ? null : trial.policyId();
    }

    void versions(int version, @Nullable Trial latestTrial) {
        ruling.version = version;
        trial = latestTrial;
        tried.version = latestTrial == null ? 0 : latestTrial.version();
    }

    Rules rules(boolean byTrial) {
        return byTrial ? tried : ruling;
    }

    /** Whether the policy that is tried rules this one. */
    boolean tries(Waiting waiting) {
        return tried.policy != null && isOn(trial, waiting);
    }

    /** Whether it is on the side of the policy that is tried. */
    static boolean isOn(@Nullable Trial trial, Waiting waiting) {
        return trial != null
                && waiting.place()
                        .arm()
                        .filter(arm -> arm.isRuledBy(trial.policyId()))
                        .isPresent();
    }

    /** One more who waits here goes by the policy that is tried, or one less. */
    void tried(boolean oneMore) {
        triedHere += oneMore ? 1 : -1;
    }

    /** On which side of the trial it is. */
    Optional<Arm> arm(Waiting waiting) {
        return waiting.place().arm().filter(arm -> arm.trial().equals(name(trial)));
    }

    /** Remembers what another kernel does of the same queue, under the same policies. */
    void remember(Desk other) {
        pace.copy(other.pace);
        credit = other.credit;
        ruling.remember(other.ruling);
        tried.remember(other.tried);
    }

    /** Whether it decides for many who wait at once. */
    boolean batches() {
        return ruling.batches() || tried.batches();
    }

    boolean isUnused() {
        return ruling.policy == null && first == null && memberCount == 0;
    }

    /** Whether its policy has to be looked at each second while somebody waits. */
    boolean isConditional() {
        return conditional || (triedHere > 0 && !tried.conditions.isEmpty());
    }

    /** Whether any of its conditions asks this, of whichever queue. */
    boolean asks(String name) {
        return ruling.asks(name) || tried.asks(name);
    }

    /** How many wait, as if all who are being sent elsewhere were there. */
    int expected() {
        return Math.max(0, waiting - leaving + coming);
    }

    List<QueueId> others() {
        return others;
    }

    /** Another one is sent elsewhere, though no time has passed. */
    void countAnew() {
        overdueAt = -Nanos.NEVER;
    }

    /** See {@link QueueConditions#SERVICE_LEVEL}. Who is being sent elsewhere is not counted. */
    OptionalDouble serviceLevel(long now) {
        if (ruling.policy != null && now != overdueAt) {
            long target = ruling.policy.serviceLevel().within().toNanos();
            overdue = 0;
            overdueAt = now;
            for (Entry entry = first; entry != null; entry = entry.next) {
                overdue += entry.sent == null && now - Nanos.of(entry.waiting().since()) > target ? 1 : 0;
            }
        }
        return pace.serviceLevel(overdue, now);
    }

    /** How many on the same medium are before one in line, up to {@code most}; those with as many offers as allowed are in no line. */
    int before(Entry entry, int most) {
        int before = 0;
        for (Line line : lines) {
            if (line.board.medium.equals(entry.waiting().medium())) {
                for (DemandClass of : line.classes.values()) {
                    for (Entry each : of.entries) {
                        if (before == most || each.compareTo(entry) >= 0) {
                            break;
                        }
                        before++;
                    }
                }
            }
        }
        return before;
    }

    /**
     * Where one would stand that is to be the {@code position}th of those on its medium, from 1; where it is, if it is alone. Between
     * two who stand in the same place it would stand there, too.
     */
    Place.Stand stand(Entry entry, int position) {
        List<Entry> others = lines.stream()
                .filter(line -> line.board.medium.equals(entry.waiting().medium()))
                .flatMap(line -> line.classes.values().stream())
                .flatMap(of -> of.entries.stream().filter(each -> each != entry).limit(position))
                .sorted()
                .limit(position)
                .toList();
        if (others.isEmpty()) {
            return new Place.Stand(entry.rank, Nanos.add(entry.place, credit));
        }
        Entry next = others.getLast();
        if (others.size() < position) {
            return new Place.Stand(next.rank, Nanos.add(next.place, credit + APART));
        }
        Entry before = position == 1 ? null : others.get(position - 2);
        long place = before == null || before.rank != next.rank
                ? next.place - APART
                : before.place + (next.place - before.place) / 2;
        return new Place.Stand(next.rank, Nanos.add(place, credit));
    }

    void add(Entry entry) {
        waiting++;
        triedHere += entry.tried ? 1 : 0;
        entry.next = first;
        if (first != null) {
            first.previous = entry;
        }
        first = entry;
    }

    void remove(Entry entry) {
        waiting--;
        triedHere -= entry.tried ? 1 : 0;
        untold.remove(entry);
        if (entry.previous != null) {
            entry.previous.next = entry.next;
        } else {
            first = entry.next;
        }
        if (entry.next != null) {
            entry.next.previous = entry.previous;
        }
        entry.previous = null;
        entry.next = null;
    }

    /**
     * Whether one in line since {@code since} must wait because the queue is closed. Whoever stood in line while the queue was
     * open is served to the end of the line.
     */
    boolean isClosedTo(long since, long now) {
        return !isUntouchedByHours(since, now) && !open;
    }

    /** When the queue next opens or closes for one in line since {@code since}. */
    long turnsAt(long since, long now) {
        return isUntouchedByHours(since, now) ? Nanos.NEVER : openUntil;
    }

    private boolean isUntouchedByHours(long since, long now) {
        BusinessHours hours =
                ruling.policy == null ? null : ruling.policy.hours().orElse(null);
        if (hours == null) {
            return true;
        }
        lookUp(hours, now);
        return (since >= openFrom && since < openUntil) ? open : hours.isOpen(Nanos.instant(since));
    }

    /** Asks the calendar once for each time that the queue opens or closes. */
    private void lookUp(BusinessHours hours, long now) {
        if (now < openFrom || now >= openUntil) {
            Instant at = Nanos.instant(now);
            open = hours.isOpen(at);
            openFrom = now;
            openUntil = hours.nextChange(at).map(Nanos::of).orElse(Nanos.NEVER);
        }
    }
}
