package io.cordboard.telephony.line;

import io.cordboard.routing.agent.AgentId;
import io.cordboard.routing.line.SipCredentials;

/**
 * What an agent's phone must prove to register and to call.
 *
 * @param displayName the agent's
 * @param rung whether the agent's offers of calls ring the registered phones
 */
public record PhoneAccount(AgentId agent, String displayName, boolean rung, SipCredentials credentials) {}
