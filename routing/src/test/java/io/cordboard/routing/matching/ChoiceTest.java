package io.cordboard.routing.matching;

import static io.cordboard.routing.matching.Tenant.agent;
import static io.cordboard.routing.matching.Tenant.call;
import static io.cordboard.routing.matching.Tenant.having;
import static io.cordboard.routing.matching.Tenant.idleSince;
import static io.cordboard.routing.matching.Tenant.inTeam;
import static io.cordboard.routing.matching.Tenant.interaction;
import static io.cordboard.routing.matching.Tenant.known;
import static io.cordboard.routing.matching.Tenant.ready;
import static io.cordboard.routing.matching.Tenant.talked;
import static org.assertj.core.api.Assertions.assertThat;

import io.cordboard.routing.expression.Expression;
import io.cordboard.routing.interaction.Place;
import io.cordboard.routing.policy.Policy;
import io.cordboard.routing.policy.Priority;
import io.cordboard.routing.policy.ScorePart;
import io.cordboard.routing.policy.Strategy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Whom the strategies ordered, percentage and weighted-random prefer. */
class ChoiceTest extends Examples {

    @Test
    void orderedTakesTheFirstNamedAndThenOthersById() {
        policy(draft -> {
            draft.strategy = new Strategy.Ordered();
            draft.order = List.of("zoe", "gone", "ann");
        });
        agents(idleSince(ready("cid"), -9), ready("ann"), ready("bob"), ready("zoe"));

        calls(call("i1", 0), call("i2", 1), call("i3", 2), call("i4", 3));

        assertThat(matched(4)).containsExactly("i1>zoe", "i2>ann", "i3>bob", "i4>cid");
    }

    @Test
    void leastTalkTimeTakesWhoHasTalkedLeastAndThenTheLongestIdle() {
        policy(draft -> draft.strategy = new Strategy.LeastTalkTime());
        agents(
                talked(having(idleSince(ready("ann"), -90), 1), 300),
                talked(having(ready("bob"), 9), 40),
                talked(having(idleSince(ready("cid"), -5), 9), 40));

        calls(call("i1", 0), call("i2", 1), call("i3", 2));

        assertThat(matched(4)).containsExactly("i1>cid", "i2>bob", "i3>ann");
    }

    @Test
    void lifoServesWhoCameLastFirstButPriorityBeforeThat() {
        policy(draft -> draft.priority = new Priority(0, Priority.Order.LIFO, Optional.empty(), Optional.empty()));
        calls(
                call("old", 0),
                call("older", -60),
                call("new", 5),
                call("rush", -90).priority(1));
        agents(ready("ann"), ready("bob"), ready("cid"), ready("dan"));

        assertThat(matched(6)).extracting(each -> each.split(">")[0]).containsExactly("rush", "new", "old", "older");
    }

    @Test
    void lifoQueueStandsBehindThoseServedFirstComeFirstServed() {
        matcher.queue(
                Tenant.queue("q"),
                Policy.DEFAULT.with(draft ->
                        draft.priority = new Priority(0, Priority.Order.LIFO, Optional.empty(), Optional.empty())),
                1);
        matcher.queue(Tenant.queue("fifo"), Policy.DEFAULT, 1);
        matcher.queue(
                Tenant.queue("first"),
                Policy.DEFAULT.with(draft ->
                        draft.priority = new Priority(1, Priority.Order.LIFO, Optional.empty(), Optional.empty())),
                1);
        calls(call("a", -60), call("b", 0).in("fifo"), call("c", -90).in("first"));
        agents(ready("ann"), ready("bob"), ready("cid"));

        assertThat(matched(1)).extracting(each -> each.split(">")[0]).containsExactly("c", "b", "a");
    }

    @Test
    void oneThatIsPutInLineStandsAtThatPositionWhateverItsPriorityAndAge() {
        policy(_ -> {});
        calls(
                call("i1", 0).priority(2),
                call("i2", 1),
                call("i3", 2),
                call("i4", 3).priority(-1));

        assertThat(linedUp("i4", 2)).containsExactly("i1", "i4", "i2", "i3");
        assertThat(linedUp("i4", 1)).containsExactly("i4", "i1", "i2", "i3");
        assertThat(linedUp("i1", 9)).containsExactly("i2", "i3", "i4", "i1");
    }

