/** What racers have equally much of, and what a playhead counts. */
export const clockAxes = ['step', 'evaluation', 'epoch', 'examples'] as const
/** Epochs and examples are those of a sum over examples. */
export type ClockAxis = (typeof clockAxes)[number]
