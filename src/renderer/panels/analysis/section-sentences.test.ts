import { describe, expect, it } from 'vitest'
import type { SectionLine } from '../../../engine'
import { sectionSentence, shapeOf } from './section-sentences'
import { taylorSentence } from './taylor-bars'

const at = Float64Array.of(-1, 1)
const line = (slope: number, curvature: number): SectionLine => ({
  along: 0,
  at,
  loss: at,
  model: at,
  slope,
  curvature,
  eigenvalue: curvature,
  plane: [1, 0],
  offPlane: 0,
})

describe('what a cross-section shows', () => {
  it('is a minimum or a maximum where the quadratic has its vertex there, as near as can be seen', () => {
    expect([0, 0.01, 0.1].map((slope) => shapeOf(line(slope, 1)))).toEqual(['a minimum', 'a minimum', 'curving up'])
    expect([0, -1].map((slope) => shapeOf(line(slope, -2)))).toEqual(['a maximum', 'curving down'])
    expect([line(0, 0), line(1, 0), line(NaN, 1)].map(shapeOf)).toEqual(['flat to second order', 'straight', 'unknown'])
  })

  it('is a saddle where it is a maximum along one eigenvector and a minimum along the other', () => {
    expect(sectionSentence({ value: 1, lines: [line(0, -1), line(0, 2)] })).toContain('a saddle (λ = −1 and 2)')
    expect(sectionSentence({ value: 1, lines: [line(0, 1), line(0, 2)] })).toContain(
      'Along both eigenvectors a minimum',
    )
    expect(sectionSentence({ value: 1, lines: [line(1, -1), line(0, 2)] })).not.toContain('saddle')
    expect(sectionSentence({ value: NaN, lines: [line(NaN, NaN)] })).toContain('not finite at the point')
    expect(sectionSentence({ value: 1, lines: [line(0, 1)], kink: 'abs at a corner' })).toContain('abs at a corner')
  })
})

describe('what Taylor bars say', () => {
  it('judges the step, not the Hessian, and tells where the terms are wrong', () => {
    expect(taylorSentence({ predicted: -1, actual: -0.9 })).toContain('short enough for the curvature along g')
    expect(taylorSentence({ predicted: 2, actual: 2 })).toContain('too long for the curvature along g')
    expect(taylorSentence({ predicted: 1.2, actual: -1.1 })).toContain('in fact falls by 1.1: they are a model')
    expect(taylorSentence({ predicted: -1, actual: NaN })).toContain('not finite')
    expect(taylorSentence({ predicted: 0, actual: 0 })).toContain('The gradient is 0')
  })
})
