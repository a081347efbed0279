/** How much a fuzz suite does: `count` trials, of which each is a pure function of `seed` and its number. */
export interface Effort {
  readonly seed: number
  readonly count: number
}

/**
 * A quick slice of a few seconds, always the same, as `npm run check` runs it. `npm run fuzz` sets BASIN_FUZZ, by which
 * the slice is multiplied, and BASIN_FUZZ_SEED; both are printed, so that what it finds can be found again.
 */
export function effort(suite: string, quick: number): Effort {
  const times = Number(process.env['BASIN_FUZZ'] ?? 1)
  const seed = Number(process.env['BASIN_FUZZ_SEED'] ?? 1)
  const count = Math.ceil(quick * times)
  if (times !== 1) console.log(`${suite}: ${count} trials from seed ${seed}`)
  return { seed, count }
}
