import { expect, test, vi } from 'vitest'
import { basin } from '../../../test/support/command-in-process'

/** Claims that come out in every way there is, and a question that nobody can answer. */
vi.mock('../../core/tour/scenarios', async () => {
  const { claim, defineScenario, question } = await import('../../core/claims/scenario')
  const { race } = await import('../../core/claims/measures')
  const told = (id: string, numbers: () => { readonly n: number }) =>
    claim({
      id,
      text: 'It is {n}.',
      measure: (scene) => ({ run: race(scene) }),
      numbers,
      holds: [{ number: 'n', is: 'above', bound: 1 }],
      counter: {},
    })
  const made = defineScenario({
    id: 'made-up',
    label: 'S1',
    chapter: 'learning',
    section: '8.1',
    title: 'Made up',
    summary: 'Made up.',
    steps: [
      {
        title: 'Only step',
        story: 'One. Two.',
        scene: {
          landscape: { kind: 'catalog', id: 'sphere' },
          steps: 3,
          racers: [{ id: 'a', optimizer: 'sgd', lr: 0.1 }],
        },
        highlight: ['race'],
        question: question({
          ask: 'Which?',
          choices: ['this', 'that'],
          measure: () => ({}),
          numbers: () => ({ n: 1 }),
          answer: () => 2,
          tell: 'It is {n}.',
        }),
        claims: [
          told('1', () => ({ n: 13463 })),
          told('2', () => ({ n: 0.123456 })),
          told('3', () => ({ n: NaN })),
          told('4', () => ({ n: Infinity })),
          told('5', () => ({}) as { readonly n: number }),
          told('6', () => {
            throw new Error('nothing to look at')
          }),
        ],
      },
    ],
    links: [],
  })
  return { scenarios: [made], findScenario: (id: string) => [made].find((each) => each.id === id) }
})

test('what could not be measured is told as that, and nothing that does not hold as held', async () => {
  const { code, stdout, stderr } = await basin(['scenario', 'made-up'])
  expect(code).toBe(1)
  expect(stdout).toContain('✓ S1.1 It is 13463.')
  expect(stdout).toContain('✗ S1.2 It is 0.1235.')
  expect(stdout).toContain('✗ S1.3 It is nan.')
  expect(stdout).toContain('✗ S1.4 It is inf.')
  expect(stdout).toContain('✗ S1.5 It is nan.')
  expect(stdout).toContain('? S1.6 It is {n}.\n      not measured: computation failed: nothing to look at')
  expect(stdout).toContain('? Which?\n      not measured: computation failed: answer 2 of 2 choices, from 0')
  expect(stderr).toBe(
    '4 of 6 claims do not hold\n1 of 6 claims could not be measured\n1 of 1 questions could not be answered\n',
  )
})

test('the same as JSON', async () => {
  const { code, stdout } = await basin(['scenario', 'made-up', '--json'])
  expect(code).toBe(1)
  const [{ holds, steps }] = (JSON.parse(stdout) as { scenarios: [{ holds: boolean; steps: [Step] }] }).scenarios
  expect(holds).toBe(false)
  expect(steps[0].question).toMatchObject({ answer: null, tell: null, error: expect.stringContaining('answer 2') })
  expect(steps[0].claims.map((each) => each.holds)).toEqual([true, false, false, false, false, null])
  expect(steps[0].claims.at(-1)!.error).toBe('computation failed: nothing to look at')
})

interface Step {
  readonly question: unknown
  readonly claims: readonly { readonly holds: boolean | null; readonly error?: string }[]
}
