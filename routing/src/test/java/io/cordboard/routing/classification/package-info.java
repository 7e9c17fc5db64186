@org.jspecify.annotations.NullMarked
package io.cordboard.routing.classification;
