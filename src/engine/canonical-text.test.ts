import { describe, expect, test } from 'vitest'
import { blobName } from '../core/blob-name'
import { formatProblem } from '../core/problem'
import { canonicalText } from './canonical-text'

describe('canonicalText', () => {
  test('equal values have equal text, whatever the order of their keys', () => {
    const one = canonicalText({ b: [1, { d: 'x', c: 0 }], a: undefined, e: null })
    const other = canonicalText({ e: null, b: [1, { c: 0, d: 'x' }] })
    expect(one.value).toBe('{"b":[1,{"c":0,"d":"x"}],"e":null}')
    expect(other.value).toBe(one.value)
  })

  test('zeros of either sign are two numbers, and are read back as such', () => {
    expect(canonicalText({ at: [-0, 0], scale: -0 }).value).toBe('{"at":[-0,0],"scale":-0}')
  })

  test('a long list of numbers is named by its bits', () => {
    const list = Array.from({ length: 65 }, (_, i) => i / 7)
    const textOf = (value: unknown): string => canonicalText({ at: value }).value!
    expect(textOf(list)).toBe(`{"at":#${blobName(new Uint8Array(Float64Array.from(list).buffer))}}`)
    expect(textOf([...list])).toBe(textOf(list))
    const others = [list.with(64, 1), list.with(0, -0), list.slice(1), [...list, 'x'], [list]]
    expect(new Set([list, ...others].map(textOf)).size).toBe(6)
    expect(canonicalText(list.with(3, NaN)).problems.map(formatProblem)).toEqual([
      'spec[3]: number not finite: got NaN; give a finite number',
    ])
  })

  test('every number that is not finite is named with its place', () => {
    const { problems } = canonicalText({ x: [0, NaN], y: { z: -Infinity } })
    expect(problems.map(formatProblem)).toEqual([
      'spec.x[1]: number not finite: got NaN; give a finite number',
      'spec.y.z: number not finite: got -Infinity; give a finite number',
    ])
  })

  test('what is not JSON is refused', () => {
    expect(canonicalText({ f: () => 1 }).problems).toHaveLength(1)
    expect(canonicalText({ a: Float64Array.of(1) }).problems).toHaveLength(1)
  })
})
