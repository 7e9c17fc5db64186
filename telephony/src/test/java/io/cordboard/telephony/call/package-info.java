@NullUnmarked
package io.cordboard.telephony.call;

import org.jspecify.annotations.NullUnmarked;
