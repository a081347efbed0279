import { Code } from './code'
import { encodeModule, types } from './encoding'
import { Lanes, type Numbers } from './lanes'
import { cells, hasPairs, instantiate, type Run } from './shared-memory'

/** Points of a column, and cells of all columns, which are to stay in the nearest cache, and in the next. */
const longestPitch = 1024
const nearCells = 8192
const nextCells = 32768
const leastPitch = 64

/** A compiled loop over columns: column k, inputs first, begins at cell k * pitch and has as many points at most. */
export interface CompiledRows {
  /** Evaluates so many points. */
  readonly run: (count: number) => void
  readonly pitch: number
  readonly columns: readonly Float64Array[]
}

/** The points that each of so many columns may have; undefined where they do not fit. */
export function pitchOf(columns: number, most = nearCells): number | undefined {
  let pitch = longestPitch
  while (pitch > leastPitch && columns * pitch > most) pitch /= 2
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

/** One of the loops that follow each other: from columns so many further ones, which those after it have too. */
export interface Stage {
  readonly outputs: number
  readonly describe: (columns: readonly Numbers[]) => readonly Numbers[]
}

/**
 * Loops over columns of what is described on two lanes, for all points alike. What is long is told in stages, each of
 * which is so short that a processor has several points of it under way. Undefined where two lanes cannot be had, or no
 * WebAssembly: then the same is to be had in TypeScript.
 */
export function describedRows(inputCount: number, stages: readonly Stage[]): CompiledRows | undefined {
  const columns = stages.reduce((sum, { outputs }) => sum + outputs, inputCount)
  const pitch = pitchOf(columns, nextCells)
  if (!hasPairs || pitch === undefined) return undefined
  const start = new Code([types.i32])
  let known = inputCount
  const loops = stages.map(({ outputs, describe }, stage) => {
    const body = new Code([types.i32, types.i32])
    const lanes = new Lanes(body, 'pair', 'kept')
    body.loop(16, undefined, (offset) => {
      const given = Array.from({ length: known }, (_, k) => lanes.load(8 * k * pitch, offset))
      for (const [k, output] of describe(given).entries()) lanes.store(8 * (known + k) * pitch, output, offset)
    })
    known += outputs
    new Lanes(start, 'pair').callLoop(stage, start.parameter(0), [])
    return body.done()
  })
  const run = instantiate(encodeModule([], [...loops, start.done()]), {})
  return run && compiledRows(run, columns, pitch)
}
