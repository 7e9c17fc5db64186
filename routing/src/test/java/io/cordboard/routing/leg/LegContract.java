package io.cordboard.routing.leg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.expression.Attributes;
import io.cordboard.routing.interaction.CloseReason;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.InteractionView;
import io.cordboard.routing.interaction.InteractionView.Phase;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.interaction.Party;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every medium must pass, whether it is a telephone, a page or a form: see ADR 0010. */
public interface LegContract {

    /** A centre with a queue {@code support} that this medium may use. */
    Centre centre();

    /** A contact that has not come in yet. */
    Outside outside();

    @Test
    default void contactThatArrivesTwiceIsOneInteraction() {
        try (Outside outside = outside()) {
            InteractionId first = outside.arrive();

            assertThat(outside.arrive()).isEqualTo(first);
            InteractionView view = centre().view(first);
            assertThat(view.queue()).contains(centre().queue());
            assertThat(view.phase()).isEqualTo(Phase.WAITING);
        }
    }

    @Test
    default void agentWhoTakesItIsAnnouncedAndItsEndToo() {
        try (Outside outside = outside()) {
            InteractionId interaction = outside.arrive();
            AgentId agent = centre().agent("ag-1", "Ada");

            centre().take(interaction, agent);
            await().until(outside::isServed);
            assertThat(outside.isOver()).isFalse();
            centre().end(interaction, agent);

            await().until(outside::isOver);
            assertThat(centre().view(interaction).phase()).isEqualTo(Phase.WRAPPING_UP);
            centre().wrapUp(interaction, agent, "solved", "none");
            assertThat(centre().view(interaction).closeReason()).contains(CloseReason.HANDLED);
        }
    }

    @Test
    default void offerThatNobodyTakesIsTheAgentsBusinessAlone() {
        try (Outside outside = outside()) {
            InteractionId interaction = outside.arrive();
            AgentId agent = centre().agent("login-of-agent", "Ada");
            AgentId other = centre().agent("login-of-other", "Bea");

            OfferId declined = centre().offer(interaction, agent);
            centre().done(LegReports.command(
                    new LegReport.Declined(interaction, declined, agent, Optional.of("secret-why"))));
            centre().take(interaction, other);

            await().until(outside::isServed);
            assertThat(String.join("\n", outside.told()))
                    .doesNotContain("login-of-agent", "login-of-other", "secret", "Ada", declined.value());
        }
    }

    @Test
    default void insideIsNeverTold() {
        try (Outside outside = outside()) {
            InteractionId interaction = outside.arrive();
            AgentId first = centre().agent("login-of-first", "Ada");
            AgentId second = centre().agent("login-of-second", "Bea");

            centre().take(interaction, first);
            centre().done(new InteractionCommand.Transfer(
                    interaction, Party.agent(first), centre().otherQueue(), Optional.of(second)));
            OfferId offer = centre().take(interaction, second);
            centre().done(new InteractionCommand.ChangeAttributes(
                    interaction, Attributes.of(java.util.Map.of("secret-attribute", "secret-value"))));
            centre().end(interaction, second);
            centre().wrapUp(interaction, second, "secret-disposition", "secret-notes");

            await().until(outside::isOver);
            assertThat(String.join("\n", outside.told()))
                    .doesNotContain("login-of", "secret", "support", "sales", offer.value());
        }
    }

    @Test
    default void outsideThatLeavesBeforeAnAnswerEndsIt() {
        try (Outside outside = outside()) {
            InteractionId interaction = outside.arrive();
            AgentId agent = centre().agent("ag-1", "Ada");
            centre().offer(interaction, agent);

            outside.leave();

            await().untilAsserted(
                            () -> assertThat(centre().view(interaction).phase()).isEqualTo(Phase.CLOSED));
            assertThat(centre().view(interaction).closeReason().orElseThrow())
                    .isIn(CloseReason.ABANDONED, CloseReason.CANCELLED);
            await().until(outside::isOver);
        }
    }

    /** What a medium of words must pass beside. */
    interface OfWords extends LegContract {

