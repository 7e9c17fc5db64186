package io.cordboard.channels.chat;

import io.cordboard.routing.OneNode;
import io.cordboard.routing.leg.Centre;
import io.cordboard.routing.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A node with chat servers beside one another for a class of tests, and for each test a tenant that may be chatted with. */
final class ChatCentre implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    private final int many;
    private final ChatSite site;
    private final String overrides;
    private final List<ChatServer> servers = new ArrayList<>();
    private OneNode node;
    private Centre centre;

    ChatCentre(ChatSite site) {
        this(site, 1);
    }

    /** @param servers how many */
    ChatCentre(ChatSite site, int servers) {
        this(site, servers, "");
    }

    /** @param overrides of {@code cordboard.channels.chat} */
    ChatCentre(ChatSite site, String overrides) {
        this(site, 1, overrides);
    }

    private ChatCentre(ChatSite site, int servers, String overrides) {
        this.site = site;
        this.many = servers;
        this.overrides = overrides;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        node = new OneNode();
        for (int i = 0; i < many; i++) {
            servers.add(new ChatServer(node, overrides));
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        centre = new Centre(node);
        servers.forEach(server -> server.with(centre.tenant(), site));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        servers.forEach(ChatServer::close);
        node.close();
    }

    OneNode node() {
        return node;
    }

    ChatServer server() {
        return servers.getFirst();
    }

    ChatServer server(int which) {
        return servers.get(which);
    }

    /** One with settings of its own, for this test's tenant; whoever asks for it closes it. */
    ChatServer strict(String overrides) {
        return new ChatServer(node, overrides).with(centre.tenant(), site);
    }

    Centre centre() {
        return centre;
    }

    TenantId tenant() {
        return centre.tenant();
    }
}
