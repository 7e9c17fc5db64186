@NullMarked
package io.cordboard.telephony.guide;

import org.jspecify.annotations.NullMarked;
