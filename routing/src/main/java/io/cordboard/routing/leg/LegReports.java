package io.cordboard.routing.leg;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.OfferOutcome;
import io.cordboard.routing.interaction.Party;
import java.util.Optional;

/** What a medium's reports mean to the interaction. */
final class LegReports {

    private LegReports() {}

    static InteractionCommand command(LegReport report) {
        return switch (report) {
            case LegReport.Arrived r ->
                new InteractionCommand.Open(
                        r.interaction(), r.contact(), r.place(), r.scheduled(), r.classified(), r.guided());
            case LegReport.Advanced r ->
                new InteractionCommand.Advance(r.interaction(), r.turn(), r.steps(), r.learned(), r.position());
            case LegReport.Led r ->
                new InteractionCommand.LeaveFlow(r.interaction(), r.queue(), r.priority(), r.skills(), r.agent());
            case LegReport.TakesMessage r -> new InteractionCommand.TakeMessage(r.interaction(), r.keep());
            case LegReport.WentBack r -> new InteractionCommand.ResumeFlow(r.interaction(), r.guide(), r.turns());
            case LegReport.Said r -> new InteractionCommand.Say(r.interaction(), r.id(), r.from(), r.text());
            case LegReport.Delivered r -> new InteractionCommand.Deliver(r.interaction(), r.messageId());
            case LegReport.Typing r -> new InteractionCommand.Typing(r.interaction(), r.from(), r.typing());
            case LegReport.Answered r -> new InteractionCommand.Accept(r.interaction(), r.offer(), r.agent());
            case LegReport.Declined r ->
                new InteractionCommand.EndOffer(r.interaction(), r.offer(), r.agent(), OfferOutcome.REJECTED, r.why());
            case LegReport.Busy r ->
                new InteractionCommand.EndOffer(
                        r.interaction(), r.offer(), r.agent(), OfferOutcome.BUSY, Optional.empty());
            case LegReport.NoAnswer r ->
                new InteractionCommand.EndOffer(
                        r.interaction(), r.offer(), r.agent(), OfferOutcome.MISSED, Optional.empty());
            case LegReport.Unreachable r ->
                new InteractionCommand.EndOffer(
                        r.interaction(), r.offer(), r.agent(), OfferOutcome.UNREACHABLE, r.why());
            case LegReport.AgentDropped r -> new InteractionCommand.LoseAgent(r.interaction(), r.offer(), r.agent());
            case LegReport.Rescheduled r -> new InteractionCommand.Reschedule(r.interaction(), r.due(), r.by());
            case LegReport.Withdrawn r -> new InteractionCommand.Cancel(r.interaction(), r.by());
            case LegReport.Left r ->
                r.who().role() == Party.Role.AGENT
                        ? new InteractionCommand.Leave(
                                r.interaction(),
                                new AgentId(r.interaction().tenant(), r.who().name()))
                        : new InteractionCommand.End(r.interaction(), r.who());
            case LegReport.SentOutside r ->
                new InteractionCommand.TransferOutside(r.interaction(), r.by(), r.number(), Optional.empty());
            case LegReport.OutsideAnswered r -> new InteractionCommand.AnswerOutside(r.interaction(), r.call());
            case LegReport.OutsideEnded r -> new InteractionCommand.EndOutside(r.interaction(), r.call(), r.why());
            case LegReport.Held r -> new InteractionCommand.Hold(r.interaction(), Party.agent(r.agent()));
            case LegReport.Resumed r -> new InteractionCommand.Resume(r.interaction(), Party.agent(r.agent()));
            case LegReport.Transferred r ->
                new InteractionCommand.Transfer(r.interaction(), Party.agent(r.by()), r.queue(), r.agent());
            case LegReport.HandedOver r -> new InteractionCommand.HandOver(r.interaction(), Party.agent(r.by()));
            case LegReport.Dropped r -> new InteractionCommand.Drop(r.interaction());
            case LegReport.RecordingFailed r ->
                new InteractionCommand.FailRecording(r.interaction(), r.recording(), r.why());
            case LegReport.Returned r -> new InteractionCommand.Return(r.interaction());
        };
    }
}
