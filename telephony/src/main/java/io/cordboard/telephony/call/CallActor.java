package io.cordboard.telephony.call;

import io.cordboard.routing.entity.Event;
import io.cordboard.routing.entity.Follower;
import io.cordboard.routing.entity.Refusal;
import io.cordboard.routing.entity.Reply;
import io.cordboard.routing.interaction.InteractionCommand;
import io.cordboard.routing.interaction.InteractionEvent;
import io.cordboard.routing.leg.LegReport;
import io.cordboard.routing.leg.LegRequest;
import io.cordboard.routing.leg.LegRequests;
import io.cordboard.routing.leg.Standing;
import io.cordboard.telephony.media.Room;
import io.cordboard.telephony.media.RoomEvent;
import io.cordboard.telephony.sip.Invite;
import io.cordboard.telephony.sip.SipLeg;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.actor.AbstractActorWithTimers;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Props;
import org.jspecify.annotations.Nullable;

/** One call: tells {@link Call} what happens, and does what follows. */
final class CallActor extends AbstractActorWithTimers implements Reporter.Owner {

    /** Ends the call, because its node is being stopped. */
    enum Stop {
        STOP
    }

    private record Opened(Room room, String sdp) {}

    private record Unopened(int status) {}

    private record Answered(LegReport report, Optional<Refusal> refusal) {}

    private enum Timer {
        REPORT
    }

    private final CallDesk desk;
    private final Admission admission;
    private final Invite invite;
    private final SipLeg customer;
    private final Reporter reporter = new Reporter(this);

    private Call call;
    private Standing standing = Standing.NONE;
    private long seq;
    private boolean early;
    private Optional<Happening> unanswered = Optional.empty();
    private String sdp = "";
    private @Nullable Parties parties;
    private @Nullable Phones phones;
    private @Nullable Dialogue dialogue;
    private @Nullable Taping taping;
    private @Nullable ActorRef follower;
    private @Nullable ActorRef presence;

    private CallActor(CallDesk desk, Admission admission, Invite invite, SipLeg customer) {
        this.desk = desk;
        this.admission = admission;
        this.invite = invite;
        this.customer = customer;
        this.call = Call.arriving(admission.id());
    }

    static Props props(CallDesk desk, Admission admission, Invite invite, SipLeg customer) {
        return Props.create(CallActor.class, () -> new CallActor(desk, admission, invite, customer));
    }

    @Override
    public void preStart() {
        desk.observer().began(admission.id());
        ActorRef self = getSelf();
        customer.follow(signal -> self.tell(new Happening.Customer(signal), ActorRef.noSender()));
        desk.media()
                .open(admission.id().toString(), event -> self.tell(event, ActorRef.noSender()))
                .thenCompose(room -> Parties.describe(room, invite.sdp())
                        .<Object>thenApply(description -> new Opened(room, description))
                        .whenComplete((_, failure) -> {
                            if (failure != null) {
                                room.close();
                            }
                        }))
                .exceptionally(failure -> new Unopened(Parties.status(failure)))
                .thenAccept(opened -> self.tell(opened, ActorRef.noSender()));
    }

    @Override
    public void postStop() {
        quieten();
        customer.hangUp();
        if (phones != null) {
            phones.close();
        }
        if (parties != null) {
            parties.close();
        }
        desk.observer().ended(admission.id());
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder()
                .match(Happening.class, this::happened)
                .match(Dialogue.Word.class, word -> {
                    if (dialogue != null) {
                        dialogue.hear(word);
                    }
                })
                .match(Follower.News.class, this::news)
                .match(Answered.class, answered -> reporter.answered(answered.report(), answered.refusal()))
                .match(RoomEvent.class, this::heard)
                .match(Phones.Offering.class, this::offering)
                .match(Phones.Offered.class, this::offered)
                .match(Phones.Dialled.class, this::dialled)
                .match(Opened.class, this::opened)
                .match(Unopened.class, unopened -> {
                    desk.observer().turnedAway("media");
                    customer.refuse(unopened.status(), Optional.empty());
                    getContext().stop(getSelf());
                })
                .matchEquals(Timer.REPORT, _ -> reporter.again())
                .matchEquals(Stop.STOP, _ -> happened(new Happening.Forsaken()))
                .match(Throwable.class, _ -> getContext().stop(getSelf()))
                .build();
    }

    private void opened(Opened opened) {
        sdp = opened.sdp();
        parties = new Parties(opened.room());
        phones = new Phones(desk, admission, parties, getSelf());
        ActorRef self = getSelf();
        taping = new Taping(
                opened.room(),
                Parties.CUSTOMER,
                desk.recordings(),
                admission,
                (recording, failure) ->
                        self.tell(new Happening.Unrecorded(recording, Parties.why(failure)), ActorRef.noSender()));
        if (call.line() == Call.Line.GONE) {
            getContext().stop(getSelf());
        } else {
            reporter.add(admission.arrived());
        }
    }

