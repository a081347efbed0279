import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clipToUnitBox, PathSegments, pointAt, segmentStride } from './path-segments'
import type { PathData } from './stage'

/** Evenly spread, unlike fast-check's numbers, which crowd around zero and the ends. */
const between = (low: number, high: number) =>
  fc.noBias(fc.integer({ min: 0, max: 1_000_000 })).map((k) => low + ((high - low) * k) / 1_000_000)

const domain = { x: [-1, 1], y: [-1, 1] } as const

function pathOf(points: readonly (readonly [number, number])[], clock = points.map((_, i) => i)): PathData {
  return {
    id: 'a',
    color: '#ffffff',
    marker: 'circle',
    visible: true,
    count: points.length,
    clock: Float64Array.from(clock),
    points: Float64Array.from(points.flat()),
  }
}

function segmentsOf(path: PathData, ...options: [cell?: number, tolerance?: number, limit?: number]): PathSegments {
  const segments = new PathSegments(domain, ...options)
  segments.append(path)
  return segments
}

function rows({ data, count }: PathSegments): number[][] {
  return Array.from({ length: count }, (_, k) => [...data.subarray(k * segmentStride, (k + 1) * segmentStride)])
}

/** Where the drawn path ends at a playhead: what the shader shows. */
function drawnEnd(segments: PathSegments, playhead: number): [number, number] | undefined {
  const shown = rows(segments).slice(...segments.shown(playhead))
  const last = shown.at(-1) as [number, number, number, number, number, number] | undefined
  if (last === undefined) return undefined
  const t = Math.min(1, (playhead - last[2]) / (last[5] - last[2]))
  return [last[0] + t * (last[3] - last[0]), last[1] + t * (last[4] - last[1])]
}

it('leave out what lies before a trail', () => {
  const path = pathOf([
    [0, 0],
    [0.1, 0],
    [0.2, 0],
    [0.3, 0],
    [0.4, 0],
  ])
  const ofTrail = (trail?: number) => {
    const segments = segmentsOf({ ...path, trail })
    return rows(segments).slice(...segments.shown(3))
  }
  expect(ofTrail()[0]![2]).toBe(0)
  const shown = ofTrail(1)
  expect(shown[0]![2]).toBe(2)
  expect(shown.at(-1)![5]).toBe(3)
  expect(ofTrail(10)).toEqual(ofTrail())
})

const walk = fc
  .array(fc.tuple(between(-0.3, 0.3), between(-0.3, 0.3)), {
    minLength: 2,
    maxLength: 60,
  })
  .map((points) => points.map(([x, y]): [number, number] => [x, y]))

describe('path segments', () => {
  it('are no longer than a cell and join without gaps', () => {
    fc.assert(
      fc.property(walk, (points) => {
        const all = rows(segmentsOf(pathOf(points)))
        for (const [ax, ay, , bx, by] of all as [number, number, number, number, number][]) {
          // float32 ends
          expect(Math.max(Math.abs(bx - ax), Math.abs(by - ay))).toBeLessThan(2 / 255 + 1e-6)
        }
        for (let k = 1; k < all.length; k++) expect(all[k]!.slice(0, 3)).toEqual(all[k - 1]!.slice(3))
      }),
      { seed: 41, numRuns: 100 },
    )
  })

  it('end within the tolerance of the exact head, at any playhead', () => {
    fc.assert(
      fc.property(walk, between(0.5, 60), (points, playhead) => {
        const path = pathOf(points)
        const segments = segmentsOf(path)
        const [end, head] = [drawnEnd(segments, playhead), pointAt(path, playhead)!]
        if (end === undefined) return
        // twice the tolerance: one for the points left out, one for those between
        expect(Math.hypot(end[0] - head[0], end[1] - head[1])).toBeLessThan((2 * Math.SQRT2) / 4000 + 1e-6)
      }),
      { seed: 42, numRuns: 300 },
    )
  })

  it('are the same whether rows come at once or one by one, in arrays that move', () => {
    fc.assert(
      fc.property(walk, (points) => {
        const grown = new PathSegments(domain)
        for (let count = 1; count <= points.length; count++) {
          const path = pathOf(points.slice(0, count))
          expect(grown.continues(path)).toBe(true)
          grown.append(path)
        }
        expect(rows(grown)).toEqual(rows(segmentsOf(pathOf(points))))
      }),
      { seed: 43, numRuns: 60 },
    )
  })

  it('leave out steps too small to see', () => {
    const points = Array.from({ length: 1000 }, (_, i): [number, number] => [i * 1e-6, 0])
    expect(segmentsOf(pathOf(points)).count).toBeLessThan(6)
  })

  it('keep the moment of a leap after lingering', () => {
    const path = pathOf(
      [
        [0, 0],
        [1e-5, 0],
        [0, 1e-5],
        [0.5, 0],
      ],
      [0, 1, 2, 3],
    )
    const end = drawnEnd(segmentsOf(path), 1.9)!
    expect(Math.hypot(...end)).toBeLessThan(1e-3)
  })

  it('stop at the domain and come back', () => {
    const all = rows(
      segmentsOf(
        pathOf([
          [0, 0],
          [3, 0],
          [0, 0.5],
        ]),
        10,
      ),
    )
    expect(all.map((row) => row.map((value) => Math.round(value * 1e4) / 1e4))).toEqual([
      [0, 0, 0, 1, 0, 0.3333],
      [1, 0.3333, 1.6667, 0, 0.5, 2],
    ])
  })

  it('break at points that are not finite, however large their neighbours', () => {
    const segments = segmentsOf(
      pathOf([
        [0, 0],
        [0.1, 0],
        [1e300, -1e300],
        [NaN, 0],
        [0.2, 0],
        [0.3, 0],
      ]),
      10,
    )
    for (const row of rows(segments)) for (const value of row) expect(Number.isFinite(value)).toBe(true)
    expect(
      rows(segments)
        .at(-1)!
        .map((value) => Math.round(value * 10) / 10),
    ).toEqual([0.2, 0, 4, 0.3, 0, 5])
  })

  it('stay within their limit by growing coarser', () => {
    const points = Array.from({ length: 5000 }, (_, i): [number, number] => [i % 2 === 0 ? -0.9 : 0.9, (i % 100) / 100])
    const segments = segmentsOf(pathOf(points), 2 / 255, 1 / 4000, 200_000)
    expect(segments.count).toBeGreaterThan(0)
    expect(segments.count).toBeLessThanOrEqual(200_000)
  })

  it('see that another race took a path over', () => {
    const segments = segmentsOf(
      pathOf([
        [0, 0],
        [0.1, 0],
        [0.2, 0],
      ]),
    )
    expect(
      segments.continues(
        pathOf([
          [0, 0],
          [0.1, 0],
          [0.25, 0],
          [0.3, 0],
        ]),
      ),
    ).toBe(false)
    expect(segments.continues(pathOf([[0, 0]]))).toBe(false)
  })
})

