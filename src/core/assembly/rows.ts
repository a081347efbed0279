import { Code } from './code'
import { encodeModule, types } from './encoding'
import { Lanes, type Numbers } from './lanes'
import { cells, hasPairs, instantiate, type Run } from './shared-memory'

/** Points of a column, and cells of all columns, which are to stay in the nearer caches. */
const longestPitch = 1024
const nearCells = 8192
const leastPitch = 64

/** A compiled loop over columns: column k, inputs first, begins at cell k * pitch and has as many points at most. */
export interface CompiledRows {
  /** Evaluates so many points. */
  readonly run: (count: number) => void
  readonly pitch: number
  readonly columns: readonly Float64Array[]
}

/** The points that each of so many columns may have; undefined where they do not fit. */
export function pitchOf(columns: number): number | undefined {
  let pitch = longestPitch
  while (pitch > leastPitch && columns * pitch > nearCells) pitch /= 2
  return columns * pitch > cells.length ? undefined : pitch
}

/** A module's run over such columns. */
export function compiledRows(run: Run, columns: number, pitch: number): CompiledRows {
  return {
    run: (count) => run(8 * count),
    pitch,
    columns: Array.from({ length: columns }, (_, k) => cells.subarray(k * pitch, (k + 1) * pitch)),
  }
}

/**
 * A loop over columns of what is described on two lanes, for all points alike. Undefined where two lanes cannot be had,
 * or no WebAssembly: then the same is to be had in TypeScript.
 */
export function describedRows(
  inputCount: number,
  outputCount: number,
  describe: (...inputs: readonly Numbers[]) => readonly Numbers[],
): CompiledRows | undefined {
  const pitch = pitchOf(inputCount + outputCount)
  if (!hasPairs || pitch === undefined) return undefined
  const body = new Code([types.i32, types.i32])
  const lanes = new Lanes(body, 'pair', 'kept')
  body.loop(16, undefined, (offset) => {
    const inputs = Array.from({ length: inputCount }, (_, k) => lanes.load(8 * k * pitch, offset))
    for (const [k, output] of describe(...inputs).entries()) lanes.store(8 * (inputCount + k) * pitch, output, offset)
  })
  const start = new Code([types.i32])
  new Lanes(start, 'pair').callLoop(0, start.parameter(0), [])
  const run = instantiate(encodeModule([], [body.done(), start.done()]), {})
  return run && compiledRows(run, inputCount + outputCount, pitch)
}
