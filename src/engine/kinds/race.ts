import { z } from 'zod'
import { findIn } from '../../core/catalogue'
import { optimizers } from '../../core/optimizers/catalogue'
import { checkHyperparameters } from '../../core/optimizers/hyperparameters'
import { type Checked, invalid, type Problem, valid } from '../../core/problem'
import { createRacer } from '../../core/race/racer'
import { costLimits, defineJobKind, type TileEvent } from '../job-kind'
import type { RaceChunk, RaceRacerSpec, RaceResult, RaceSpec } from '../job-table'
import { landscapeOf } from './landscapes'
import { checkPlacedSpec, domainSchema, landscapeSchema } from './specs'

/** step, x, y, loss, gradient norm, evaluations: float64 each. */
const rowBytes = 48
/** Steps between two yields: some tenths of a millisecond for a formula. */
const yieldSteps = 512
/** Rows of a chunk: few at first, so that something is seen at once, then more. It must not depend on time. */
const firstChunkRows = 256
const lastChunkRows = 8192

const count = z.int().min(0)
const schema = z.strictObject({
  landscape: landscapeSchema,
  domain: domainSchema,
  racers: z.array(
    z.strictObject({
      id: z.string(),
      optimizer: z.string(),
      hyper: z.record(z.string(), z.unknown()),
      start: z.tuple([z.number(), z.number()]),
      clip: z.strictObject({ kind: z.enum(['norm', 'value']), value: z.number().gt(0) }).optional(),
    }),
  ),
  steps: count,
  record: z.int().min(1),
  stop: z.strictObject({
    gradientNorm: z.number().min(0).optional(),
    loss: z.number().optional(),
    evaluations: count.optional(),
    stalledFor: z.int().min(1).optional(),
    escape: z.number().gt(0).optional(),
  }),
  seed: count,
  noise: z.number().min(0),
})

type RacerResult = RaceResult['racers'][number]

/** Traces stream as chunks; a tile is a racer. */
export const raceKind = defineJobKind({
  id: 'race',
  version: 1,
  streams: true,

  validate(given): Checked<RaceSpec> {
    const shape = checkPlacedSpec(schema, given)
    if (shape.value === undefined) return invalid(...shape.problems)
    const problems: Problem[] = []
    if (shape.value.racers.length === 0) {
      problems.push({ message: 'race without racers, expected at least one', remedy: 'add a racer', where: 'racers' })
    }
    const racers = shape.value.racers.flatMap((racer, index): readonly RaceRacerSpec[] => {
      const hyper = checkHyper(racer.optimizer, racer.hyper, `racers[${index}]`)
      problems.push(...hyper.problems)
      return hyper.value === undefined ? [] : [{ ...racer, hyper: hyper.value }]
    })
    return problems.length === 0 ? valid({ ...shape.value, racers }) : invalid(...problems)
  },

  cost({ racers, steps, record }) {
    const most = Math.min(costLimits.work, Math.floor((costLimits.bytes / rowBytes) * record)) / racers.length
    return {
      work: racers.length * Math.max(1, steps),
      bytes: racers.length * Math.ceil(steps / record + 1) * rowBytes,
      smaller: `take at most ${Math.floor(most)} steps, or record fewer of them`,
    }
  },

  plan: ({ racers }) => racers.map((_, index) => index),

  *run(spec, index): Generator<TileEvent<RaceChunk>, RacerResult, void> {
    const { landscape, domain, steps, record, stop, seed, noise } = spec
    const { id, optimizer, hyper, start, clip } = spec.racers[index]!
    const definition = optimizers.find((candidate) => candidate.id === optimizer)!
    const racer = createRacer(
      { optimizer: definition, hyper, start, ...(clip && { clip }) },
      landscapeOf(landscape).objective(),
      {
        steps,
        record,
        stop,
        seed,
        noise,
        box: [domain.x, domain.y],
      },
    )
    let chunkRows = firstChunkRows
    let sentTo = 0
    while (racer.ending === undefined) {
      racer.advance(Math.min(yieldSteps, chunkRows * record))
      if (racer.step - sentTo >= chunkRows * record || racer.ending !== undefined) {
        sentTo = racer.step
        chunkRows = Math.min(2 * chunkRows, lastChunkRows)
        yield { type: 'chunk', chunk: { racer: index, rows: racer.takeRows() } }
      }
      yield { type: 'progress', fraction: steps === 0 ? 1 : racer.step / steps }
    }
    const rest = racer.takeRows()
    if (rest.step.length > 0) yield { type: 'chunk', chunk: { racer: index, rows: rest } }
    return { id, optimizer, ending: racer.ending, evaluations: racer.evaluations }
  },

  merge: (_spec, racers) => ({ racers }),
})

function checkHyper(optimizer: string, hyper: Readonly<Record<string, unknown>>, where: string) {
  const found = findIn(optimizers, 'optimizer', optimizer, `${where}.optimizer`)
  return found.value === undefined ? found : checkHyperparameters(found.value, hyper, where)
}
