package io.cordboard.telephony.media;

import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * The parties of one call and what each hears. Requests are done in the order in which they were made; each fails with
 * {@link MediaRefused}: with {@link MediaRefused.Reason#UNKNOWN_PARTY} for a party that has neither offered nor been offered anything,
 * and with {@link MediaRefused.Reason#CLOSED} once the room is closed.
 */
public interface Room {

    /**
     * Takes a party's offer and returns our answer. The first lets the party in, hearing nobody; a later one (RFC 3264 §8) puts it
     * on hold, takes it back, moves it to another address or changes its codec. An offer of our own that is still open is given up.
     *
     * <p>Fails for {@link MediaRefused.Reason#MALFORMED}, {@link MediaRefused.Reason#INCOMPATIBLE} and, when the party is new,
     * {@link MediaRefused.Reason#LIMIT}; then all is as it was.
     */
    CompletionStage<String> answer(Party party, String sdpOffer);

    /**
     * Makes an offer for a party, which is let in by it; or offers anew what was agreed with one that is in.
     * Fails for {@link MediaRefused.Reason#LIMIT}, or {@link MediaRefused.Reason#UNSUPPORTED} if this server cannot do that kind.
     */
    CompletionStage<String> offer(Party party, OfferKind kind);

    /**
     * Takes the answer to our last offer. May be called again for the same offer: then several phones have answered (RFC 3261
     * §13.2.2.4), and the last counts. Fails for {@link MediaRefused.Reason#MALFORMED}, {@link MediaRefused.Reason#INCOMPATIBLE},
     * or {@link MediaRefused.Reason#NO_OFFER}; then all is as it was.
     */
    CompletionStage<Void> answered(Party party, String sdpAnswer);

    /**
     * Says whom the listener hears from now on, and how loudly: a gain of 0 to 2, with 1 as it came. Replaces what was said before;
     * nobody is silence. A party never hears itself. Speakers must be in the room.
     */
    CompletionStage<Void> hear(Party listener, Map<Party, Double> speakers);

    /**
     * Plays a prompt to the listener, in the place of what is playing to it. Fails for {@link MediaRefused.Reason#PROMPT} when it
     * cannot be read; then what was playing goes on. {@link RoomEvent.Played} tells of the end.
     *
     * @param times how often; 0 is until stopped
     */
    CompletionStage<Playing> play(Party listener, Prompt prompt, int times);

    /** Ends what is playing to the listener, if anything is. */
    CompletionStage<Void> stop(Party listener);

    /**
     * Sends digits ({@code 0-9 * # A-D}, up to 64) to the listener as telephone events (RFC 4733), after those that are still being
     * sent. Completes when they are accepted, not when they are sent. Fails for {@link MediaRefused.Reason#MALFORMED}, or for
     * {@link MediaRefused.Reason#INCOMPATIBLE} if the listener takes no telephone events.
     */
    CompletionStage<Void> digits(Party listener, String digits);

    /**
     * Records the room in stereo: one party on the left, all others on the right. Prompts and music are not recorded.
     * Fails for {@link MediaRefused.Reason#RECORDING} when the target cannot be opened, and for {@link MediaRefused.Reason#LIMIT}
     * when the room is being recorded already.
     */
    CompletionStage<Recording> record(Party left, RecordingTarget target);

    /** Lets a party go, after a last {@link RoomEvent.Measured}. What others hear of it ends; one that is not there is let go already. */
    CompletionStage<Void> remove(Party party);

    /** Lets all go, ends the recording, and frees all ports. Done when it completes; asked again, it completes at once. */
    CompletionStage<Void> close();
}
