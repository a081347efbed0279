import katex from 'katex'
import { describe, expect, it } from 'vitest'
import { optimizerCard, optimizers, racerKeys } from '../../src/core/optimizers/catalogue'
import { checkHyperparameters, isValueOf } from '../../src/core/optimizers/hyperparameters'
import type { HyperparameterValues } from '../../src/core/optimizers/hyperparameters'
import type { OptimizerDefinition, OptimizerState, Tap } from '../../src/core/optimizers/optimizer'
import { cloneState } from '../../src/core/race/checkpoint'
import { RaceOracle } from '../../src/core/race/oracle'
import { stream } from '../../src/core/random/stream'
import { TiltedWells } from './optimizers-objective'

/** Some settings of every optimizer: its defaults, then each hyperparameter away from its default, alone and all at once. */
function settingsOf(optimizer: OptimizerDefinition): readonly HyperparameterValues[] {
  const defaults = Object.fromEntries(Object.entries(optimizer.hyperparameters).map(([key, h]) => [key, h.default]))
  const moved = Object.entries(optimizer.hyperparameters).map(([key, hyperparameter]): HyperparameterValues => {
    switch (hyperparameter.kind) {
      case 'boolean':
        return { [key]: !hyperparameter.default }
      case 'choice':
        return { [key]: hyperparameter.options.find((option) => option !== hyperparameter.default)! }
      case 'pair':
        return { [key]: [0.3, 0.7] }
      case 'number':
        return { [key]: 0.37 * hyperparameter.usual[0] + 0.63 * hyperparameter.usual[1] }
    }
  })
  return [defaults, ...moved.map((one) => ({ ...defaults, ...one })), Object.assign({}, defaults, ...moved)]
}

/** Runs a rule for some steps on tilted wells. */
class Run {
  readonly theta: Float64Array
  state: OptimizerState
  readonly #objective: TiltedWells
  readonly #oracle: RaceOracle
  readonly #gradient: Float64Array
  readonly #update: Float64Array

