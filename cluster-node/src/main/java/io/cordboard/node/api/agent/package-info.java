/** Agents at work over HTTP: whether they are there and ready, and what they carry. Their profiles are configuration. */
@NullMarked
package io.cordboard.node.api.agent;

import org.jspecify.annotations.NullMarked;
