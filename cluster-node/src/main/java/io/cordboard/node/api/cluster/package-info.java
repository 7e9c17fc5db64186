/** The node and its cluster as operators and probes see them, and the documents that describe the API. */
@NullMarked
package io.cordboard.node.api.cluster;

import org.jspecify.annotations.NullMarked;
