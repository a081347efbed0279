/** Symmetries that the network on screen is shown by, one after the other, at most. */
export const mostTwins = 64
