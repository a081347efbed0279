import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { controls } from '../../src/core/claims/scenario'
import { scenarios } from '../../src/core/tour/scenarios'

const css = readFileSync(join(import.meta.dirname, '../../src/renderer/ui/base.css'), 'utf8')

test('every control that a step may be about glows', () => {
  for (const control of controls) expect(css).toContain(`[data-about~='${control}'] [data-control~='${control}']`)
})

test('a step holds nothing still that it is about', () => {
  const both = scenarios.flatMap(({ label, steps }) =>
    steps
      .filter(({ highlight, locked }) => locked?.some((control) => highlight.includes(control)))
      .map(({ title }) => `${label}: ${title}`),
  )
  expect(both).toEqual([])
})

test('a step is about something', () => {
  const idle = scenarios.flatMap(({ label, steps }) =>
    steps.filter(({ highlight }) => highlight.length === 0).map(({ title }) => `${label}: ${title}`),
  )
  expect(idle).toEqual([])
})
