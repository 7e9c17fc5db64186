package io.cordboard.telephony.sip;

import gov.nist.core.StackLogger;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the stack logs to. Nearly all that it calls an error is a message of a peer that it could not read, with the whole of it: anybody
 * could fill the log with that, and it holds what callers say of themselves. So it is there for whoever looks for it, and else not.
 * Made by the stack, which asks for a public constructor.
 */
public final class StackLog implements StackLogger {

    private static final Logger LOG = LoggerFactory.getLogger("io.cordboard.telephony.sip.stack");

    @Override
    public void logStackTrace() {
        // Said at every step.
    }

    @Override
    public void logStackTrace(int traceLevel) {
        // The same.
    }

    @Override
    public int getLineCount() {
        return 0;
    }

    @Override
    public void logException(Throwable ex) {
        LOG.debug("Failed", ex);
    }

    @Override
    public void logDebug(String message) {
        LOG.trace(message);
    }

    @Override
    public void logDebug(String message, Exception ex) {
        LOG.trace(message, ex);
    }

    @Override
    public void logTrace(String message) {
        LOG.trace(message);
    }

    @Override
    public void logFatalError(String message) {
        LOG.debug(message);
    }

    @Override
    public void logError(String message) {
        LOG.debug(message);
    }

    @Override
    public void logError(String message, Exception ex) {
        LOG.debug(message, ex);
    }

    @Override
    public void logWarning(String message) {
        LOG.debug(message);
    }

    @Override
    public void logInfo(String message) {
        LOG.debug(message);
    }

    @Override
    public boolean isLoggingEnabled() {
        return LOG.isDebugEnabled();
    }

    @Override
    public boolean isLoggingEnabled(int logLevel) {
        return logLevel >= TRACE_DEBUG ? LOG.isTraceEnabled() : LOG.isDebugEnabled();
    }

    @Override
    public void disableLogging() {
        // Levels are the configuration's.
    }

    @Override
    public void enableLogging() {
        // The same.
    }

    @Override
    public void setBuildTimeStamp(String buildTimeStamp) {
        // Of no interest.
    }

    @Override
    public void setStackProperties(Properties stackProperties) {
        // Of no interest.
    }

    @Override
    public String getLoggerName() {
        return LOG.getName();
    }
}
