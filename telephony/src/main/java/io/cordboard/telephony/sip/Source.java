package io.cordboard.telephony.sip;

import io.cordboard.routing.line.Transport;

/** Where a message came from: the address of the packet or connection, whatever the message itself says. */
public record Source(String address, int port, Transport transport) {}
