/** The most variables of a formula: what it takes is written out, and so are its derivatives. */
export const mostVariables = 100
