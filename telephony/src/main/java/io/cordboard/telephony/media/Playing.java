package io.cordboard.telephony.media;

/** One playing of a prompt in a room; tells it from those before. */
public record Playing(long number) {}
