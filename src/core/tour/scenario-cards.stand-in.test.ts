import { beforeEach, expect, test, vi } from 'vitest'
import { claim, question, type ScenarioDefinition } from '../claims/scenario'
import { race } from '../claims/measures'
import { scenarioCards } from './scenario-cards'

const list = vi.hoisted(() => ({ scenarios: [] as ScenarioDefinition[] }))
vi.mock('./scenarios', () => list)

const { steps, ...whole }: ScenarioDefinition = {
  id: 'made-up',
  label: 'S1',
  chapter: 'learning',
  section: '8.1',
  title: 'Made up',
  summary: 'Made up.',
  links: [],
  steps: [
    {
      title: 'Only step',
      story: 'One. Two.',
      scene: { landscape: { kind: 'catalog', id: 'sphere' }, racers: [{ id: 'a', optimizer: 'sgd', lr: 0.1 }] },
      highlight: ['race'],
      question: question({
        ask: 'Which?',
        choices: ['this', 'that'],
        measure: () => ({}),
        numbers: () => ({}),
        answer: () => 0,
        tell: 'This.',
      }),
      claims: [
        claim({
          id: '1',
          text: 'It is {n}.',
          measure: (scene) => ({ run: race(scene) }),
          numbers: () => ({ n: 1 }),
          holds: [{ number: 'n', is: 'above', bound: 0 }],
          counter: {},
        }),
      ],
    },
  ],
}
const [step] = steps
const own = { ...whole, steps }
const withStep = (change: object) => ({ ...whole, steps: [{ ...step!, ...change }] }) as ScenarioDefinition
const choices = (count: number) => Array.from({ length: count }, (_, i) => `choice ${i}`)

beforeEach(() => void (list.scenarios.length = 0))

test('a scenario in order has a card', () => {
  list.scenarios.push(own)
  expect(scenarioCards()).toMatchObject([{ id: 'made-up', steps: [{ question: { choices: ['this', 'that'] } }] }])
})

test.each([
  ['label: "Q1", expected S or X and a number', { ...own, label: 'Q1' }],
  ['links: no scenario "elsewhere"', { ...own, links: ['elsewhere'] }],
  ['steps: none', { ...own, steps: [] }],
  ['steps: no claim in any of them', withStep({ claims: [] })],
  ['two claims "1"', withStep({ claims: [...step!.claims, ...step!.claims] })],
  [
    'steps[0].question: 6 choices, expected 2 to 5',
    withStep({ question: { ...step!.question!, choices: choices(6) } }),
  ],
  [
    'steps[0].question: 1 choices, expected 2 to 5',
    withStep({ question: { ...step!.question!, choices: choices(1) } }),
  ],
  ['steps[0].scene: racers[0].optimizer: ', withStep({ scene: { ...step!.scene, racers: [{ optimizer: 'adamm' }] } })],
  ['steps[0].claims[0].counter: ', withStep({ claims: [{ ...step!.claims[0]!, counter: { step: 3 } }] })],
])('what is wrong is told with its place: %s', (problem, scenario) => {
  list.scenarios.push(scenario)
  expect(scenarioCards).toThrow(`core/scenarios/made-up.ts: ${problem}`)
})

test('of two with one label the second is named beside the first', () => {
  list.scenarios.push(own, { ...own, id: 'another' })
  expect(scenarioCards).toThrow('core/scenarios/made-up.ts: label: "S1" is that of another')
})
