import katex from 'katex'
import { describe, expect, test } from 'vitest'
import { namesIn, told } from '../../src/core/claims/told'
import type { ScenarioDefinition, StepDefinition } from '../../src/core/claims/scenario'
import { stepText } from '../../src/core/claims/scenes'
import { scenarioCards } from '../../src/core/tour/scenario-cards'
import { scenarios } from '../../src/core/tour/scenarios'

/** Whole numbers that prose may count with, and round ones, which nothing measured is to all its digits. */
const counted = 12
const isRound = (number: number) => /^[125]0*$/.test(String(number))

const numeral = /\d+(?:\.\d+)?/g

function numbersOf(text: string): readonly number[] {
  return (text.match(numeral) ?? []).map(Number)
}

/** Every number of a document, those in its formulas included. */
function numbersIn(document: unknown): readonly number[] {
  return numbersOf(JSON.stringify(document).replaceAll(/(\d)e([+-]?\d+)/g, '$1 $2'))
}

/**
 * The numbers of a sentence that are neither part of the set-up, nor thresholds, nor few enough to be counted: they
 * would have been measured, and go stale.
 */
function literals(sentence: string, setUp: readonly number[]): readonly number[] {
  return numbersOf(sentence.replaceAll(/\{[a-z][a-zA-Z0-9]*\}/g, '')).filter(
    (number) => !(Number.isInteger(number) && (number <= counted || isRound(number))) && !setUp.includes(number),
  )
}

function sentencesOf({ story, note = '', question, claims }: StepDefinition): readonly string[] {
  return [story, note, question?.ask ?? '', question?.tell ?? '', ...claims.map(({ text }) => text)]
}

function setUpOf(scenario: ScenarioDefinition, index: number): readonly number[] {
  const { claims } = scenario.steps[index]!
  const texts = scenario.steps.slice(0, index + 1).map((_, i) => stepText(scenario, i))
  return numbersIn([texts, claims.map(({ holds, seeds }) => [holds, seeds])])
}

test('a measured number in a sentence is found', () => {
  expect(literals('after {steps} steps it is 0.0317 away', [300])).toEqual([0.0317])
  expect(literals('at 0.019, for two of 12 racers, 300 steps', [0.019, 300])).toEqual([])
  expect(literals('the loss is $1.5\\cdot 10^{-4}$', [])).toEqual([1.5])
})

/** What of a sentence is no TeX that can be typeset, and no name of a number. */
function slips(sentence: string): readonly string[] {
  const formulas = [...sentence.matchAll(/\$([^$]*)\$/g)].map(([, tex]) => tex!)
  const left = told(sentence.replaceAll(/\$[^$]*\$/g, ''), () => '')
  const wrong = formulas.filter((tex) => {
    try {
      katex.renderToString(tex, { strict: 'ignore' })
      return false
    } catch {
      return true
    }
  })
  return [...wrong, ...(left.match(/[${}]/g) ?? [])]
}

test('a slip in a formula or a name is found', () => {
  expect(slips('the loss is {loss}, and $\\frac{1}{2}\\lambda$ the rate')).toEqual([])
  expect(slips('$\\frac{1}{2$, $\\lamda$, {Loss} and one $ more')).toEqual(['\\frac{1}{2', '\\lamda', '{', '}', '$'])
})

test('every scenario has a card: its scenes open, its links lead somewhere', () => {
  expect(scenarioCards().map(({ label }) => label)).toEqual(scenarios.map(({ label }) => label))
  expect(new Set(scenarios.map(({ label }) => label)).size).toBe(scenarios.length)
})

test('every scenario goes on somewhere, and those of one landscape or one thought from one to the next', () => {
  const linksOf = new Map(scenarios.map(({ label, links }) => [label, links]))
  const idOf = new Map(scenarios.map(({ label, id }) => [label, id]))
  expect(scenarios.filter(({ links }) => links.length === 0).map(({ label }) => label)).toEqual([])
  for (const way of ['S7 S22 S23', 'S5 S9 X5 X6', 'S11 S13 X1', 'S2 S18', 'S8 S20 X3 X8']) {
    const labels = way.split(' ')
    labels.slice(1).forEach((to, k) => expect(linksOf.get(labels[k]!), `${labels[k]} to ${to}`).toContain(idOf.get(to)))
  }
})

describe.each(scenarios.map((scenario) => [scenario.label, scenario] as const))('%s', (_label, scenario) => {
  test.each(scenario.steps.map((step, i) => [i, step] as const))('step %i says no measured number', (i, step) => {
    const setUp = setUpOf(scenario, i)
    expect(sentencesOf(step).flatMap((sentence) => literals(sentence, setUp))).toEqual([])
  })

  test.each(scenario.steps.map((step, i) => [i, step] as const))(
    'step %i has a story of two to five sentences',
    (_i, { story }) => {
      const sentences = story
        .replaceAll(/\$[^$]*\$/g, 'x')
        .split(/[.?!:](?=\s|$)/)
        .filter((each) => each.trim() !== '')
      expect(sentences.length).toBeGreaterThanOrEqual(2)
      expect(sentences.length).toBeLessThanOrEqual(8)
    },
  )

  test('formulas can be typeset, and braces hold names', () => {
    const texts = scenario.steps.flatMap((step) => [
      step.title,
      ...sentencesOf(step),
      ...(step.question?.choices ?? []),
    ])
    expect([scenario.title, scenario.summary, ...texts].flatMap(slips)).toEqual([])
  })

  test('every sentence of a claim names a number', () => {
    const mute = scenario.steps.flatMap(({ claims }) => claims).filter(({ text }) => namesIn(text).length === 0)
    expect(mute.map(({ id }) => id)).toEqual([])
  })
})
