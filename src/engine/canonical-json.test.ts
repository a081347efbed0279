import { describe, expect, test } from 'vitest'
import { formatProblem } from '../core/problem'
import { canonicalJson } from './canonical-json'

describe('canonicalJson', () => {
  test('equal values have equal text, whatever the order of their keys', () => {
    const one = canonicalJson({ b: [1, { d: 'x', c: 0 }], a: undefined, e: null })
    const other = canonicalJson({ e: null, b: [1, { c: 0, d: 'x' }] })
    expect(one.value).toBe('{"b":[1,{"c":0,"d":"x"}],"e":null}')
    expect(other.value).toBe(one.value)
  })

  test('zeros of either sign are two numbers, and are read back as such', () => {
    const { value } = canonicalJson({ at: [-0, 0], scale: -0 })
    expect(value).toBe('{"at":[-0,0],"scale":-0}')
    expect(JSON.parse(value!)).toEqual({ at: [-0, 0], scale: -0 })
  })

  test('every number that is not finite is named with its place', () => {
    const { problems } = canonicalJson({ x: [0, NaN], y: { z: -Infinity } })
    expect(problems.map(formatProblem)).toEqual([
      'spec.x[1]: number not finite: got NaN; give a finite number',
      'spec.y.z: number not finite: got -Infinity; give a finite number',
    ])
  })

  test('what is not JSON is refused', () => {
    expect(canonicalJson({ f: () => 1 }).problems).toHaveLength(1)
    expect(canonicalJson({ a: Float64Array.of(1) }).problems).toHaveLength(1)
  })
})
