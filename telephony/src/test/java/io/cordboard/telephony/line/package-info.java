@NullMarked
package io.cordboard.telephony.line;

import org.jspecify.annotations.NullMarked;
