/**
 * What a tenant consists of, over HTTP: who is there, what they can do, which queues by which rules, and the keys of its
 * programs. Invariant: no change is made to a state that its asker did not see, where the asker says which one that was.
 */
@NullMarked
package io.cordboard.node.api.tenant;

import org.jspecify.annotations.NullMarked;
