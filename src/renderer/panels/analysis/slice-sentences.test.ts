import { describe, expect, test } from 'vitest'
import type { FidelityResult } from '../../../engine'
import { fidelitySentence, variantsSentence, worstPoint } from './slice-sentences'

const fidelity: FidelityResult = {
  step: Float64Array.of(0, 200, 400),
  places: new Float64Array(6),
  distance: Float64Array.of(0, 3, 0),
  loss: Float64Array.of(2.1, 0.31, 0.1),
  drawn: Float64Array.of(2.1, 1.87, 0.1),
  recorded: 401,
  shares: Float64Array.of(0.8, 0.13),
  walk: Float64Array.of(0.8106, 0.0901),
  lengths: Float64Array.of(1, 1),
  angle: 90,
}

describe('how far a slice can be trusted is said', () => {
  test('with care where the losses differ', () => {
    expect(fidelitySentence(fidelity)).toBe(
      'The plane holds 93 % of the squared distance; of a random walk such a plane would hold 90.1 %. ' +
        'At step 200 the true loss is 0.31, on the plane 1.87: read valleys here with care.',
    )
  })

  test('as good where they do not', () => {
    const drawn = Float64Array.of(2.1, 0.33, 0.1)
    expect(fidelitySentence({ ...fidelity, drawn })).toContain(
      'Along the path the loss on the plane is the true one to 1 % of its range: read it as it is.',
    )
    expect(fidelitySentence({ ...fidelity, drawn: fidelity.loss })).toContain('to 0 % of its range')
  })

  test('of a line, of no walk, and of no distance', () => {
    const line = { ...fidelity, shares: Float64Array.of(0.02), walk: new Float64Array(0), lengths: Float64Array.of(1) }
    expect(fidelitySentence(line)).toContain('The line holds 2 % of the squared distance of the path from its origin.')
    expect(fidelitySentence({ ...line, shares: new Float64Array(0) })).toContain('stays at the origin of the line')
    const point = { ...line, recorded: 1, shares: new Float64Array(0) }
    expect(fidelitySentence(point)).toContain('The path is one point')
  })

  test('a loss that is no number is the worst', () => {
    const drawn = Float64Array.of(2.1, 1.87, NaN)
    expect(worstPoint({ loss: fidelity.loss, drawn })).toEqual({ index: 2, gap: 1 })
    expect(fidelitySentence({ ...fidelity, drawn })).toContain('At step 400 the true loss is 0.1, on the plane —')
  })
})

test('how much surfaces differ is said over the cells that all of them have', () => {
  const surfaces = [
    { values: Float64Array.of(0, 1, NaN), range: Float64Array.of(0, 1) },
    { values: Float64Array.of(2, 1, 4), range: Float64Array.of(1, 4) },
  ]
  // Variances 1 and 0.
  expect(variantsSentence(surfaces)).toBe(
    'One scale of colours for all, from 0 to 4. Between them the loss at a place has a standard deviation of 0.71, 17.7 % of that range.',
  )
  expect(variantsSentence(surfaces.slice(1))).toBe('One scale of colours for all, from 1 to 4.')
})
