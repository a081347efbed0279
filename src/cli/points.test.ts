import { describe, expect, test } from 'vitest'
import { basin } from '../../test/support/command-in-process'

describe('points', () => {
  test('answers the critical points with their winding number, proven complete', async () => {
    const { code, stdout } = await basin(['points', 'himmelblau', '--json'])
    expect(code).toBe(0)
    const document = JSON.parse(stdout) as { points: { kind: string }[] }
    expect(document).toMatchObject({
      windingNumber: 1,
      windingFound: 1,
      complete: true,
      note: expect.stringContaining('interval arithmetic'),
    })
    expect(document.points.map(({ kind }) => kind)).toEqual([
      ...Array<string>(4).fill('minimum'),
      ...Array<string>(4).fill('saddle'),
      'maximum',
    ])
    expect(document.points[8]).toEqual({
      at: [expect.closeTo(-0.2708445906673476, 14), expect.closeTo(-0.9230385564799815, 14)],
      value: expect.closeTo(181.6165215225827, 11),
      kind: 'maximum',
      index: 2,
      // Golden values of the landscape's own definition, to rounding of numbers of this size.
      eigenvalues: [expect.closeTo(-45.60522929278952, 11), expect.closeTo(-16.066019667290867, 11)],
      winding: 1,
    })
  })

  test('a number that is not known is null, and the note says why', async () => {
    const { stdout } = await basin(['points', '-e', '(1 - x*y)^2', '--domain', '-3,3,-3,3', '--json'])
    expect(JSON.parse(stdout)).toMatchObject({
      windingNumber: null,
      complete: false,
      note: expect.stringMatching(/curves or regions.*not counted: near/),
      points: expect.arrayContaining([expect.objectContaining({ kind: 'degenerate', winding: null })]),
    })
  })

  test('for a person it is a table with a sentence below', async () => {
    const { stdout } = await basin(['points', '-e', 'x^3 - 3*x + y^2', '--domain', '-2,2,-2,2'])
    expect(stdout.split('\n')).toEqual([
      'kind      x  y  value  λ min  λ max  turns',
      'minimum   1  0     -2      2      6      1',
      'saddle   -1  0      2     -6      2     -1',
      '2 points: 1 minimum, 1 saddle',
      'turns of the gradient along the boundary: 0; around these points: 0',
      expect.stringMatching(/^complete: /),
      '',
    ])
  })

  test('a plane without critical points says so', async () => {
    const { stdout } = await basin(['points', '-e', 'x + 2*y'])
    expect(stdout).toMatch(/^no critical points\n/)
  })
})
