package io.cordboard.routing.flow;

import io.cordboard.routing.tenant.LocalName;
import java.util.List;
import java.util.Optional;

/**
 * How a customer reaches a person from anywhere in a flow.
 *
 * @param key means this everywhere
 * @param words what somebody writes or says for it
 * @param queue where the person is; also where a run goes that cannot go on
 * @param then a step on the way there, gone through once; who asks again goes to the queue at once
 */
public record Help(String key, List<String> words, String queue, Optional<String> then) {

    public static final String KEY = "0";

    public Help {
        Key.require(key);
        words = Words.all(words);
        LocalName.require("a queue", queue);
    }
}
