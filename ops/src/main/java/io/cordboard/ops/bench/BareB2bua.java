package io.cordboard.ops.bench;

import java.text.ParseException;
import java.util.Properties;
import java.util.TooManyListenersException;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipFactory;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.SipStack;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.address.AddressFactory;
import javax.sip.address.SipURI;
import javax.sip.header.CSeqHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.HeaderFactory;
import javax.sip.header.ToHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Message;
import javax.sip.message.MessageFactory;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * The least that is a back-to-back user agent: every call goes on to one phone, in a second dialog with the same description. No
 * routing, no media, no limits; the same stack as ours with the same properties.
 */
public final class BareB2bua implements SipListener, AutoCloseable {

    private final SipStack stack;
    private final SipProvider provider;
    private final AddressFactory addresses;
    private final HeaderFactory headers;
    private final MessageFactory messages;
    private final int port;
    private final SipURI phone;

    private BareB2bua(int port, int phonePort)
            throws SipException, InvalidArgumentException, TooManyListenersException, ParseException {
        this.port = port;
        SipFactory factory = SipFactory.getInstance();
        addresses = factory.createAddressFactory();
        headers = factory.createHeaderFactory();
        messages = factory.createMessageFactory();
        stack = factory.createSipStack(properties());
        provider = stack.createSipProvider(stack.createListeningPoint("127.0.0.1", port, ListeningPoint.UDP));
        provider.addSipListener(this);
        phone = addresses.createSipURI("phone", "127.0.0.1");
        phone.setPort(phonePort);
        stack.start();
    }

    /** Answers at a port of this machine until it is closed. */
    public static BareB2bua start(int port, int phonePort) {
        try {
            return new BareB2bua(port, phonePort);
        } catch (SipException | InvalidArgumentException | TooManyListenersException | ParseException e) {
            throw new IllegalStateException("Expected to listen for SIP at port " + port, e);
        }
    }

    private static Properties properties() {
        var properties = new Properties();
        String nist = "gov.nist.javax.sip.";
        properties.setProperty("javax.sip.STACK_NAME", "bare");
        properties.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "on");
        properties.setProperty(nist + "TRACE_LEVEL", "0");
        properties.setProperty(nist + "REENTRANT_LISTENER", "true");
        properties.setProperty(nist + "THREAD_POOL_SIZE", "4");
        properties.setProperty(
                nist + "MESSAGE_PROCESSOR_FACTORY", "gov.nist.javax.sip.stack.NioMessageProcessorFactory");
        properties.setProperty(nist + "MAX_MESSAGE_SIZE", "16384");
        properties.setProperty(nist + "REJECT_STRAY_RESPONSES", "true");
        properties.setProperty(nist + "MAX_FORK_TIME_SECONDS", "0");
        properties.setProperty(nist + "RECEIVE_UDP_BUFFER_SIZE", "4194304");
        properties.setProperty(nist + "SEND_UDP_BUFFER_SIZE", "4194304");
        properties.setProperty(nist + "THREAD_PRIORITY", Integer.toString(Thread.NORM_PRIORITY));
        return properties;
    }

    @Override
    public void processRequest(RequestEvent event) {
        try {
            switch (event.getRequest().getMethod()) {
                case Request.INVITE -> invite(event.getRequest());
                case Request.BYE -> bye(event);
                default -> {
                    // ACK: the phone had its own.
                }
            }
        } catch (SipException | InvalidArgumentException | ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private void invite(Request request) throws SipException, InvalidArgumentException, ParseException {
        ServerTransaction caller = provider.getNewServerTransaction(request);
        caller.sendResponse(messages.createResponse(Response.TRYING, request));
        var from = (FromHeader) request.getHeader(FromHeader.NAME);
        Request onward = messages.createRequest(
                phone,
                Request.INVITE,
                provider.getNewCallId(),
                headers.createCSeqHeader(1L, Request.INVITE),
                headers.createFromHeader(
                        from.getAddress(),
                        gov.nist.javax.sip.Utils.getInstance().generateTag()),
                headers.createToHeader(addresses.createAddress(phone), null),
                java.util.List.<ViaHeader>of(headers.createViaHeader("127.0.0.1", port, "udp", null)),
                headers.createMaxForwardsHeader(70));
        onward.setHeader(contact());
        describe(onward, request);
        ClientTransaction called = provider.getNewClientTransaction(onward);
        called.setApplicationData(caller);
        called.sendRequest();
    }

    @Override
    public void processResponse(ResponseEvent event) {
        Response response = event.getResponse();
        var cseq = (CSeqHeader) response.getHeader(CSeqHeader.NAME);
        if (!cseq.getMethod().equals(Request.INVITE)
                || response.getStatusCode() == Response.TRYING
                || event.getClientTransaction() == null
                || !(event.getClientTransaction().getApplicationData() instanceof ServerTransaction caller)) {
            return;
        }
        try {
            Response back = messages.createResponse(response.getStatusCode(), caller.getRequest());
            ((ToHeader) back.getHeader(ToHeader.NAME))
                    .setTag("b" + caller.getBranchId().substring(7));
            back.setHeader(contact());
            describe(back, response);
            if (response.getStatusCode() / 100 == 2) {
                Dialog called = event.getDialog();
                called.sendAck(called.createAck(cseq.getSeqNumber()));
                called.setApplicationData(caller.getDialog());
                caller.getDialog().setApplicationData(called);
            }
            caller.sendResponse(back);
        } catch (SipException | InvalidArgumentException | ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private void bye(RequestEvent event) throws SipException, InvalidArgumentException, ParseException {
        ServerTransaction transaction = event.getServerTransaction();
        if (transaction == null) {
            return;
        }
        transaction.sendResponse(messages.createResponse(Response.OK, event.getRequest()));
        if (event.getDialog() != null && event.getDialog().getApplicationData() instanceof Dialog other) {
            other.sendRequest(provider.getNewClientTransaction(other.createRequest(Request.BYE)));
        }
    }

    private ContactHeader contact() throws ParseException {
        SipURI uri = addresses.createSipURI("bare", "127.0.0.1");
        uri.setPort(port);
        return headers.createContactHeader(addresses.createAddress(uri));
    }

    private static void describe(Message message, Message like) throws ParseException {
        if (like.getHeader(ContentTypeHeader.NAME) instanceof ContentTypeHeader type) {
            message.setContent(like.getRawContent(), type);
        }
    }

    @Override
    public void processTimeout(TimeoutEvent event) {
        // The load counts what has failed.
    }

    @Override
    public void processIOException(IOExceptionEvent event) {
        // The same.
    }

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {
        // Nothing is kept of it.
    }

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {
        // Nothing is kept of it.
    }

    @Override
    public void close() {
        stack.stop();
    }
}
