import { describe, expect, it } from 'vitest'
import { layoutOf } from '../../../../test/conformance/optimizers/optimizers-objective'
import { anyNumber, pick, randomHyperparameters } from '../../../../test/support/random-hyperparameters'
import { optimizers } from '../../catalogue/optimizers'
import type { HyperparameterValues } from '../../definitions/hyperparameters'
import type { OptimizerDefinition, OptimizerState, StepInput, Tap } from '../../definitions/optimizer'
import { cloneState } from '../../race/checkpoint'
import { stream, type Stream } from '../../random/stream'

const described = optimizers.filter(({ rule }) => rule !== undefined)

const noOracle = new Proxy({} as StepInput['oracle'], {
  get: () => {
    throw new Error('an elementwise rule asks for nothing')
  },
})

/** What a step is given that follows from nothing before it. */
type Given = Pick<StepInput, 'step' | 'theta' | 'gradient' | 'learningRate'>

/** Takes steps from a state on; their updates, and the state after the last. */
function run(
  { step }: OptimizerDefinition,
  hyper: HyperparameterValues,
  state: OptimizerState,
  steps: readonly Given[],
  tap?: Tap,
): { readonly updates: readonly Float64Array[]; readonly state: OptimizerState } {
  const updates = steps.map((given) => {
    const update = new Float64Array(given.theta.length)
    const layout = layoutOf([update.length])
    step(state, hyper, { ...given, loss: NaN, layout, seed: 1, oracle: noOracle, update, tap })
    return update
  })
  return { updates, state }
}

/** As `run` from the beginning. */
function runAfresh(optimizer: OptimizerDefinition, hyper: HyperparameterValues, steps: readonly Given[], tap?: Tap) {
  const dimension = steps[0]!.theta.length
  return run(optimizer, hyper, optimizer.init(dimension, hyper, layoutOf([dimension])), steps, tap)
}

function numbers(draws: Stream, dimension: number): Float64Array {
  return Float64Array.from({ length: dimension }, () => anyNumber(draws))
}

/** Hyperparameters anywhere in their ranges and some steps, the same for the same trial. */
function makeTrial({ id, hyperparameters }: OptimizerDefinition, trial: number, dimension?: number) {
  const draws = stream(1, `steps of ${id}`, trial)
  const hyper = randomHyperparameters(hyperparameters, draws)
  const size = dimension ?? 1 + Math.floor(40 * draws.uniform())
  const from = pick(draws, [1, 1, 6, 1000])
  const steps = Array.from({ length: 4 }, (_, k) => ({
    step: from + k,
    theta: numbers(draws, size),
    gradient: numbers(draws, size),
    learningRate: 2 * draws.uniform(),
  }))
  return { hyper, steps, given: `trial ${trial}: ${JSON.stringify(hyper)}` }
}

/** The same choices with other numbers, so that the memory fits. */
function halved(hyper: HyperparameterValues): HyperparameterValues {
  const values = Object.entries(hyper).map(([key, value]) => [key, typeof value === 'number' ? value / 2 : value])
  return Object.fromEntries(values) as HyperparameterValues
}

/** The steps as one coordinate sees them. */
function only(coordinate: number, steps: readonly Given[]): Given[] {
  const one = (vector: Float64Array) => vector.subarray(coordinate, coordinate + 1)
  return steps.map((given) => ({ ...given, theta: one(given.theta), gradient: one(given.gradient) }))
}

describe.each(described.map((optimizer) => [optimizer.id, optimizer] as const))('%s', (_id, optimizer) => {
  it('does the same watched as unwatched, in stages whose sum is the update to the last bit', () => {
    for (let trial = 0; trial < 40; trial++) {
      const { hyper, steps, given } = makeTrial(optimizer, trial)
      const seen: { readonly stage: string; readonly displacement: Float64Array }[] = []
      const watched = runAfresh(optimizer, hyper, steps, (stage, displacement) => {
        seen.push({ stage, displacement: displacement.slice() })
      })
      expect(watched, given).toEqual(runAfresh(optimizer, hyper, steps))
      expect(seen.map(({ stage }) => stage)).toEqual(steps.flatMap(() => optimizer.stages))
      for (const [k, update] of watched.updates.entries()) {
        const stages = seen.slice(k * optimizer.stages.length, (k + 1) * optimizer.stages.length)
        const sum = update.map((_, i) => stages.map(({ displacement }) => displacement[i]!).reduce((a, b) => a + b))
        expect(sum, given).toEqual(update)
      }
    }
  })

  // Few coordinates in one program, rows that are interpreted, and rows that are compiled.
  it.each([3, 16, 17, 40, 10_000])('takes %i coordinates as each alone', (dimension) => {
    const trials = dimension > 1000 ? 2 : 10
    for (let trial = 0; trial < trials; trial++) {
      const { hyper, steps, given } = makeTrial(optimizer, trial, dimension)
      const together = runAfresh(optimizer, hyper, steps)
      const looked = dimension > 1000 ? [0, 1, 4999, 9998, 9999] : Array.from({ length: dimension }, (_, i) => i)
      for (const coordinate of looked) {
        const alone = runAfresh(optimizer, hyper, only(coordinate, steps))
        const at = `${given}, coordinate ${coordinate}`
        expect(
          together.updates.map((update) => update[coordinate]),
          at,
        ).toEqual(alone.updates.map(([update]) => update))
        for (const [name, entry] of Object.entries(alone.state)) {
          const whole = together.state[name]!
          if (typeof entry === 'number' || typeof whole === 'number') expect(whole, at).toBe(entry)
          else if (entry.length > 0) expect(whole[coordinate], at).toEqual(entry[0])
          else expect(whole.length, at).toBe(0)
        }
      }
    }
  })

  it('goes on with other hyperparameters under the same memory as with a clone of it', () => {
    for (let trial = 0; trial < 20; trial++) {
      const { hyper, steps } = makeTrial(optimizer, trial, 3)
      const other = halved(hyper)
      const { state } = runAfresh(optimizer, hyper, steps)
      const clone = cloneState(state)
      expect(run(optimizer, other, state, steps)).toEqual(run(optimizer, other, clone, steps))
    }
  })
})

it('a rule without memory takes points of any dimension', () => {
  const sgd = described.find(({ id }) => id === 'sgd')!
  const hyper = { lr: 1, weightDecay: 0.5, maximize: false }
  const state = sgd.init(3, hyper, layoutOf([3]))
  for (const dimension of [3, 5, 2, 20]) {
    const { steps } = makeTrial(sgd, 0, dimension)
    expect(run(sgd, hyper, state, steps)).toEqual(runAfresh(sgd, hyper, steps))
  }
})
