import { afterAll, describe, expect, test } from 'vitest'
import type { Check } from '../../src/core/claims/judge'
import { namesIn } from '../../src/core/claims/told'
import { scenarios } from '../../src/core/tour/scenarios'
import { createEngine } from '../../src/engine/client'
import { jobKinds } from '../../src/engine/kinds'
import type { Answer, ClaimResult, ClaimSpec, ClaimVerdict } from '../../src/engine/kinds/claim'
import { createLoopback } from '../../src/engine/loopback'

/** Seeds of a claim that rests on chance: all of them are tried by `npm run scenarios`. */
const quickSeeds = 5

/** With what takes long too, as `npm run scenarios` has it. */
const isAll = process.env['BASIN_SCENARIOS'] === 'all'

const now = () => performance.now()
const loopback = createLoopback({ kinds: jobKinds, workers: 1, cache: 2 ** 28, now, schedule: setImmediate })
const engine = createEngine(loopback.port)
afterAll(() => loopback.close())

async function run(spec: ClaimSpec): Promise<ClaimResult> {
  const end = await engine.run('claim', spec).end
  if (end.status !== 'done') throw new Error(end.status === 'failed' ? end.error.message : end.status)
  return end.result
}

/** What a person would look at, should it not be as it is claimed. */
function told({ numbers, checks, seeds }: ClaimVerdict): string {
  return JSON.stringify({ numbers, checks, held: seeds?.held, of: seeds?.count })
}

function failsByNumber({ holds, value, bound }: Check): boolean {
  return !holds && !Number.isNaN(value) && !Number.isNaN(bound)
}

describe.each(scenarios.map((scenario) => [`${scenario.label} ${scenario.title}`, scenario] as const))(
  '%s',
  (_name, { id, steps }) => {
    const claims = steps.flatMap((step) => step.claims).filter(({ slow }) => isAll || slow !== true)
    const seedsOf = (count: number | undefined) => (count === undefined ? {} : { seeds: Math.min(count, quickSeeds) })

    test.each(claims.map((claim) => [claim.id, claim] as const))('%s holds', async (_id, claim) => {
      const verdict = (await run({ scenario: id, of: claim.id, ...seedsOf(claim.seeds?.count) })) as ClaimVerdict
      expect(verdict.holds, told(verdict)).toBe(true)
      expect(Object.keys(verdict.numbers)).toEqual(expect.arrayContaining([...namesIn(claim.text)]))
    })

    test.each(claims.map((claim) => [claim.id, claim] as const))(
      '%s does not hold in its counter',
      async (_id, claim) => {
        const spec = { scenario: id, of: claim.id, scene: 'counter', ...seedsOf(claim.seeds?.count) } as const
        const verdict = (await run(spec)) as ClaimVerdict
        expect(verdict.holds, told(verdict)).toBe(false)
        // What is no longer measured at all is no proof: something that is has to be on the wrong side.
        expect(verdict.checks.some(failsByNumber), told(verdict)).toBe(true)
      },
    )

    const questions = steps.flatMap(({ question }, step) => (question === undefined ? [] : [{ step, question }]))
    test.each(questions)('the question of step $step has an answer', async ({ step, question: { choices, tell } }) => {
      const { answer, numbers } = (await run({ scenario: id, of: step })) as Answer
      expect(choices[answer]).toBeDefined()
      expect(Object.keys(numbers)).toEqual(expect.arrayContaining([...namesIn(tell)]))
    })
  },
  isAll ? 600_000 : 60_000,
)