        @Override
        Outside.Talking outside();

        /** How long {@link #outside} is waited for when it drops. */
        Duration patience();

        @Test
        default void wordsGoBothWaysOnceAndInOrder() {
            try (Outside.Talking outside = outside()) {
                InteractionId interaction = outside.arrive();
                AgentId agent = centre().agent("ag-1", "Ada");
                outside.say("1", "one");
                centre().take(interaction, agent);
                centre().say(interaction, agent, "a-1", "two");
                outside.say("2", "three");
                centre().say(interaction, agent, "a-2", "four");

                await().untilAsserted(() -> assertThat(outside.conversation())
                        .containsExactly("customer: one", "agent: two", "customer: three", "agent: four"));
                assertThat(centre().view(interaction).messages()).isEqualTo(4);
            }
        }

        @Test
        default void repeatedMessageIsTakenOnce() {
            try (Outside.Talking outside = outside()) {
                InteractionId interaction = outside.arrive();

                outside.say("1", "one");
                outside.say("1", "one");
                outside.say("2", "two");

                await().untilAsserted(() ->
                        assertThat(outside.conversation()).containsExactly("customer: one", "customer: two"));
                assertThat(centre().view(interaction).messages()).isEqualTo(2);
            }
        }

        @Test
        default void messageRepeatedAfterACrashIsTakenOnce() {
            try (Outside.Talking outside = outside()) {
                InteractionId interaction = outside.arrive();
                outside.say("1", "one");

                centre().crash(interaction);
                outside.say("1", "one");
                outside.say("2", "two");

                await().untilAsserted(() ->
                        assertThat(outside.conversation()).containsExactly("customer: one", "customer: two"));
                assertThat(centre().view(interaction).messages()).isEqualTo(2);
            }
        }

        @Test
        default void customerWhoseIdIsAnAgentsIsHeardToo() {
            try (Outside.Talking outside = outside()) {
                InteractionId interaction = outside.arrive();
                AgentId agent = centre().agent("ag-1", "Ada");
                centre().take(interaction, agent);
                centre().say(interaction, agent, "same", "hers");

                outside.say("same", "mine");

                await().untilAsserted(() ->
                        assertThat(outside.conversation()).containsExactly("agent: hers", "customer: mine"));
            }
        }

        @Test
        default void customerWhoComesBackInTimeMissesNothing() {
            try (Outside.Talking outside = outside()) {
                InteractionId interaction = outside.arrive();
                AgentId agent = centre().agent("ag-1", "Ada");
                centre().take(interaction, agent);
                outside.say("1", "one");

                outside.drop();
                centre().say(interaction, agent, "a-1", "two");
                centre().say(interaction, agent, "a-2", "three");
                outside.comeBack();
                outside.say("2", "four");

                await().untilAsserted(() -> assertThat(outside.conversation())
                        .containsExactly("customer: one", "agent: two", "agent: three", "customer: four"));
                assertThat(centre().view(interaction).phase()).isEqualTo(Phase.ASSIGNED);
            }
        }

        @Test
        default void waitingCustomerWhoDoesNotComeBackHasAbandoned() {
            try (Outside.Talking outside = outside()) {
                InteractionId interaction = outside.arrive();
                outside.say("1", "anybody there?");

                outside.drop();

                await().atMost(patience().plusSeconds(20))
                        .untilAsserted(
                                () -> assertThat(centre().view(interaction).closeReason())
                                        .contains(CloseReason.ABANDONED));
            }
        }

        @Test
        default void servedCustomerWhoDoesNotComeBackLeavesTheAgentToWrapUp() {
            try (Outside.Talking outside = outside()) {
                InteractionId interaction = outside.arrive();
                AgentId agent = centre().agent("ag-1", "Ada");
                centre().take(interaction, agent);
                await().until(outside::isServed);

                outside.drop();

                await().atMost(patience().plusSeconds(20))
                        .untilAsserted(() ->
                                assertThat(centre().view(interaction).phase()).isEqualTo(Phase.WRAPPING_UP));
            }
        }
    }
}
