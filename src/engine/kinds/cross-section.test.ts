import { describe, expect, test } from 'vitest'
import { computeDirectly } from '../../../test/links/compute-directly'
import { chordWithin } from '../../core/analysis/section/cross-section'
import type { CrossSectionSpec } from './cross-section'
import { jobKinds } from '.'

const saddle = { kind: 'expression', expression: 'x^4/4 - x^2/2 + y^2/2', parameters: {} } as const
const domain = { x: [-1.8, 1.8], y: [-1.2, 1.2] } as const
const inSpace = { kind: 'catalog', id: 'rosenbrock-n', parameters: {}, dimension: 4 } as const

const sectionOf = (more: Partial<CrossSectionSpec>) =>
  computeDirectly('cross-section', { landscape: saddle, domain, at: [0, 0], along: [0], points: 5, ...more })
const problemOf = (more: object) =>
  jobKinds['cross-section'].validate({ landscape: saddle, domain, at: [0, 0], along: [0], points: 5, ...more })
    .problems[0]

describe('a cross-section', () => {
  test('of a saddle along both eigenvectors is a maximum along one, a minimum along the other', () => {
    const { lines, place, value } = sectionOf({ along: ['least-eigenvector', 'greatest-eigenvector'] })
    expect([place, value]).toEqual([[0, 0], 0])
    const [down, up] = lines
    expect([down!.eigenvalue, down!.curvature, down!.slope]).toEqual([-1, -1, 0])
    expect([up!.eigenvalue, up!.curvature, up!.slope]).toEqual([1, 1, 0])
    expect([down!.plane, up!.plane].map((each) => each.map(Math.abs))).toEqual([
      [1, 0],
      [0, 1],
    ])
  })

  test('goes to the ends of the domain, and has f and the quadratic that touches it', () => {
    const [line] = sectionOf({ at: [0.9, 0.3] }).lines
    expect(Array.from(line!.at)).toEqual([-2.7, -1.8, -0.9, 0, 0.9].map((s) => expect.closeTo(s, 12)))
    const f = (x: number) => x ** 4 / 4 - x ** 2 / 2 + 0.045
    const [g, h] = [0.9 ** 3 - 0.9, 3 * 0.9 ** 2 - 1]
    for (const [k, s] of line!.at.entries()) {
      expect(line!.loss[k]).toBeCloseTo(f(0.9 + s), 12)
      expect(line!.model[k]).toBeCloseTo(f(0.9) + s * g + (s * s * h) / 2, 12)
    }
  })

  test('turns by degrees in the plane, quarters exactly', () => {
    const lines = sectionOf({ along: [30, 90, -180, 450] }).lines.map(({ plane }) => plane)
    expect(lines[0]![0]).toBeCloseTo(Math.sqrt(0.75), 15)
    expect(lines.slice(1)).toEqual([
      [0, 1],
      [-1, 0],
      [0, 1],
    ])
  })

  test('along the gradient has the slope |g|; where that is 0 it says so', () => {
    const [line] = sectionOf({ at: [0.5, 0.4], along: ['gradient'] }).lines
    expect(line!.slope).toBeCloseTo(Math.hypot(0.5 ** 3 - 0.5, 0.4), 12)
    expect(() => sectionOf({ along: ['gradient'] })).toThrow('the gradient is 0')
  })

  test('along the update ends where the racer lands; of one that has ended it is the last', () => {
    const race = {
      landscape: saddle,
      domain,
      racers: [{ id: 'a', optimizer: 'momentum', hyper: { lr: 0.1, momentum: 0.9 }, start: [0.3, 1] as const }],
      steps: 4,
      record: 1,
      stop: {},
      seed: 0,
      noise: { kind: 'gaussian', scale: 0 },
    } as const
    const { theta } = computeDirectly('path', race)
    for (const [asked, step] of [
      [0, 0],
      [2, 2],
      [9, 3],
    ] as const) {
      const result = sectionOf({ at: { race, racer: 0, step: asked }, along: ['update'] })
      const [from, to] = [step, step + 1].map((k) => [theta[2 * k]!, theta[2 * k + 1]!] as const)
      expect([result.step, result.place]).toEqual([step, from])
      const [line] = result.lines
      expect(line!.step).toBeCloseTo(Math.hypot(to![0] - from![0], to![1] - from![1]), 14)
      expect(Array.from(line!.at)).toEqual([-1, 0, 1, 2, 3].map((k) => expect.closeTo(k * line!.step!, 14)))
      const landed = computeDirectly('probe', { landscape: saddle, domain, at: to! }).value
      expect(line!.loss[2]).toBeCloseTo(landed, 13)
    }
  })

  test('of a landscape in more dimensions leaves the plane along an eigenvector, and not at an angle', () => {
    const { lines } = sectionOf({ landscape: inSpace, domain: { x: [-2, 2], y: [-2, 2] }, along: ['gradient', 45] })
    expect(lines[0]!.offPlane).toBeGreaterThan(0.1)
    expect(lines[1]!.offPlane).toBeLessThan(1e-12)
    // As far as the half-width of the domain, 2, along a direction of the plane that is sqrt 2 long.
    expect(lines[0]!.at[0]).toBeCloseTo(-2 * Math.SQRT2, 12)
    expect(sectionOf({ landscape: inSpace, reach: 0.5 }).lines[0]!.at[0]).toBe(-0.5)
  })

  test('says where there is no gradient to touch it', () => {
    const landscape = { kind: 'expression', expression: 'abs(x) + y^2', parameters: {} } as const
    expect(sectionOf({ landscape }).kink).toContain('abs')
    expect(() => sectionOf({ landscape, along: ['least-eigenvector'] })).toThrow('no eigenvectors')
  })

  test('refuses what it cannot be asked', () => {
    expect(problemOf({ along: ['update'] })).toMatchObject({ where: 'along' })
    expect(problemOf({ at: [1, 2, 3] })).toMatchObject({ where: 'at' })
    expect(problemOf({ at: { race: {}, racer: 0, step: 1 } })?.where).toMatch(/^at\.race\./)
    expect(problemOf({ along: ['up'] })).toMatchObject({ where: 'along[0]' })
  })
})

describe('the chord of a line in a domain', () => {
  test('ends where the first side is met, and there is none from outside', () => {
    expect(chordWithin(domain, [0, 0], [1, 0])).toEqual([-1.8, 1.8])
    expect(chordWithin(domain, [0, 0], [1, -1])).toEqual([-1.2, 1.2])
    expect(chordWithin(domain, [1.8, 0], [1, 0])).toEqual([-3.6, 0])
    expect(chordWithin(domain, [2, 0], [1, 0])).toBeUndefined()
    expect(chordWithin(domain, [0, 0], [0, 0])).toBeUndefined()
  })
})