    @Test
    void oneThatIsPutBetweenTwoStandsThereThoughTheFirstWasPutThereToo() {
        policy(_ -> {});
        calls(call("i1", 0), call("i2", 1), call("i3", 2));
        matcher.match(Tenant.at(5), 10);
        calls(call("i3", 2).standing(matcher.stand(interaction("i3"), 1).orElseThrow()));

        calls(call("i2", 1).standing(matcher.stand(interaction("i2"), 2).orElseThrow()));

        agents(ready("ann"), ready("bob"), ready("cid"));
        assertThat(matched(6)).extracting(each -> each.split(">")[0]).containsExactly("i3", "i2", "i1");
    }

    @Test
    void whoIsAloneInLineStandsThere() {
        policy(draft -> draft.priority = new Priority(3, Optional.empty()));
        calls(call("i1", 0).priority(2));

        assertThat(matcher.stand(interaction("i1"), 5).orElseThrow())
                .isEqualTo(new Place.Stand(5, Nanos.of(Tenant.at(0))));
    }

    /** The line once this one is put there, after a match with nobody. */
    private List<String> linedUp(String name, int position) {
        List<Tenant.Call> line = List.of(
                call("i1", 0).priority(2),
                call("i2", 1),
                call("i3", 2),
                call("i4", 3).priority(-1));
        line.forEach(each -> matcher.waiting(each.waiting()));
        matcher.match(Tenant.at(5), 10);
        Place.Stand stand = matcher.stand(interaction(name), position).orElseThrow();
        line.stream()
                .filter(each -> each.waiting().interaction().equals(interaction(name)))
                .forEach(each -> matcher.waiting(each.standing(stand).waiting()));
        return line.stream()
                .map(each -> each.waiting().interaction())
                .sorted(java.util.Comparator.comparingInt(each ->
                        matcher.outlook(each, Tenant.at(6)).orElseThrow().position()))
                .map(each -> each.name())
                .toList();
    }

    @Test
    void percentageConvergesOnTheSharesOfTheVendors() {
        percentage(
                part(60, "agent.team == 'north'"), part(30, "agent.team == 'south'"), part(10, "agent.team == 'east'"));
        agents(inTeam(ready("ann"), "north"), inTeam(ready("bob"), "south"), inTeam(ready("cid"), "east"));

        Map<String, Integer> given = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            given.merge(answered(i), 1, Integer::sum);
        }

