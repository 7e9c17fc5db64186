package io.cordboard.node.api;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.ws.Message;
import org.apache.pekko.http.scaladsl.model.HttpResponse;
import org.apache.pekko.http.scaladsl.model.ws.WebSocketUpgrade;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Graph;
import org.apache.pekko.stream.SinkShape;
import org.apache.pekko.stream.SourceShape;
import org.apache.pekko.stream.javadsl.Flow;
import scala.Option;
import scala.collection.immutable.Seq;

/**
 * A handshake whose WebSocket counts among the node's connections: to the flow of requests that its connection began with, it
 * has ended.
 */
final class CountedUpgrade implements WebSocketUpgrade {

    private final WebSocketUpgrade upgrade;
    private final AtomicInteger connections;

    private CountedUpgrade(WebSocketUpgrade upgrade, AtomicInteger connections) {
        this.upgrade = upgrade;
        this.connections = connections;
    }

    /** The request, with a handshake that counts if there is one. */
    static HttpRequest in(HttpRequest request, AtomicInteger connections) {
        return request.getAttribute(AttributeKeys.webSocketUpgrade)
                .map(upgrade -> request.addAttribute(
                        AttributeKeys.webSocketUpgrade, new CountedUpgrade((WebSocketUpgrade) upgrade, connections)))
                .orElse(request);
    }

    @Override
    public Seq<String> requestedProtocols() {
        return upgrade.requestedProtocols();
    }

    @Override
    public HttpResponse handleMessages(
            Graph<
                            FlowShape<
                                    org.apache.pekko.http.scaladsl.model.ws.Message,
                                    org.apache.pekko.http.scaladsl.model.ws.Message>,
                            Object>
                    messages,
            Option<String> subprotocol) {
        return upgrade.handleMessages(counted(messages), subprotocol);
    }

    // Written out, because javac sees only declarations of these where Scala has bodies.

    @Override
    public HttpResponse handleMessagesWith(Graph<FlowShape<Message, Message>, ?> messages) {
        return upgrade.handleMessagesWith(counted(messages));
    }

    @Override
    public HttpResponse handleMessagesWith(Graph<FlowShape<Message, Message>, ?> messages, String subprotocol) {
        return upgrade.handleMessagesWith(counted(messages), subprotocol);
    }

    @Override
    public HttpResponse handleMessagesWith(Graph<SinkShape<Message>, ?> in, Graph<SourceShape<Message>, ?> out) {
        return upgrade.handleMessagesWith(counted(Flow.fromSinkAndSource(in, out)));
    }

    @Override
    public HttpResponse handleMessagesWith(
            Graph<SinkShape<Message>, ?> in, Graph<SourceShape<Message>, ?> out, String subprotocol) {
        return upgrade.handleMessagesWith(counted(Flow.fromSinkAndSource(in, out)), subprotocol);
    }

    private <T, M> Flow<T, T, M> counted(Graph<FlowShape<T, T>, M> messages) {
        return Flow.fromGraph(messages).watchTermination((materialized, ended) -> {
            connections.incrementAndGet();
            ended.whenComplete((_, _) -> connections.decrementAndGet());
            return materialized;
        });
    }
}
