package io.cordboard.routing.interaction;

import io.cordboard.routing.agent.Medium;
import io.cordboard.routing.classification.Classified;
import io.cordboard.routing.interaction.InteractionView.OpenOffer;
import io.cordboard.routing.interaction.InteractionView.Phase;
import io.cordboard.routing.interaction.InteractionView.Talking;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What each phase shows of itself. */
final class Views {

    private Views() {}

    static InteractionView of(InteractionState.Opened state, Phase phase, Optional<Place> place) {
        return build(
                state,
                phase,
                place,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static InteractionView of(InQueue state) {
        List<OpenOffer> offers = state.offers().entrySet().stream()
                .map(e -> new OpenOffer(
                        e.getKey(), e.getValue().agent(), e.getValue().deadline()))
                .sorted(java.util.Comparator.comparing(OpenOffer::deadline))
                .toList();
        return build(
                state,
                offers.isEmpty() ? Phase.WAITING : Phase.OFFERED,
                Optional.of(state.place()),
                offers,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static InteractionView of(WithAgent state) {
        return build(
                state,
                Phase.ASSIGNED,
                Optional.of(state.place()),
                List.of(),
                Optional.of(state.offer()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                talking(state, Optional.empty()));
    }

    static InteractionView of(InWrapUp state) {
        return build(
                state,
                Phase.WRAPPING_UP,
                Optional.of(state.work().place()),
                List.of(),
                Optional.of(state.work().offer()),
                Optional.of(state.since()),
                Optional.of(state.limit()),
                Optional.empty(),
                talking(state.work(), Optional.of(state.since())));
    }

    static InteractionView of(Ended state) {
        return build(
                state,
                Phase.CLOSED,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.of(state.end().at()),
                Optional.empty(),
                Optional.of(state.end()),
                Optional.empty());
    }

    private static Optional<Talking> talking(WithAgent work, Optional<Instant> over) {
        return Optional.of(work.talk().view(over))
                .filter(_ -> work.story().contact().medium().equals(Medium.VOICE));
    }

    private static InteractionView build(
            InteractionState.Opened state,
            Phase phase,
            Optional<Place> place,
            List<OpenOffer> offers,
            Optional<OfferId> offer,
            Optional<Instant> ended,
            Optional<Instant> wrapUpLimit,
            Optional<InteractionEvent.Closed> end,
            Optional<Talking> talk) {
        Story story = state.story();
        return new InteractionView(
                story.interaction(),
                phase,
                story.contact(),
                state.lastQueue(),
                place.map(Place::priority).orElse(0),
                story.opened(),
                place.map(Place::since).orElse(story.opened()),
                offers,
                state.lastAgent(),
                offer,
                state.answered(),
                ended,
                wrapUpLimit,
                end.map(InteractionEvent.Closed::reason),
                end.flatMap(InteractionEvent.Closed::disposition),
                story.messages(),
                story.sorting().by().filter(_ -> !story.sorting().byHand()).map(Classified::ruling),
                place.flatMap(Place::arm),
                story.tapes().all(),
                talk);
    }
}
