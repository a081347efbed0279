/**
 * The box that a surface is drawn in, and files of it as a mesh have: x and y of the shown domain run from -1 to 1,
 * heights from 0 to `plainHeight` at exaggeration 1.
 */
export const plainHeight = 0.9

/** How many decades a log scale of heights shows before it turns linear. */
export const logDecades = 4
