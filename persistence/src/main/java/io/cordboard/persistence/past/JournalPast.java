package io.cordboard.persistence.past;

import com.fasterxml.jackson.databind.ObjectReader;
import io.cordboard.persistence.journal.JournalDatabase;
import io.cordboard.routing.agent.AgentEvent;
import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.entity.EventJson;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.interaction.InteractionId;
import io.cordboard.routing.interaction.OfferId;
import io.cordboard.routing.queue.QueueEvent;
import io.cordboard.routing.queue.QueueId;
import io.cordboard.routing.router.Hindsight;
import io.cordboard.routing.router.TrialReport;
import io.cordboard.routing.tenant.TenantEvent;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Explains as of a past instant. Safe for use by several threads; each answer takes one connection. */
public final class JournalPast {

    static final Map<String, ObjectReader> INTERACTION = EventJson.readers(InteractionEvent.class);
    static final Map<String, ObjectReader> AGENT = EventJson.readers(AgentEvent.class);
    static final Map<String, ObjectReader> QUEUE = EventJson.readers(QueueEvent.class);
    static final Map<String, ObjectReader> TENANT = EventJson.readers(TenantEvent.class);

    private interface Question<T> {
        T answer(Moment moment) throws SQLException;
    }

    private final PastQuestions questions;
    private final int maxOpen;

    public JournalPast(JournalDatabase database, PastLimits limits, PastObserver observer) {
        this.questions = new PastQuestions(database.readers(), limits.rows(), limits.time(), limits.atOnce(), observer);
        this.maxOpen = limits.open();
    }

    /** Empty if there never was such an interaction. */
    public Optional<Hindsight.OfInteraction> interaction(InteractionId interaction, Instant at) throws SQLException {
        return ask("interaction", at, moment -> moment.interaction(interaction));
    }

    /** Just before this offer of it was made; empty if there never was such an offer. */
    public Optional<Hindsight.OfInteraction> interactionBefore(InteractionId interaction, OfferId offer)
            throws SQLException {
        Optional<Instant> made = ask("interaction", Instant.EPOCH, moment -> moment.made(interaction, offer));
        return made.isEmpty()
                ? Optional.empty()
                : ask("interaction", made.get(), moment -> moment.without(offer).interaction(interaction));
    }

    /** Empty if there was no such agent then. */
    public Optional<Hindsight.OfAgent> agent(AgentId agent, Instant at) throws SQLException {
        return ask("agent", at, moment -> moment.agent(agent));
    }

    /**
     * Of those who came into the queue from one instant to another, what policies that it tried made of their offers, and what came of
     * them where such a policy ruled a share.
     *
     * @param within the time in which to answer
     */
    public TrialReport trial(QueueId queue, Instant from, Instant to, Duration within) throws SQLException {
        return ask("trial", to, moment -> moment.trial(queue, from, within));
    }

    private <T> T ask(String about, Instant at, Question<T> question) throws SQLException {
        return questions.ask(about, at, rows -> question.answer(new Moment(rows, at, maxOpen)));
    }
}
