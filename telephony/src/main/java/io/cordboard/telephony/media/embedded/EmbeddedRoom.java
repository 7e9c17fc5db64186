package io.cordboard.telephony.media.embedded;

import static io.cordboard.telephony.media.MediaRefused.Reason.CLOSED;
import static io.cordboard.telephony.media.MediaRefused.Reason.INCOMPATIBLE;
import static io.cordboard.telephony.media.MediaRefused.Reason.LIMIT;
import static io.cordboard.telephony.media.MediaRefused.Reason.MALFORMED;
import static io.cordboard.telephony.media.MediaRefused.Reason.UNKNOWN_PARTY;
import static io.cordboard.telephony.media.MediaRefused.Reason.UNSUPPORTED;

import io.cordboard.telephony.media.MediaRefused;
import io.cordboard.telephony.media.OfferKind;
import io.cordboard.telephony.media.Party;
import io.cordboard.telephony.media.Playing;
import io.cordboard.telephony.media.Prompt;
import io.cordboard.telephony.media.Recording;
import io.cordboard.telephony.media.RecordingTarget;
import io.cordboard.telephony.media.Room;
import io.cordboard.telephony.media.RoomEvent;
import io.cordboard.telephony.media.RoomListener;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A room: what blocks and what is agreed is done here, on the room's serial; what is heard, in its {@link Mix} on a media thread,
 * which this waits for with each request.
 */
final class EmbeddedRoom implements Room {

    private static final Pattern DIGITS = Pattern.compile("[0-9*#A-Da-d]{1,64}");

    private final Engine engine;
    private final MediaLoop loop;
    private final Consumer<EmbeddedRoom> ended;
    private final RoomSerial serial;
    private final Consumer<RoomEvent> events;
    private final Mix mix;
    private final Map<Party, Member> members = new LinkedHashMap<>();
    private Optional<EmbeddedRecording> recording = Optional.empty();
    private long playings;
    private boolean closed;

    /** Told of its end, so that its id is free. */
    EmbeddedRoom(Engine engine, MediaLoop loop, RoomListener listener, Consumer<EmbeddedRoom> ended) {
        this.engine = engine;
        this.loop = loop;
        this.ended = ended;
        this.serial = new RoomSerial(engine.threads());
        this.events = event -> serial.tell(() -> listener.happened(event));
        this.mix = new Mix(events);
    }

    void begin() {
        loop.execute(() -> loop.add(mix));
    }

    @Override
    public CompletionStage<String> answer(Party party, String sdpOffer) {
        return ask(() -> {
            Member known = members.get(party);
            if (known != null) {
                return answer(known, sdpOffer);
            }
            Member member = join(party);
            try {
                String answer = answer(member, sdpOffer);
                enter(member);
                return answer;
            } catch (MediaRefused e) {
                member.close(engine.counters());
                throw e;
            }
        });
    }

    private String answer(Member member, String sdpOffer) {
        Negotiation.Answer answer = member.negotiation().answer(sdpOffer);
        agree(member, answer.agreed());
        return answer.sdp();
    }

    @Override
    public CompletionStage<String> offer(Party party, OfferKind kind) {
        return ask(() -> {
            if (kind != OfferKind.PLAIN) {
                throw new MediaRefused(UNSUPPORTED, "Expected an offer of plain RTP, but got " + kind);
            }
            Member known = members.get(party);
            if (known != null) {
                return known.negotiation().offer();
            }
            Member member = join(party);
            enter(member);
            return member.negotiation().offer();
        });
    }

    @Override
    public CompletionStage<Void> answered(Party party, String sdpAnswer) {
        return request(() -> {
            Member member = member(party);
            agree(member, member.negotiation().answered(sdpAnswer));
        });
    }

    private Member join(Party party) {
        int most = engine.settings().maxPartiesPerRoom();
        if (members.size() >= most) {
            engine.counters().refused.increment();
            throw new MediaRefused(LIMIT, "Expected at most " + most + " parties in a room, but there are as many");
        }
        return Member.join(engine, loop, party, events);
    }

    private void enter(Member member) {
        members.put(member.endpoint().party(), member);
        onLoop(() -> {
            mix.add(member.endpoint());
            member.listen(loop);
        });
    }

    private void agree(Member member, Agreed agreed) {
        onLoop(() -> member.endpoint().agree(agreed, System.nanoTime()));
    }

