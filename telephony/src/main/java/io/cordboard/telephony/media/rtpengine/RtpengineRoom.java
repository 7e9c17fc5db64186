package io.cordboard.telephony.media.rtpengine;

import static io.cordboard.telephony.media.MediaRefused.Reason.CLOSED;
import static io.cordboard.telephony.media.MediaRefused.Reason.INCOMPATIBLE;
import static io.cordboard.telephony.media.MediaRefused.Reason.LIMIT;
import static io.cordboard.telephony.media.MediaRefused.Reason.NO_OFFER;
import static io.cordboard.telephony.media.MediaRefused.Reason.UNAVAILABLE;

import io.cordboard.telephony.media.MediaRefused;
import io.cordboard.telephony.media.OfferKind;
import io.cordboard.telephony.media.Party;
import io.cordboard.telephony.media.Playing;
import io.cordboard.telephony.media.Prompt;
import io.cordboard.telephony.media.Recording;
import io.cordboard.telephony.media.RecordingTarget;
import io.cordboard.telephony.media.Room;
import io.cordboard.telephony.media.Sdp;
import io.cordboard.telephony.media.rtpengine.Anchor.Side;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A room of the engine, some of whose parties reach it through an rtpengine. Each request begins when the one before is done. */
final class RtpengineRoom implements Room {

    private static final int MOST_REQUESTS = 256;

    private record Anchored(Anchor anchor, String sdp) {}

    private final Room room;
    private final Pool pool;
    private final RtpengineSettings settings;
    private final Consumer<RtpengineRoom> ended;
    private final Map<Party, Anchor> anchors = new LinkedHashMap<>();
    /** Those who are in without one; they stay so. */
    private final Set<Party> direct = new HashSet<>();

    private final AtomicInteger waiting = new AtomicInteger();
    private CompletionStage<?> last = CompletableFuture.completedStage(null);
    private boolean closed;

    RtpengineRoom(Room room, Pool pool, RtpengineSettings settings, Consumer<RtpengineRoom> ended) {
        this.room = room;
        this.pool = pool;
        this.settings = settings;
        this.ended = ended;
    }

    @Override
    public CompletionStage<String> answer(Party party, String sdpOffer) {
        return ask(() -> {
            OfferKind kind = kind(sdpOffer);
            Anchor known = anchors.get(party);
            if (known != null) {
                return known.offer(Side.PARTY, sdpOffer)
                        .thenCompose(offer -> room.answer(party, offer))
                        .thenCompose(answer -> known.answer(Side.ENGINE, answer));
            }
            if (direct.contains(party) || !isAnchored(kind)) {
                return room.answer(party, sdpOffer).whenComplete((_, failure) -> enter(party, failure));
            }
            return anchored(kind, anchor -> anchor.offer(Side.PARTY, sdpOffer))
                    .thenCompose(anchored -> room.answer(party, anchored.sdp())
                            .thenCompose(
                                    answer -> orLetGo(party, anchored.anchor().answer(Side.ENGINE, answer)))
                            .whenComplete((_, failure) -> settle(party, anchored.anchor(), failure)));
        });
    }

    @Override
    public CompletionStage<String> offer(Party party, OfferKind kind) {
        return ask(() -> {
            Anchor known = anchors.get(party);
            if (known != null) {
                return room.offer(party, OfferKind.PLAIN).thenCompose(offer -> known.offer(Side.ENGINE, offer));
            }
            if (direct.contains(party) || !isAnchored(kind)) {
                return room.offer(party, kind).whenComplete((_, failure) -> enter(party, failure));
            }
            return room.offer(party, OfferKind.PLAIN)
                    .thenCompose(offer -> orLetGo(party, anchored(kind, anchor -> anchor.offer(Side.ENGINE, offer))))
                    .thenApply(anchored -> {
                        settle(party, anchored.anchor(), null);
                        return anchored.sdp();
                    });
        });
    }

    @Override
    public CompletionStage<Void> answered(Party party, String sdpAnswer) {
        return ask(() -> {
            Anchor known = anchors.get(party);
            if (known == null) {
                return room.answered(party, sdpAnswer);
            }
            if (!known.offeredToParty()) {
                throw new MediaRefused(NO_OFFER, "Expected an offer of ours before an answer to it, but there is none");
            }
            kind(sdpAnswer);
            return known.answer(Side.PARTY, sdpAnswer).thenCompose(answer -> room.answered(party, answer));
        });
    }

    private boolean isAnchored(OfferKind kind) {
        return kind == OfferKind.WEBRTC || settings.anchor() == RtpengineSettings.Anchor.ALL;
    }

