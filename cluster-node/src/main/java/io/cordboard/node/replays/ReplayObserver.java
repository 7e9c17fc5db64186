package io.cordboard.node.replays;

import io.cordboard.persistence.replays.ReplayJob;

/** Hears of replays that this node does. */
public interface ReplayObserver {

    ReplayObserver NONE = new ReplayObserver() {
        @Override
        public void started() {}

        @Override
        public void ended(ReplayJob.State how, long nanos) {}
    };

    void started();

    void ended(ReplayJob.State how, long nanos);
}