    private void happened(Happening happening) {
        Call.Step step = call.on(happening);
        call = step.call();
        step.deeds().forEach(this::carryOut);
    }

    private void carryOut(Deed deed) {
        if (parties == null || phones == null) {
            // Only its caller can have given it up so early; then nothing is told to anybody.
            return;
        }
        switch (deed) {
            case Deed.Report d -> {
                if (d.report() instanceof LegReport.RecordingFailed) {
                    desk.recordings().failed(admission.id());
                    if (dialogue != null) {
                        dialogue.unrecorded();
                    }
                }
                reporter.add(d.report());
            }
            case Deed.AnswerCustomer _ -> {
                if (desk.settings().answerAtOnce()) {
                    customer.answer(sdp);
                } else {
                    early = true;
                    customer.ring(Optional.of(sdp));
                }
            }
            case Deed.RefuseCustomer d -> {
                desk.observer().turnedAway("sip-" + d.status());
                customer.refuse(d.status(), d.again() ? Optional.of(Duration.ofSeconds(5)) : Optional.empty());
            }
            case Deed.HangUpCustomer _ -> {
                quieten();
                customer.hangUp();
            }
            case Deed.Guide _ -> guide(parties);
            case Deed.Key d -> {
                if (dialogue != null) {
                    dialogue.pressed(d.digit());
                }
            }
            case Deed.Attend _ -> {
                if (dialogue != null) {
                    dialogue.attend();
                }
            }
            case Deed.Ring d -> phones.ring(d);
            case Deed.Dial d -> phones.dial(d);
            case Deed.Describe d -> check(parties.answered(Optional.of(d.phone()), d.sdp()), Optional.of(d.phone()));
            case Deed.DescribeCustomer d -> check(parties.answered(Optional.empty(), d.sdp()), Optional.empty());
            case Deed.Sound d -> {
                if (early && d.scene().served()) {
                    early = false;
                    customer.answer(sdp);
                    unanswered.ifPresent(heard -> getSelf().tell(heard, ActorRef.noSender()));
                }
                if (d.scene().hasCustomer()) {
                    quieten();
                }
                parties.sound(d.scene());
                taping(it -> it.talks(d.scene().served()));
            }
            case Deed.Press d -> parties.press(d.to(), d.digits());
            case Deed.HangUp d -> phones.hangUp(d.phone());
            case Deed.Agree d -> agree(d, parties);
            case Deed.LookUp d -> lookUp(d);
            case Deed.AnswerReferral d -> leg(d.phone()).ifPresent(leg -> leg.refer(d.status()));
            case Deed.Limited d ->
                getTimers()
                        .startSingleTimer(
                                d,
                                new Happening.Overdue(d.offer(), d.limit()),
                                d.limit() == Deed.Limit.RING
                                        ? desk.settings().ringAtMost()
                                        : desk.settings().joinWithin());
            case Deed.Recording d ->
                taping(it -> {
                    it.on(d.request());
                    if (call.guided()) {
                        // A message: the caller talks to nobody else.
                        it.talks(d.request().stage() == LegRequest.Recording.Stage.START);
                    }
                });
            case Deed.Presence d -> present(d.there());
            case Deed.Finish _ -> getContext().stop(getSelf());
        }
    }

    private void taping(Consumer<Taping> request) {
        if (taping != null) {
            request.accept(taping);
        }
    }

    private void check(CompletionStage<Void> described, Optional<PhoneKey> phone) {
        ActorRef self = getSelf();
        described.exceptionally(failure -> {
            self.tell(new Happening.Unheard(phone, Parties.status(failure)), ActorRef.noSender());
            return null;
        });
    }

    private void agree(Deed.Agree deed, Parties with) {
        leg(deed.phone())
                .ifPresent(there -> with.agree(deed.phone(), deed.sdp()).whenComplete((answer, failure) -> {
                    if (failure == null) {
                        there.accept(answer);
                    } else {
                        there.decline(Parties.status(failure));
                    }
                }));
    }

    private Optional<SipLeg> leg(Optional<PhoneKey> phone) {
        return phone.isEmpty()
                ? Optional.of(customer)
                : phone.flatMap(key -> phones == null ? Optional.empty() : phones.leg(key));
    }

    private void lookUp(Deed.LookUp deed) {
        ActorRef self = getSelf();
        new Destinations(desk, admission.id())
                .of(deed.to())
                .exceptionally(_ -> new Destination.Nowhere(503))
                .thenAccept(to -> self.tell(new Happening.Destined(deed.phone(), to), ActorRef.noSender()));
    }

