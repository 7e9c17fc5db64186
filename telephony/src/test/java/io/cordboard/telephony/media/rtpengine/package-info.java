@NullMarked
package io.cordboard.telephony.media.rtpengine;

import org.jspecify.annotations.NullMarked;
