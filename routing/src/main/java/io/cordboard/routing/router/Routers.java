package io.cordboard.routing.router;

import io.cordboard.routing.entity.Switchboard;

/** The routers of all tenants. */
public final class Routers {

    private Routers() {}

    public static void host(Switchboard switchboard) {
        switchboard.host("router", RouterCommand.class, RouterActor.props(switchboard));
    }
}
