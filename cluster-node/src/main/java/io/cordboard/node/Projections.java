package io.cordboard.node;

import io.cordboard.persistence.projection.Projection;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.PoisonPill;
import org.apache.pekko.actor.Props;
import org.apache.pekko.cluster.singleton.ClusterSingletonManager;
import org.apache.pekko.cluster.singleton.ClusterSingletonManagerSettings;

/** Runs a projection on one node of the cluster at a time, the oldest. */
final class Projections extends AbstractActor {

    private final Projection projection;

    private Projections(Projection projection) {
        this.projection = projection;
    }

    static void start(ActorSystem system, String name, Projection projection) {
        system.actorOf(
                ClusterSingletonManager.props(
                        Props.create(Projections.class, () -> new Projections(projection))
                                .withDispatcher("pekko.actor.default-blocking-io-dispatcher"),
                        PoisonPill.getInstance(),
                        ClusterSingletonManagerSettings.create(system).withSingletonName(name)),
                "projection-" + name);
    }

    @Override
    public void preStart() {
        projection.start();
    }

    /** Returns when the batch under way is committed, so that the next node finds the offset where this one left it. */
    @Override
    public void postStop() {
        projection.stop();
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder().build();
    }
}