    private void offering(Phones.Offering offering) {
        if (phones != null && rings(offering.phone())) {
            phones.offer(offering);
        }
    }

    private void offered(Phones.Offered offered) {
        if (phones != null) {
            phones.offered(offered, rings(offered.phone()));
        }
    }

    private void dialled(Phones.Dialled dialled) {
        if (phones != null) {
            phones.dialled(
                    dialled,
                    call.outer()
                            .filter(there -> there.call().equals(dialled.dial().call()))
                            .isPresent());
        }
    }

    private boolean rings(PhoneKey phone) {
        Asking asking = call.asked().get(phone.offer());
        return asking != null && asking.ringing().contains(phone.contact());
    }

    private void heard(RoomEvent event) {
        switch (event) {
            case RoomEvent.Silent(var party, _) ->
                who(party).ifPresent(who -> silent(who, new Happening.Silent(who)));
            case RoomEvent.HeardAgain(var party) ->
                who(party).ifPresent(who -> silent(who, new Happening.HeardAgain(who)));
            case RoomEvent.Digit(var party, var digit, _) ->
                who(party).ifPresent(who -> happened(new Happening.Pressed(who, digit)));
            case RoomEvent.Played(var party, var playing, _) -> {
                if (dialogue != null && who(party).filter(Optional::isEmpty).isPresent()) {
                    dialogue.played(playing);
                }
            }
            case RoomEvent.RecordingFailed(var reason) ->
                taping(it -> it.running().ifPresent(recording -> {
                    it.failed(recording);
                    happened(new Happening.Unrecorded(recording, reason));
                }));
            // For the history, which does not take it yet.
            case RoomEvent.Measured _ -> {}
        }
    }

    private void guide(Parties heard) {
        if (dialogue != null) {
            dialogue.goBack();
            return;
        }
        admission.flow().ifPresent(flow -> {
            dialogue = new Dialogue(desk, admission, flow, heard, getTimers(), getSelf());
            dialogue.begin();
        });
    }

    /** The flow and what is told of the line have no more to say for now. */
    private void quieten() {
        if (dialogue != null) {
            dialogue.stop();
        }
    }

    /** A caller who is not answered yet may well say nothing: it counts from the answer on. */
    private void silent(Optional<PhoneKey> who, Happening happening) {
        if (early && who.isEmpty()) {
            unanswered = Optional.of(happening);
        } else {
            happened(happening);
        }
    }

    private Optional<Optional<PhoneKey>> who(io.cordboard.telephony.media.Party party) {
        return parties == null ? Optional.empty() : parties.who(party);
    }

    // What the interaction says

    private void news(Follower.News news) {
        switch (news) {
            case Follower.Followed followed -> {
                for (Event event : followed.events()) {
                    var told = (InteractionEvent) event;
                    seq++;
                    for (LegRequest request : LegRequests.of(standing, told)) {
                        happened(new Happening.Asked(request));
                    }
                    standing = standing.after(told);
                }
                if (follower != null) {
                    follower.tell(Follower.Next.NEXT, getSelf());
                }
            }
            case Follower.Failed _ -> happened(new Happening.Forsaken());
            case Follower.Whispered(_, var whisper) -> {
                if (whisper instanceof InteractionCommand.SendDigits sent) {
                    happened(new Happening.Asked(LegRequests.of(sent)));
                }
            }
            case Follower.CaughtUp _ -> {}
        }
    }

    private void present(boolean there) {
        if (!there && presence != null) {
            getContext().stop(presence);
            presence = null;
        } else if (there && presence == null) {
            presence = getContext().actorOf(Presence.props(desk.legs(), admission.id(), seq));
        }
    }

    // What is reported

    @Override
    public CompletionStage<Reply> tell(LegReport report) {
        return report instanceof LegReport.Arrived
                ? admission.report(desk.legs())
                : desk.legs().report(report);
    }

    @Override
    public void whenAnswered(LegReport report, Optional<Refusal> refusal) {
        self().tell(new Answered(report, refusal), ActorRef.noSender());
    }

    @Override
    public void later(Duration delay) {
        getTimers().startSingleTimer(Timer.REPORT, Timer.REPORT, delay);
    }

    @Override
    public void done(LegReport report, Optional<Refusal> refusal) {
        if (report instanceof LegReport.Arrived && refusal.isEmpty() && call.line() != Call.Line.GONE) {
            follower = getContext().actorOf(desk.legs().follow(admission.id(), 0, false, getSelf()));
            present(true);
        }
        if (dialogue != null && refusal.isPresent() && refusal.get() != Refusal.WRONG_PHASE) {
            dialogue.refused(report);
        }
        happened(new Happening.Reported(report, refusal));
    }
}
