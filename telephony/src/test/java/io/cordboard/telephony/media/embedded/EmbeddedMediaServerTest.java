package io.cordboard.telephony.media.embedded;

import io.cordboard.telephony.media.MediaServer;
import io.cordboard.telephony.media.MediaServerContract;
import org.junit.jupiter.api.AfterEach;

class EmbeddedMediaServerTest implements MediaServerContract {

    private final EmbeddedMediaServer server =
            EmbeddedMediaServer.start(Settings.with("timeout = 500ms, ports { first = 21000, last = 21999 }"));

    @Override
    public MediaServer server() {
        return server;
    }

    @AfterEach
    void end() {
        server.close();
    }
}
