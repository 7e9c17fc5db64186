package io.cordboard.channels.task;

import io.cordboard.routing.expression.Attributes;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Attributes that agents may follow: those whose name begins with {@value #PREFIX}. Whatever sets an attribute goes through here,
 * so that no {@code javascript:} of somebody else's runs on an agent's page.
 */
public final class Links {

    public static final String PREFIX = "link.";

    private static final int MAX_LINKS = 10;

    private Links() {}

    /** Fails with an IllegalArgumentException that names the attribute which is no link, or says that there are too many. */
    public static void require(Attributes attributes) {
        long links = attributes.members().entrySet().stream()
                .filter(attribute -> isLink(attribute.getKey()))
                .peek(link -> require(link.getKey(), link.getValue()))
                .count();
        if (links > MAX_LINKS) {
            throw new IllegalArgumentException("Expected at most " + MAX_LINKS + " links, but got " + links);
        }
    }

    private static boolean isLink(String name) {
        return name.toLowerCase(Locale.ROOT).startsWith(PREFIX);
    }

    private static void require(String name, Object value) {
        try {
            URI uri = new URI(value instanceof String text ? text : "");
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            // A user in a link is there to deceive: https://bank.example@elsewhere.example
            if (web && uri.getHost() != null && uri.getRawUserInfo() == null) {
                return;
            }
        } catch (URISyntaxException e) {
            // Said below, as of every text that is no link.
        }
        throw new IllegalArgumentException(
                "Expected '" + name + "' to be an absolute http or https URL without a user");
    }
}