    /** What an rtpengine need not be asked: whether this can be read at all, and how its party is spoken to. */
    private static OfferKind kind(String sdp) {
        Sdp.Media audio = Sdp.read(sdp).media().stream()
                .filter(media -> media.type().equals("audio") && media.port() != 0)
                .findFirst()
                .orElseThrow(() -> new MediaRefused(INCOMPATIBLE, "Expected an m-line of audio, but found none"));
        if (audio.address().filter(InetAddress::isMulticastAddress).isPresent()) {
            throw new MediaRefused(INCOMPATIBLE, "Expected an address of one party, but got one of many");
        }
        return audio.protocol().startsWith("UDP/TLS/") ? OfferKind.WEBRTC : OfferKind.PLAIN;
    }

    private CompletionStage<Anchored> anchored(OfferKind kind, Function<Anchor, CompletionStage<String>> begin) {
        return pool.first(rtpengine -> {
            var anchor = new Anchor(rtpengine, settings, kind);
            return begin.apply(anchor)
                    .thenApply(sdp -> new Anchored(anchor, sdp))
                    .whenComplete((_, failure) -> {
                        if (failure != null) {
                            anchor.end();
                        }
                    });
        });
    }

    /** The engine has let in a party that cannot be reached: all is to be as it was. */
    private <T> CompletionStage<T> orLetGo(Party party, CompletionStage<T> reaching) {
        return reaching.exceptionallyCompose(
                failure -> room.remove(party).handle((_, _) -> failure).thenCompose(CompletableFuture::failedStage));
    }

    private void enter(Party party, @Nullable Throwable failure) {
        if (failure == null) {
            direct.add(party);
        }
    }

    private void settle(Party party, Anchor anchor, @Nullable Throwable failure) {
        if (failure == null) {
            anchors.put(party, anchor);
        } else {
            anchor.end();
        }
    }

    @Override
    public CompletionStage<Void> hear(Party listener, Map<Party, Double> speakers) {
        Map<Party, Double> copy = Map.copyOf(speakers);
        return ask(() -> room.hear(listener, copy));
    }

    @Override
    public CompletionStage<Playing> play(Party listener, Prompt prompt, int times) {
        return ask(() -> room.play(listener, prompt, times));
    }

    @Override
    public CompletionStage<Void> stop(Party listener) {
        return ask(() -> room.stop(listener));
    }

    @Override
    public CompletionStage<Void> digits(Party listener, String digits) {
        return ask(() -> room.digits(listener, digits));
    }

    @Override
    public CompletionStage<Recording> record(Party left, RecordingTarget target) {
        return ask(() -> room.record(left, target));
    }

    @Override
    public CompletionStage<Void> remove(Party party) {
        return insist(() -> {
            direct.remove(party);
            Anchor anchor = anchors.remove(party);
            return room.remove(party).whenComplete((_, _) -> {
                if (anchor != null) {
                    anchor.end();
                }
            });
        });
    }

    @Override
    public CompletionStage<Void> close() {
        return insist(() -> {
            closed = true;
            return room.close().whenComplete((_, _) -> {
                anchors.values().forEach(Anchor::end);
                anchors.clear();
                ended.accept(this);
            });
        });
    }

    private <T> CompletionStage<T> ask(Supplier<CompletionStage<T>> request) {
        if (waiting.get() >= MOST_REQUESTS) {
            return CompletableFuture.failedStage(new MediaRefused(
                    LIMIT, "Expected at most " + MOST_REQUESTS + " requests of a room to wait, but there are more"));
        }
        return insist(() -> {
            if (closed) {
                throw new MediaRefused(CLOSED, "Expected an open room, but it is closed");
            }
            return request.get();
        });
    }

    /** As {@link #ask}, for what frees what is held: never refused. */
    private synchronized <T> CompletionStage<T> insist(Supplier<CompletionStage<T>> request) {
        waiting.incrementAndGet();
        CompletionStage<T> result = last.thenCompose(_ -> request.get())
                .exceptionallyCompose(failure -> CompletableFuture.failedStage(refusal(failure)));
        last = result.handle((_, _) -> waiting.decrementAndGet());
        return result;
    }

    private static Throwable refusal(Throwable failure) {
        Throwable cause = Rtpengine.cause(failure);
        if (!(cause instanceof NgFailure ng)) {
            return cause;
        }
        return new MediaRefused(
                switch (ng.kind()) {
                    case UNANSWERED -> UNAVAILABLE;
                    case BUSY -> LIMIT;
                    case REFUSED -> INCOMPATIBLE;
                },
                String.valueOf(ng.getMessage()),
                ng);
    }
}
