@NullUnmarked
package io.cordboard.telephony.recording;

import org.jspecify.annotations.NullUnmarked;