    @Override
    public CompletionStage<Void> hear(Party listener, Map<Party, Double> speakers) {
        Map<Party, Double> copy = Map.copyOf(speakers);
        return request(() -> {
            Endpoint endpoint = member(listener).endpoint();
            List<Endpoint> heard = new ArrayList<>();
            List<Float> gains = new ArrayList<>();
            copy.forEach((party, gain) -> {
                if (!(gain >= 0 && gain <= 2)) {
                    throw new MediaRefused(MALFORMED, "Expected a gain of 0 to 2, but got " + gain);
                }
                Endpoint speaker = member(party).endpoint();
                if (!party.equals(listener)) {
                    heard.add(speaker);
                    gains.add(gain.floatValue());
                }
            });
            onLoop(() -> mix.hear(endpoint, heard, gains));
        });
    }

    @Override
    public CompletionStage<Playing> play(Party listener, Prompt prompt, int times) {
        return ask(() -> {
            Endpoint endpoint = member(listener).endpoint();
            if (times < 0) {
                throw new MediaRefused(MALFORMED, "Expected to play 0 times or more, but got " + times);
            }
            List<short[]> samples = engine.prompts().samples(prompt.sounds());
            var playing = new Playing(++playings);
            onLoop(() -> mix.play(endpoint, new Player(playing, samples, times, prompt.duck())));
            return playing;
        });
    }

    @Override
    public CompletionStage<Void> stop(Party listener) {
        return request(() -> {
            Endpoint endpoint = member(listener).endpoint();
            onLoop(() -> mix.stop(endpoint));
        });
    }

    @Override
    public CompletionStage<Void> digits(Party listener, String digits) {
        return request(() -> {
            Outgoing outgoing = member(listener).endpoint().outgoing();
            if (!DIGITS.matcher(digits).matches()) {
                throw new MediaRefused(MALFORMED, "Expected 1 to 64 digits of 0-9*#A-D, but got something else");
            }
            onLoop(() -> {
                if (!outgoing.takesDigits()) {
                    throw new MediaRefused(
                            INCOMPATIBLE, "Expected a party that takes telephone events, but it does not");
                }
                if (!outgoing.digits(digits)) {
                    throw new MediaRefused(
                            LIMIT, "Expected at most " + DigitSender.MOST + " digits to wait, but there are more");
                }
            });
        });
    }

    @Override
    public CompletionStage<Recording> record(Party left, RecordingTarget target) {
        return ask(() -> {
            Endpoint endpoint = member(left).endpoint();
            if (recording.filter(EmbeddedRecording::running).isPresent()) {
                throw new MediaRefused(LIMIT, "Expected a room that is not being recorded, but it is");
            }
            EmbeddedRecording begun = EmbeddedRecording.begin(engine, target, mix, loop, events);
            recording = Optional.of(begun);
            onLoop(() -> mix.record(begun.recorder(), endpoint));
            return begun;
        });
    }

    @Override
    public CompletionStage<Void> remove(Party party) {
        return serial.<Boolean>insist(whileOpen(() -> {
                    Member member = members.remove(party);
                    if (member != null) {
                        leave(member);
                    }
                    return true;
                }))
                .thenAccept(_ -> {});
    }

    private void leave(Member member) {
        onLoop(() -> {
            mix.remove(member.endpoint(), System.nanoTime(), loop.scratch());
            member.close(engine.counters());
            loop.flush();
        });
    }

    @Override
    public CompletionStage<Void> close() {
        return serial.insist(() -> {
                    if (!closed) {
                        closed = true;
                        List.copyOf(members.values()).forEach(this::leave);
                        members.clear();
                        onLoop(() -> loop.remove(mix));
                        ended.accept(this);
                    }
                    return recording
                            .map(EmbeddedRecording::stop)
                            .orElseGet(() -> CompletableFuture.completedStage(null));
                })
                .thenCompose(stopped -> stopped);
    }

    private Member member(Party party) {
        Member member = members.get(party);
        if (member == null) {
            throw new MediaRefused(UNKNOWN_PARTY, "Expected " + party + " to be in the room, but it is not");
        }
        return member;
    }

    private <T> CompletionStage<T> ask(Callable<T> request) {
        return serial.ask(whileOpen(request));
    }

    private <T> Callable<T> whileOpen(Callable<T> request) {
        return () -> {
            if (closed) {
                throw new MediaRefused(CLOSED, "Expected an open room, but it is closed");
            }
            return request.call();
        };
    }

    private CompletionStage<Void> request(Runnable request) {
        return this.<Boolean>ask(() -> {
                    request.run();
                    return true;
                })
                .thenAccept(_ -> {});
    }

    /** Waits until the media thread has done something, and for what it threw. */
    private void onLoop(Runnable task) {
        CompletableFuture.runAsync(task, loop::execute).join();
    }
}
