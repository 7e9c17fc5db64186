/** What is told of a time that has gone by, over HTTP: for supervisors, planners and auditors. */
@NullMarked
package io.cordboard.node.api.report;

import org.jspecify.annotations.NullMarked;
