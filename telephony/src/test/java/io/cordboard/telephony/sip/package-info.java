@NullUnmarked
package io.cordboard.telephony.sip;

import org.jspecify.annotations.NullUnmarked;