describe('pointAt', () => {
  const path = pathOf(
    [
      [0, 0],
      [1, 2],
      [3, 2],
    ],
    [0, 10, 20],
  )
  it.each([
    [-1, undefined],
    [0, [0, 0]],
    [5, [0.5, 1]],
    [10, [1, 2]],
    [15, [2, 2]],
    [99, [3, 2]],
  ])('at %d', (playhead, expected) => {
    expect(pointAt(path, playhead)).toEqual(expected)
  })

  it('ignores rows beyond the count', () => {
    expect(pointAt({ ...path, count: 2 }, 99)).toEqual([1, 2])
  })
})

describe('a dashed path', () => {
  const straight = pathOf([
    [-0.9, 0],
    [0, 0],
    [0.9, 0],
  ])
  const lengthOf = (path: PathData): number =>
    rows(segmentsOf(path)).reduce((sum, [x0, y0, , x1, y1]) => sum + Math.hypot(x1! - x0!, y1! - y0!), 0)

  it('is drawn in part, and the dashes go on over the recorded rows', () => {
    expect(lengthOf(straight)).toBeCloseTo(1.8, 5)
    // 0.045 of every 0.075, to a piece of 2 / 255 or so at each end of a dash.
    const dashed = rows(segmentsOf({ ...straight, line: 'dashed' }))
    const share = lengthOf({ ...straight, line: 'dashed' }) / 1.8
    expect(share).toBeGreaterThan(0.5)
    expect(share).toBeLessThan(0.7)
    const gaps = dashed.flatMap(([x0], k) =>
      k > 0 && x0! - dashed[k - 1]![3]! > 1e-6 ? [x0! - dashed[k - 1]![3]!] : [],
    )
    expect(gaps.length).toBeGreaterThan(20)
    for (const gap of gaps) expect(gap).toBeLessThan(0.05)
  })

  it('grows as it would be drawn at once', () => {
    const whole = { ...straight, line: 'dash-dotted' } as const
    const growing = segmentsOf({ ...whole, count: 2 })
    growing.append(whole)
    expect(rows(growing)).toEqual(rows(segmentsOf(whole)))
  })

  it('is another path once its line is another', () => {
    expect(segmentsOf(straight).continues({ ...straight, line: 'dotted' })).toBe(false)
  })
})

describe('clipToUnitBox', () => {
  it.each([
    [0, 0, 0.5, 0.5, [0, 1]],
    [-2, 0, 2, 0, [0.25, 0.75]],
    [2, 2, 3, 3, undefined],
    [-2, 1.5, 2, 1.5, undefined],
    [0, -3, 0, 3, [1 / 3, 2 / 3]],
  ] as const)('of (%d, %d) to (%d, %d)', (ax, ay, bx, by, expected) => {
    const clipped = clipToUnitBox(ax, ay, bx, by)
    if (expected === undefined) expect(clipped).toBeUndefined()
    else clipped!.forEach((value, k) => expect(value).toBeCloseTo(expected[k]!, 12))
  })
})