        assertThat(given).isEqualTo(Map.of("ann", 60, "bob", 30, "cid", 10));
    }

    @Test
    void vendorThatWasAwayIsNotOwedForEver() {
        percentage(part(1, "agent.team == 'north'"), part(1, "agent.team == 'south'"));
        agents(inTeam(ready("ann"), "north"));
        for (int i = 0; i < 100; i++) {
            assertThat(answered(i)).isEqualTo("ann");
        }

        agents(inTeam(ready("bob"), "south"));

        int toBob = 0;
        for (int i = 100; i < 200; i++) {
            toBob += answered(i).equals("bob") ? 1 : 0;
        }
        assertThat(toBob).as("half of 100, and ten turns or so before").isBetween(55, 65);
    }

    @Test
    void offerThatCameToNothingDoesNotCountForItsVendor() {
        percentage(part(1, "agent.team == 'north'"), part(1, "agent.team == 'south'"));
        agents(inTeam(ready("ann"), "north"), inTeam(ready("bob"), "south"));
        calls(call("i1", 0));
        assertThat(matched(0)).containsExactly("i1>ann");
        matcher.over(interaction("i1"), agent("ann"));
        calls(call("i1", 0).excluding("ann"));
        assertThat(matched(1)).containsExactly("i1>bob");
        agents(inTeam(ready("eve"), "south"));

        calls(call("i2", 2));

        assertThat(matched(2)).as("north has had none").containsExactly("i2>ann");
    }

    /** Three vendors and then two, with an offer of the third out. */
    @Test
    void policyMayChangeWhileOffersAreOut() {
        percentage(part(1, "agent.team == 'north'"), part(1, "agent.team == 'south'"), part(9, "agent.team == 'east'"));
        agents(inTeam(ready("ann"), "north"), inTeam(ready("bob"), "south"), inTeam(ready("cid"), "east"));
        calls(call("i1", 0));
        assertThat(matched(0)).containsExactly("i1>cid");

        percentage(part(1, "agent.team == 'north'"), part(1, "agent.team == 'south'"));
        matcher.over(interaction("i1"), agent("cid"));

        assertThat(matched(1)).containsExactly("i1>ann");
    }

    @Test
    void offerThatAnotherAgentWonDoesNotCount() {
        policy(draft -> {
            draft.strategy = new Strategy.Percentage();
            draft.score = List.of(part(1, "agent.team == 'north'"), part(1, "agent.team == 'south'"));
            draft.simultaneousOffers = 2;
        });
        agents(inTeam(ready("ann"), "north"), inTeam(ready("bob"), "south"));
        calls(call("i1", 0));
        assertThat(matched(0)).containsExactly("i1>ann", "i1>bob");
        matcher.forgetWaiting(interaction("i1"));
        matcher.confirmed(interaction("i1"), agent("ann"));
        matcher.over(interaction("i1"), agent("bob"));

        calls(call("i2", 1));

        assertThat(matched(1)).containsExactly("i2>bob", "i2>ann");
    }

    @Test
    void whoeverIsOfNoVendorIsTakenLast() {
        percentage(part(1, "agent.team == 'north'"));
        agents(idleSince(ready("ann"), -9), inTeam(ready("bob"), "north"));

        calls(call("i1", 0), call("i2", 1));

        assertThat(matched(2)).containsExactly("i1>bob", "i2>ann");
    }

    /** A share of 3/4 of 4,000 has a standard deviation of 27. */
    @Test
    void weightedRandomChoosesInProportionToPoints() {
        policy(draft -> {
            draft.strategy = new Strategy.WeightedRandom();
            draft.score = List.of(part(3, "agent.senior"), part(1, "not agent.senior"), part(-5, "agent.trainee"));
        });
        agents(known(ready("ann"), "senior", true), ready("bob"), known(ready("cid"), "trainee", true));

        Map<String, Integer> given = new HashMap<>();
        for (int i = 0; i < 4_000; i++) {
            given.merge(answered(i), 1, Integer::sum);
        }

        assertThat(given.getOrDefault("ann", 0)).isCloseTo(3_000, Offset.offset(110));
        assertThat(given.getOrDefault("cid", 0)).isZero();
    }

    @Test
    void weightedRandomDrawsWhoHasNoPointsIfNobodyHasAny() {
        policy(draft -> {
            draft.strategy = new Strategy.WeightedRandom();
            draft.score = List.of(part(-5, "agent.trainee"));
        });
        agents(known(ready("cid"), "trainee", true));

        calls(call("i1", 0));

        assertThat(matched(1)).containsExactly("i1>cid");
    }

    @Test
    void weightedRandomIsTheSameForTheSameSituation() {
        policy(draft -> draft.strategy = new Strategy.WeightedRandom());
        agents(ready("ann"), ready("bob"), ready("cid"), ready("dan"));
        calls(call("i1", 0), call("i2", 1));
        List<String> first = matched(2);

        var other = new Examples();
        other.policy(draft -> draft.strategy = new Strategy.WeightedRandom());
        other.agents(ready("dan"), ready("cid"), ready("bob"), ready("ann"));
        other.calls(call("i2", 1), call("i1", 0));

        assertThat(other.matched(2)).isEqualTo(first);
    }

    /** Whom the {@code number}th call goes to; the agent is free again afterwards. */
    private String answered(int number) {
        String name = "i" + number;
        calls(call(name, number));
        String match = matched(number).getFirst();
        String chosen = match.substring(match.indexOf('>') + 1);
        matcher.forgetWaiting(interaction(name));
        matcher.confirmed(interaction(name), agent(chosen));
        return chosen;
    }

    private void percentage(ScorePart... parts) {
        policy(draft -> {
            draft.strategy = new Strategy.Percentage();
            draft.score = List.of(parts);
        });
    }

    private static ScorePart part(int points, String where) {
        return new ScorePart(points, Optional.of(Expression.of(where)));
    }
}
