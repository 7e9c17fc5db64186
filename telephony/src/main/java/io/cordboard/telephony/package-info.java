@NullMarked
package io.cordboard.telephony;

import org.jspecify.annotations.NullMarked;
