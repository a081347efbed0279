/** With so many seeds a race is run at most. */
export const mostSeeds = 10_000
