import { changedText, sceneOf, stepText } from '../claims/scenes'
import type {
  ClaimDefinition,
  QuestionDefinition,
  ScenarioDefinition,
  SceneText,
  StepDefinition,
} from '../claims/scenario'
import { scenarios } from './scenarios'

/** What the window knows of a claim, which it does not measure itself. */
export type ClaimCard = Pick<ClaimDefinition, 'id' | 'text' | 'holds' | 'counter' | 'seeds' | 'slow'>
export type QuestionCard = Pick<QuestionDefinition, 'ask' | 'choices' | 'tell'>

export interface StepCard extends Pick<StepDefinition, 'title' | 'story' | 'highlight' | 'locked' | 'note'> {
  /** The file of its scene. */
  readonly text: SceneText
  readonly question?: QuestionCard
  readonly claims: readonly ClaimCard[]
}

export interface ScenarioCard extends Omit<ScenarioDefinition, 'steps'> {
  readonly steps: readonly StepCard[]
}

/**
 * The scenarios as pure data, for those who show them and must not measure. Throws, with its place, where one has a
 * scene or a counter that cannot be opened, a link that leads nowhere or something else amiss: our own mistake.
 */
export function scenarioCards(): readonly ScenarioCard[] {
  return scenarios.map(cardOf)
}

function cardOf(scenario: ScenarioDefinition): ScenarioCard {
  const { id, steps } = scenario
  const problem = problemOf(scenario)
  if (problem !== undefined) throw new Error(`core/scenarios/${id}.ts: ${problem}`)
  return { ...scenario, steps: steps.map((step, i) => stepCard(scenario, step, i)) }
}

/** What is wrong with a scenario beside its scenes, if anything, with its place. */
function problemOf({ id, label, links, steps }: ScenarioDefinition): string | undefined {
  if (!/^[SX][1-9]\d*$/.test(label)) return `label: "${label}", expected S or X and a number`
  const other = scenarios.find((each) => each.label === label && each.id !== id)
  if (other !== undefined) return `label: "${label}" is that of ${other.id}`
  const astray = links.find((link) => !scenarios.some((each) => each.id === link))
  if (astray !== undefined) return `links: no scenario "${astray}"`
  if (steps.length === 0) return 'steps: none'
  const ids = steps.flatMap(({ claims }) => claims.map((claim) => claim.id))
  if (ids.length === 0) return 'steps: no claim in any of them'
  const twice = ids.find((claim, i) => ids.indexOf(claim) < i)
  if (twice !== undefined) return `two claims "${twice}"`
  const crowded = steps.findIndex(
    ({ question }) => question && (question.choices.length < 2 || question.choices.length > 5),
  )
  if (crowded >= 0)
    return `steps[${crowded}].question: ${steps[crowded]!.question!.choices.length} choices, expected 2 to 5`
  return undefined
}

function stepCard(scenario: ScenarioDefinition, step: StepDefinition, index: number): StepCard {
  const { title, story, highlight, locked, note, question, claims } = step
  const text = stepText(scenario, index)
  const place = `core/scenarios/${scenario.id}.ts: steps[${index}]`
  openedAt(`${place}.scene`, text)
  return {
    title,
    story,
    highlight,
    ...(locked && { locked }),
    ...(note && { note }),
    text,
    ...(question && { question: { ask: question.ask, choices: question.choices, tell: question.tell } }),
    claims: claims.map(({ id, text: sentence, holds, counter, seeds, slow }, i) => {
      openedAt(`${place}.claims[${i}].counter`, changedText(text, counter))
      return { id, text: sentence, holds, counter, ...(seeds && { seeds }), ...(slow && { slow }) }
    }),
  }
}

function openedAt(place: string, text: SceneText): void {
  try {
    sceneOf(text)
  } catch (error) {
    throw new Error(`${place}: ${(error as Error).message}`, { cause: error })
  }
}
