/** Which step is marked: the throw, or where there is none the longest; or the one that has led to the playhead. */
export const throwSteps = ['throw', 'playhead'] as const

/** The numbered marks of a step at a cliff, and what clipping makes of it. */
export interface ThrowSetting {
  /** A racer's id; the first one where it is absent or gone. */
  readonly of?: string | undefined
  readonly at: (typeof throwSteps)[number]
  /** What a racer is clipped at that has no clipping of its own. */
  readonly clip: number
  /** From how many times the length of those before a step is a throw. */
  readonly ratio: number
}

export const usualThrow: ThrowSetting = { at: 'throw', clip: 1, ratio: 10 }
