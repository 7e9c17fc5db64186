package io.cordboard.telephony.sip;

import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.stack.NioMessageProcessorFactory;
import java.security.NoSuchAlgorithmException;
import java.util.Properties;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.sip.PeerUnavailableException;

/** JAIN-SIP's stack, with our limits and our idea of where names lead. */
final class Stack extends SipStackImpl {

    Stack(SipSettings settings, Flows flows, Valve valve) throws PeerUnavailableException {
        super(properties(settings));
        addressResolver = flows;
        messageProcessorFactory = new Transports(settings);
        sipMessageValves.add(valve);
        // What the stack has of its own are suites that no JDK offers any more, so nobody could connect.
        SSLParameters usual = usual();
        setEnabledProtocols(usual.getProtocols());
        setEnabledCipherSuites(usual.getCipherSuites());
    }

    private static SSLParameters usual() {
        try {
            return SSLContext.getDefault().getDefaultSSLParameters();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Expected TLS, which every JDK has", e);
        }
    }

    private static Properties properties(SipSettings settings) {
        var properties = new Properties();
        String nist = "gov.nist.javax.sip.";
        // Several stacks of one name in one JVM would be one.
        properties.setProperty("javax.sip.STACK_NAME", "cordboard-" + UUID.randomUUID());
        properties.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "on");
        properties.setProperty(nist + "STACK_LOGGER", StackLog.class.getName());
        properties.setProperty(nist + "SERVER_LOGGER", StackTraffic.class.getName());
        properties.setProperty(nist + "REENTRANT_LISTENER", "true");
        properties.setProperty(nist + "THREAD_POOL_SIZE", Integer.toString(settings.threads()));
        // Only these processors know WebSocket.
        properties.setProperty(nist + "MESSAGE_PROCESSOR_FACTORY", NioMessageProcessorFactory.class.getName());
        properties.setProperty(nist + "PATCH_SIP_WEBSOCKETS_HEADERS", "false");
        properties.setProperty(nist + "MAX_MESSAGE_SIZE", Integer.toString(settings.maxMessageBytes()));
        // An answer to nothing that we have asked would begin a dialog.
        properties.setProperty(nist + "REJECT_STRAY_RESPONSES", "true");
        properties.setProperty(nist + "MAX_FORK_TIME_SECONDS", "0");
        properties.setProperty(nist + "RECEIVE_UDP_BUFFER_SIZE", "4194304");
        properties.setProperty(nist + "SEND_UDP_BUFFER_SIZE", "4194304");
        properties.setProperty(nist + "THREAD_PRIORITY", Integer.toString(Thread.NORM_PRIORITY));
        settings.keyStore().ifPresent(store -> {
            properties.setProperty("javax.net.ssl.keyStore", store.path());
            properties.setProperty("javax.net.ssl.keyStoreType", store.type());
            properties.setProperty("javax.net.ssl.keyStorePassword", store.password());
            properties.setProperty("javax.net.ssl.trustStore", store.path());
            properties.setProperty("javax.net.ssl.trustStoreType", store.type());
            properties.setProperty(nist + "TLS_CLIENT_AUTH_TYPE", "Disabled");
        });
        return properties;
    }
}
