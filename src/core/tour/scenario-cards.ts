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
 * scene or a counter that cannot be opened, or a link that leads nowhere: our own mistake.
 */
export function scenarioCards(): readonly ScenarioCard[] {
  return scenarios.map(cardOf)
}

function cardOf(scenario: ScenarioDefinition): ScenarioCard {
  const { id, links } = scenario
  for (const link of links)
    if (!scenarios.some((other) => other.id === link))
      throw new Error(`core/scenarios/${id}.ts: links: no scenario "${link}"`)
  const ids = scenario.steps.flatMap(({ claims }) => claims.map((claim) => claim.id))
  const twice = ids.find((claim, i) => ids.indexOf(claim) < i)
  if (twice !== undefined) throw new Error(`core/scenarios/${id}.ts: two claims "${twice}"`)
  return { ...scenario, steps: scenario.steps.map((step, i) => stepCard(scenario, step, i)) }
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