  constructor(
    readonly optimizer: OptimizerDefinition,
    readonly hyper: HyperparameterValues,
    start: Float64Array,
  ) {
    const n = start.length
    this.theta = start.slice()
    this.#objective = new TiltedWells(n)
    this.#oracle = new RaceOracle(this.#objective, optimizer, { seed: 3, noise: 0 })
    this.#gradient = new Float64Array(n)
    this.#update = new Float64Array(n)
    this.state = optimizer.init(n, hyper, this.#objective.layout)
  }

  step(step: number, tap?: Tap): Float64Array {
    this.#objective.step = step
    this.#oracle.step = step
    const loss = this.#objective.valueGrad(this.theta, this.#gradient)
    this.optimizer.step(this.state, this.hyper, {
      theta: this.theta.slice(),
      gradient: this.#gradient,
      step,
      learningRate: typeof this.hyper.lr === 'number' ? this.hyper.lr : 1,
      loss,
      layout: this.#objective.layout,
      seed: 3,
      oracle: this.#oracle,
      update: this.#update,
      tap,
    })
    for (let i = 0; i < this.theta.length; i++) this.theta[i] += this.#update[i]
    return this.#update
  }

  advance(from: number, to: number): this {
    for (let step = from; step <= to; step++) this.step(step)
    return this
  }
}

function randomStart(dimension: number, index: number): Float64Array {
  const draws = stream(7, 'conformance', index)
  return Float64Array.from({ length: dimension }, () => 0.5 * draws.normal())
}

const dimensions = [1, 2, 5, 100]

describe.each(optimizers.map((optimizer) => [optimizer.id, optimizer] as const))('%s', (_id, optimizer) => {
  const settings = settingsOf(optimizer)

  it('has a complete card', () => {
    const card = optimizerCard(optimizer)
    expect(JSON.parse(JSON.stringify(card))).toEqual(card)
    for (const text of [card.title, card.description, card.tex, card.citation]) expect(text.trim()).not.toBe('')
    expect(card.citation).toMatch(/\b(1[89]|20)\d\d\b/)
    expect(card.stages.length).toBeGreaterThan(0)
    expect(new Set(card.stages).size).toBe(card.stages.length)
    expect(() =>
      katex.renderToString(card.tex, { displayMode: true, throwOnError: true, strict: 'error' }),
    ).not.toThrow()
  })

  it('has hyperparameters whose defaults and usual ranges lie in their ranges', () => {
    for (const [key, hyperparameter] of Object.entries(optimizer.hyperparameters)) {
      expect(racerKeys).not.toContain(key)
      expect(isValueOf(hyperparameter, hyperparameter.default)).toBe(true)
      expect(hyperparameter.description.trim()).not.toBe('')
      expect(() => katex.renderToString(hyperparameter.symbol, { throwOnError: true, strict: 'error' })).not.toThrow()
      if (hyperparameter.kind !== 'number') continue
      const [low, high] = hyperparameter.usual
      expect(low).toBeLessThan(high)
      expect(isValueOf(hyperparameter, low) && isValueOf(hyperparameter, high)).toBe(true)
      if (hyperparameter.scale === 'log') expect(low).toBeGreaterThan(0)
    }
    for (const hyper of settings) expect(checkHyperparameters(optimizer, hyper, 'racers[0]').problems).toEqual([])
  })

  it('does the same twice', () => {
    for (const hyper of settings)
      for (const dimension of dimensions) {
        const start = randomStart(dimension, 0)
        const first = new Run(optimizer, hyper, start).advance(1, 40)
        const second = new Run(optimizer, hyper, start).advance(1, 40)
        expect(second.theta).toEqual(first.theta)
        expect(first.theta).not.toEqual(start)
      }
  })

  it('keeps all its memory in its state: a clone goes on with the same bits, and leaves the original alone', () => {
    for (const hyper of settings)
      for (const dimension of dimensions) {
        const original = new Run(optimizer, hyper, randomStart(dimension, 1)).advance(1, 13)
        const clone = new Run(optimizer, hyper, original.theta)
        clone.state = cloneState(original.state)
        const kept = cloneState(original.state)
        clone.advance(14, 30)
        expect(original.state).toEqual(kept)
        expect(original.advance(14, 30).theta).toEqual(clone.theta)
        expect(original.state).toEqual(clone.state)
      }
  })

  it.runIf(optimizer.elementwise)('gives many runs laid end to end the bits of single runs', () => {
    for (const hyper of settings)
      for (const dimension of dimensions) {
        const starts = [2, 3, 4].map((index) => randomStart(dimension, index))
        const together = new Run(optimizer, hyper, Float64Array.from(starts.flatMap((start) => [...start])))
        together.advance(1, 25)
        const single = starts.flatMap((start) => [...new Run(optimizer, hyper, start).advance(1, 25).theta])
        expect([...together.theta]).toEqual(single)
      }
  })

  it('shows its stages in the declared order; they sum to the update to the last bit; watching changes nothing', () => {
    for (const hyper of settings)
      for (const dimension of dimensions) {
        const watched = new Run(optimizer, hyper, randomStart(dimension, 5))
        const unwatched = new Run(optimizer, hyper, randomStart(dimension, 5))
        for (let step = 1; step <= 20; step++) {
          const seen: string[] = []
          const sum = new Float64Array(dimension)
          const update = watched.step(step, (stage, vector) => {
            for (let i = 0; i < dimension; i++) sum[i] = seen.length === 0 ? vector[i] : sum[i] + vector[i]
            seen.push(stage)
          })
          expect(seen).toEqual(optimizer.stages)
          expect(sum).toEqual(update)
          expect(update).toEqual(unwatched.step(step))
        }
      }
  })

  it.runIf('maximize' in optimizer.hyperparameters)('climbs with maximize', () => {
    const [defaults] = settings
    const start = Float64Array.of(0.4, -0.8)
    const before = new TiltedWells(2).value(start)
    const { theta } = new Run(optimizer, { ...defaults, maximize: true }, start).advance(1, 1)
    expect(new TiltedWells(2).value(theta)).toBeGreaterThan(before)
  })
})
