package io.cordboard.telephony.sip;

import gov.nist.javax.sip.header.extensions.SessionExpiresHeader;
import java.text.ParseException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/** RFC 4028: how long a dialog lasts without being refreshed, and who does that. */
final class SessionTimer {

    private final Desk desk;
    private final Runnable refresh;
    private final Runnable expired;
    private final AtomicReference<@Nullable Future<?>> refreshing = new AtomicReference<>();
    private final AtomicReference<@Nullable Future<?>> expiry = new AtomicReference<>();

    SessionTimer(Desk desk, Runnable refresh, Runnable expired) {
        this.desk = desk;
        this.refresh = refresh;
        this.expired = expired;
    }

    /** Whether the peer asks to be refreshed more often than anybody may (§5). */
    static boolean isTooShort(Desk desk, Message message) {
        return message.getHeader("Session-Expires") instanceof SessionExpiresHeader header
                && header.getExpires() < desk.settings().leastSession().toSeconds();
    }

    static Response tooShort(Desk desk, Request request) throws ParseException {
        Response response = desk.messages().response(request, 422);
        response.setReasonPhrase("Session Interval Too Small");
        response.setHeader(desk.messages().header("Min-SE", least(desk)));
        return response;
    }

    /** Writes how long the session lasts, if the peer knows of that; the peer refreshes, unless it demands that we do (§9). */
    void promise(Request request, Response response) throws ParseException {
        if (!Messages.text(request, "Supported").orElse("").contains("timer")) {
            return;
        }
        long expires = desk.settings().sessionExpires().toSeconds();
        boolean ours = false;
        if (request.getHeader("Session-Expires") instanceof SessionExpiresHeader header) {
            expires = Math.min(header.getExpires(), expires);
            ours = "uas".equals(header.getRefresher());
        }
        response.setHeader(desk.messages().header("Session-Expires", expires + ";refresher=" + (ours ? "uas" : "uac")));
        if (!ours) {
            response.setHeader(desk.messages().header("Require", "timer"));
        }
        run(Duration.ofSeconds(expires), ours);
    }

    /** Of an answer to what we asked: whoever was made the refresher (§7.2). */
    void watch(Response response) {
        if (response.getHeader("Session-Expires") instanceof SessionExpiresHeader header) {
            run(
                    Duration.ofSeconds(Math.max(
                            header.getExpires(), desk.settings().leastSession().toSeconds())),
                    "uac".equals(header.getRefresher()));
        }
    }

    /** Asks for {@code who} to refresh. */
    void want(Request request, String who) throws ParseException {
        long expires = desk.settings().sessionExpires().toSeconds();
        request.setHeader(desk.messages().header("Session-Expires", expires + ";refresher=" + who));
        request.setHeader(desk.messages().header("Min-SE", least(desk)));
    }

    private static String least(Desk desk) {
        return Long.toString(desk.settings().leastSession().toSeconds());
    }

    private void run(Duration expires, boolean ours) {
        // §10
        Duration third = expires.dividedBy(3);
        Duration early = third.toSeconds() < 32 ? third : Duration.ofSeconds(32);
        replace(refreshing, ours ? desk.later(expires.dividedBy(2), refresh) : null);
        replace(expiry, desk.later(expires.minus(early), expired));
    }

    void stop() {
        replace(refreshing, null);
        replace(expiry, null);
    }

    private static void replace(AtomicReference<@Nullable Future<?>> timer, @Nullable Future<?> by) {
        Future<?> before = timer.getAndSet(by);
        if (before != null) {
            before.cancel(false);
        }
    }
}
