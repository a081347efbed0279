import katex from 'katex'
import { describe, expect, it } from 'vitest'
import type { Layout } from '../../../src/core/objectives/objective'
import { optimizerCard, optimizers } from '../../../src/core/catalogue/optimizers'
import { racerKeys } from '../../../src/core/scene/racer'
import { checkHyperparameters, isValueOf } from '../../../src/core/definitions/hyperparameters'
import type { HyperparameterValues } from '../../../src/core/definitions/hyperparameters'
import { companionPoint } from '../../../src/core/descent/velocity'
import { cloneState } from '../../../src/core/race/checkpoint'
import { stream } from '../../../src/core/random/stream'
import { dimensionOf, layoutOf, TiltedWells } from './optimizers-objective'
import { lowestSettingsOf, Run, settingsOf } from './optimizers-run'

function randomStart(dimension: number, index: number): Float64Array {
  const draws = stream(7, 'conformance', index)
  return Float64Array.from({ length: dimension }, () => 0.5 * draws.normal())
}

function sameBits(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((x, i) => Object.is(x, b[i]))
}

/** Matrices tall and wide, vectors and scalars, with blocks of one row, one column and one entry. */
const matrices = layoutOf([4, 2], [4], [1, 3], [], [3, 1], [1, 1], [2, 3])

