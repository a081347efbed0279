import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { type ListedScenario, pictureKey, type ScenarioReport, tourPage } from '../../scripts/lib/tour-page.mjs'
import { namesIn } from '../../src/core/claims/told'
import { scenarios } from '../../src/core/tour/scenarios'
import { basin } from '../support/command-in-process'

const root = join(import.meta.dirname, '../..')
const { reports, pictures } = JSON.parse(readFileSync(join(root, 'docs/tour-report.json'), 'utf8')) as {
  readonly reports: readonly ScenarioReport[]
  readonly pictures: Readonly<Record<string, string>>
}
let listed: readonly ListedScenario[] = []
beforeAll(async () => {
  const { stdout } = await basin(['list', 'scenarios', '--json'], { cwd: root })
  listed = (JSON.parse(stdout) as { readonly scenarios: readonly ListedScenario[] }).scenarios
})

// What is not as it is said here is brought up to date by `npm run scenarios`.
test('the page of the tour says what the scenarios say, and what was measured of them', () => {
  expect(readFileSync(join(root, 'docs/tour.md'), 'utf8')).toBe(tourPage(listed, reports))
})

test('every claim was measured as it is, over all its seeds, and holds', () => {
  const claimed = scenarios.flatMap(({ label, steps }) =>
    steps.flatMap(({ claims }) =>
      claims.map(({ id, text, holds, seeds }) => ({
        id: `${label}.${id}`,
        template: text,
        unknown: [],
        seeds: seeds?.count,
        holds: true,
        // A bound that is another number is a number in the report.
        checks: holds.map(({ number, is, bound, tolerance = 0 }) => ({
          number,
          is,
          bound: typeof bound === 'number' ? bound : expect.any(Number),
          ...(is === 'within' && { tolerance }),
        })),
      })),
    ),
  )
  const measured = reports.flatMap(({ steps }) => steps.flatMap(({ claims }) => claims))
  const told = measured.map(({ id, template, seeds, holds, checks, numbers = {} }) => ({
    id,
    template,
    unknown: namesIn(template).filter((name) => !(name in numbers)),
    seeds: seeds?.count,
    holds,
    checks: checks?.map(({ number, is, bound, tolerance }) => ({
      number,
      is,
      bound,
      ...(tolerance !== undefined && { tolerance }),
    })),
  }))
  expect(told).toEqual(claimed)
})

describe('a picture', () => {
  test.each(scenarios.map(({ id }) => id))('of %s shows its first step as it is', (id) => {
    expect(existsSync(join(root, `resources/tour/${id}.webp`))).toBe(true)
    expect(pictures[id]).toBe(pictureKey(listed.find((scenario) => scenario.id === id)!))
  })
})