describe.each(optimizers.map((optimizer) => [optimizer.id, optimizer] as const))('%s', (_id, optimizer) => {
  const settings = settingsOf(optimizer)
  const layouts: readonly Layout[] = [...[1, 2, 5, 30].map((length) => layoutOf([length])), matrices]
  const fits = layouts.filter((layout) => dimensionOf(layout) <= (optimizer.maxDimension ?? Infinity))

  function begin(hyper: HyperparameterValues, layout: Layout, start: number, scale = 1): Run {
    return new Run(optimizer, hyper, randomStart(dimensionOf(layout), start), new TiltedWells(layout, scale))
  }

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

  it('has hyperparameters whose defaults and usual ranges lie in their ranges, which have a source', () => {
    for (const [key, hyperparameter] of Object.entries(optimizer.hyperparameters)) {
      expect(racerKeys).not.toHaveProperty(key)
      expect(isValueOf(hyperparameter, hyperparameter.default)).toBe(true)
      expect(hyperparameter.description.trim()).not.toBe('')
      expect(() => katex.renderToString(hyperparameter.symbol, { throwOnError: true, strict: 'error' })).not.toThrow()
      if (hyperparameter.kind === 'number' || hyperparameter.kind === 'pair')
        expect(hyperparameter.rangeSource?.trim(), key).toMatch(/./)
      if (hyperparameter.kind !== 'number') continue
      const [low, high] = hyperparameter.usual
      expect(low).toBeLessThan(high)
      expect(isValueOf(hyperparameter, low) && isValueOf(hyperparameter, high)).toBe(true)
      if (hyperparameter.scale === 'log') expect(low).toBeGreaterThan(0)
    }
    for (const hyper of [...settings, ...lowestSettingsOf(optimizer)])
      expect(checkHyperparameters(optimizer, hyper, 'racers[0]').problems).toEqual([])
  })

  it('does the same twice', () => {
    for (const hyper of settings)
      for (const layout of fits) {
        const first = begin(hyper, layout, 0).advance(1, 40)
        const second = begin(hyper, layout, 0).advance(1, 40)
        expect(second.theta).toEqual(first.theta)
        expect(second.ending).toEqual(first.ending)
        if (first.ending === undefined) expect(first.theta).not.toEqual(randomStart(first.theta.length, 0))
      }
  })

  it('keeps all its memory in its state: a clone goes on with the same bits, and leaves the original alone', () => {
    for (const hyper of settings)
      for (const layout of fits) {
        const original = begin(hyper, layout, 1).advance(1, 13)
        const clone = new Run(optimizer, hyper, original.theta, new TiltedWells(layout))
        clone.state = cloneState(original.state)
        clone.ending = original.ending
        const kept = cloneState(original.state)
        clone.advance(14, 30)
        expect(original.state).toEqual(kept)
        expect(original.advance(14, 30).theta).toEqual(clone.theta)
        expect(original.state).toEqual(clone.state)
      }
  })

  if (optimizer.elementwise)
    it('gives many runs laid end to end the bits of single runs', () => {
      for (const hyper of settings)
        for (const layout of fits) {
          const starts = [2, 3, 4].map((index) => randomStart(dimensionOf(layout), index))
          const all = Float64Array.from(starts.flatMap((start) => [...start]))
          const together = new Run(optimizer, hyper, all, new TiltedWells(layoutOf([all.length]))).advance(1, 25)
          const single = starts.map((start) => new Run(optimizer, hyper, start, new TiltedWells(layout)).advance(1, 25))
          expect([...together.theta]).toEqual(single.flatMap(({ theta }) => [...theta]))
        }
    })

  it('shows its stages in the declared order; they sum to the update to the last bit; watching changes nothing', () => {
    for (const hyper of settings)
      for (const layout of fits) {
        const watched = begin(hyper, layout, 5)
        const unwatched = begin(hyper, layout, 5)
        for (let step = 1; step <= 20 && watched.ending === undefined; step++) {
          const seen: string[] = []
          const sum = new Float64Array(watched.theta.length)
          watched.step(step, (stage, vector) => {
            for (let i = 0; i < sum.length; i++) sum[i] = seen.length === 0 ? vector[i] : sum[i] + vector[i]
            seen.push(stage)
          })
          expect(unwatched.step(step).ending).toEqual(watched.ending)
          if (watched.ending !== undefined) break
          expect(seen).toEqual(optimizer.stages)
          expect(sameBits(sum, watched.update), `step ${step}: ${JSON.stringify(hyper)}`).toBe(true)
          expect(sameBits(unwatched.update, watched.update), `step ${step}: ${JSON.stringify(hyper)}`).toBe(true)
        }
      }
  })

  if (optimizer.companion !== undefined)
    it('has its companion by its state', () => {
      for (const hyper of settings)
        for (const layout of fits) {
          const { theta, state } = begin(hyper, layout, 6).advance(1, 3)
          const after = { step: 3, theta, state, learningRate: hyper.lr as number }
          const companion = companionPoint(optimizer, hyper, after)
          expect(companion.length).toBe(dimensionOf(layout))
          expect(companion.every((x) => Number.isFinite(x) && x !== 0)).toBe(true)
          expect(companionPoint(optimizer, hyper, { ...after, step: 0 })).toEqual(theta)
        }
    })

  it('takes finite steps, or says why it takes none, where all gradients or some of them are zero', () => {
    for (const hyper of [...settings, ...lowestSettingsOf(optimizer)])
      for (const layout of fits) {
        const plateau = begin(hyper, layout, 7, 0)
        // The gradient of a coordinate at 0 is 0; every other one starts there.
        const ridge = begin(hyper, layout, 7)
        ridge.theta.forEach((_x, i) => (ridge.theta[i] *= i % 2))
        for (let step = 1; step <= 3; step++)
          for (const run of [plateau, ridge])
            expect(run.step(step).update.every(Number.isFinite), `${step}: ${JSON.stringify(hyper)}`).toBe(true)
      }
  })

  it('takes a finite step, or says why it takes none, where gradients are huge', () => {
    for (const hyper of [...settings, ...lowestSettingsOf(optimizer)])
      for (const layout of fits)
        expect(begin(hyper, layout, 8, 1e100).step(1).update.every(Number.isFinite), JSON.stringify(hyper)).toBe(true)
  })

  if ('maximize' in optimizer.hyperparameters)
    it('climbs with maximize, as it descends when all is upside down', () => {
      for (const hyper of settings)
        for (const layout of fits) {
          const climbing = begin({ ...hyper, maximize: true }, layout, 9).advance(1, 20)
          const descending = begin({ ...hyper, maximize: false }, layout, 9, -1).advance(1, 20)
          expect(climbing.theta).toEqual(descending.theta)
        }
      const start = Float64Array.of(0.4, -0.8)
      const wells = new TiltedWells(layoutOf([2]))
      const before = wells.value(start)
      const { theta } = new Run(optimizer, { ...settings[0], maximize: true }, start, wells).step(1)
      expect(wells.value(theta)).toBeGreaterThan(before)
    })
})

it('does not depend on the layout where a rule treats every coordinate alone', () => {
  const elementwise = optimizers.filter((optimizer) => optimizer.elementwise)
  expect(elementwise.length).toBeGreaterThan(10)
  for (const optimizer of elementwise)
    for (const hyper of settingsOf(optimizer)) {
      const n = dimensionOf(matrices)
      const [flat, blocks] = [layoutOf([n]), matrices].map((layout) =>
        new Run(optimizer, hyper, randomStart(n, 10), new TiltedWells(layout)).advance(1, 30),
      )
      expect(blocks.theta, optimizer.id).toEqual(flat.theta)
    }
})
