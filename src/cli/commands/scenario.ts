import type { Command } from 'commander'
import { findIn } from '../../core/catalogue/gather'
import type { Check } from '../../core/claims/judge'
import { told } from '../../core/claims/told'
import type { ClaimDefinition, Numbers, QuestionDefinition, ScenarioDefinition } from '../../core/claims/scenario'
import { findScenario, scenarios } from '../../core/tour/scenarios'
import type { Engine } from '../../engine'
import type { ClaimResult, ClaimSpec, ClaimVerdict } from '../../engine/kinds/claim'
import { createNodeEngine } from '../../engine/links/node/create-node-engine'
import { json, type JsonSource } from '../../formats/json'
import { readInteger } from '../arguments'
import { checked } from '../checked'
import { Failure, unusable } from '../failure'
import { print } from '../output'
import { shortNumber } from '../table'
import { tell } from '../tell'
import { watched } from '../watched'

interface ScenarioOptions {
  readonly all?: boolean
  readonly json?: boolean
  readonly seeds?: number
  readonly threads?: number
}

/** A claim as it came out; without a verdict it could not be measured, and says why. */
interface ClaimReport {
  readonly claim: ClaimDefinition
  readonly verdict?: ClaimVerdict
  readonly error?: string
  readonly seconds: number
}

interface StepReport {
  readonly title: string
  readonly question?: { readonly asked: QuestionDefinition; readonly answer?: number; readonly numbers?: Numbers }
  readonly claims: readonly ClaimReport[]
}

interface ScenarioReport {
  readonly scenario: ScenarioDefinition
  readonly steps: readonly StepReport[]
}

/** `basin scenario ID|--all`: measures what the scenarios of the tour claim. */
export function addScenario(program: Command): void {
  program
    .command('scenario')
    .description('measure what a scenario of the tour claims')
    .argument('[ID]', 'its id or label, such as ill-conditioning or S7')
    .option('--all', 'every scenario')
    .option('--seeds <N>', 'of claims that rest on chance: seeds 0 to N - 1', readInteger('--seeds', 1, 64))
    .option('--threads <n>', 'threads to compute on (default: all cores)', readInteger('--threads', 1, 256))
    .option('--json', 'one JSON document on standard output')
    .action(async (id: string | undefined, options: ScenarioOptions) => {
      const chosen = choose(id, options.all === true)
      const engine = createNodeEngine(options.threads === undefined ? {} : { threads: options.threads })
      const reports: ScenarioReport[] = []
      try {
        for (const scenario of chosen) {
          const report = await measure(engine, scenario, options.seeds)
          reports.push(report)
          if (options.json !== true) await print([textOf(report)])
        }
      } finally {
        engine.close()
      }
      if (options.json === true) await print(json({ scenarios: reports.map(documentOf) }))
      const claims = reports.flatMap(({ steps }) => steps.flatMap((step) => step.claims))
      const failed = claims.filter(({ verdict }) => verdict?.holds !== true).length
      if (failed > 0) throw new Failure(1, [`${failed} of ${claims.length} claims do not hold`])
      tell(`${claims.length === 1 ? 'the claim holds' : `all ${claims.length} claims hold`}`)
    })
}

function choose(id: string | undefined, all: boolean): readonly ScenarioDefinition[] {
  if (all && id === undefined) return scenarios
  if (all || id === undefined) {
    const message = all ? `scenario "${id}" beside --all` : 'no scenario'
    throw unusable({ message, remedy: 'give the id of one, or --all alone; `basin list scenarios` names them' })
  }
  const found = findScenario(id)
  return [found ?? checked(findIn(scenarios, 'scenario', id), undefined)]
}

async function measure(engine: Engine, scenario: ScenarioDefinition, seeds?: number): Promise<ScenarioReport> {
  const run = async (name: string, spec: ClaimSpec): Promise<ClaimResult | string> => {
    const watch = watched(`${scenario.label}.${name}`)
    const end = await engine.run('claim', spec, watch.options).end
    watch.end()
    if (end.status === 'done') return end.result
    return end.status === 'failed' ? end.error.message : 'cancelled'
  }
  const steps: StepReport[] = []
  for (const [index, { title, question, claims }] of scenario.steps.entries()) {
    const answer = question && (await run('question', { scenario: scenario.id, of: index }))
    const reports: ClaimReport[] = []
    for (const claim of claims) {
      const began = performance.now()
      const many = claim.seeds === undefined || seeds === undefined ? {} : { seeds }
      const result = await run(claim.id, { scenario: scenario.id, of: claim.id, ...many })
      const seconds = (performance.now() - began) / 1000
      if (typeof result === 'string') reports.push({ claim, error: result, seconds })
      else if ('holds' in result) reports.push({ claim, verdict: result, seconds })
    }
    const asked = question && { asked: question, ...(typeof answer === 'object' && 'answer' in answer && answer) }
    steps.push({ title, ...(asked && { question: asked }), claims: reports })
  }
  return { scenario, steps }
}

function documentOf({ scenario, steps }: ScenarioReport): JsonSource {
  const { id, label, title, section } = scenario
  return {
    id,
    label,
    title,
    section,
    holds: steps.every((step) => step.claims.every(({ verdict }) => verdict?.holds === true)),
    steps: steps.map((step) => ({
      title: step.title,
      question: questionDocument(step),
      claims: step.claims.map((claim) => claimDocument(label, claim)),
    })),
  }
}

function questionDocument({ question }: StepReport): JsonSource {
  if (question === undefined) return undefined
  const { asked, answer, numbers } = question
  return {
    ask: asked.ask,
    choices: asked.choices,
    answer: answer ?? null,
    tell: numbers === undefined ? null : withNumbers(asked.tell, numbers),
    numbers,
  }
}

function claimDocument(label: string, { claim, verdict, error, seconds }: ClaimReport): JsonSource {
  return {
    id: `${label}.${claim.id}`,
    template: claim.text,
    text: verdict === undefined ? claim.text : withNumbers(claim.text, verdict.numbers),
    holds: verdict?.holds ?? null,
    error,
    numbers: verdict?.numbers,
    checks: verdict?.checks.map((check) => ({ ...check })),
    seeds: verdict?.seeds && {
      count: verdict.seeds.count,
      held: verdict.seeds.held,
      interval: verdict.seeds.interval,
      each: verdict.seeds.each.map(({ seed, holds, numbers }) => ({ seed, holds, numbers })),
    },
    seconds,
  }
}

function textOf({ scenario: { label, id, title, section }, steps }: ScenarioReport): string {
  const lines = steps.flatMap((step) => [
    `  ${step.title}`,
    ...(step.question === undefined ? [] : questionLines(step.question)),
    ...step.claims.flatMap((claim) => claimLines(label, claim)),
  ])
  return [`${label} ${title} (${id}, section ${section})`, ...lines, '', ''].join('\n')
}

function questionLines({ asked, answer, numbers }: NonNullable<StepReport['question']>): readonly string[] {
  const said = answer === undefined ? 'could not be measured' : asked.choices[answer]!
  return [`    ? ${asked.ask}`, `      ${said}. ${numbers === undefined ? '' : withNumbers(asked.tell, numbers)}`]
}

function claimLines(label: string, { claim, verdict, error, seconds }: ClaimReport): readonly string[] {
  const name = `${label}.${claim.id}`
  const time = `${seconds.toFixed(1)} s`
  if (verdict === undefined) return [`    ? ${name} ${claim.text}`, `      not measured: ${error} (${time})`]
  const { holds, numbers, checks, seeds } = verdict
  const ofSeeds = seeds === undefined ? '' : `; ${seedsTold(seeds)}`
  return [
    `    ${holds ? '✓' : '✗'} ${name} ${withNumbers(claim.text, numbers)}`,
    ...checks.map((check) => `      ${checkTold(check)}`),
    `      ${time}${ofSeeds}`,
  ]
}

function seedsTold({ count, held, interval }: NonNullable<ClaimVerdict['seeds']>): string {
  if (interval === undefined) return `over ${count} seeds together`
  const [low, high] = interval.map((share) => `${Math.round(100 * share)} %`)
  return `${held} of ${count} seeds (${low} to ${high} with 95 % confidence)`
}

/** `distance 0.0317 < 0.1, margin 68 %`. */
function checkTold({ number, is, value, bound, tolerance, margin, holds }: Check): string {
  const within = tolerance === undefined ? '' : ` ± ${shortNumber(tolerance)}`
  const sign = { below: '<', above: '>', 'at most': '≤', 'at least': '≥', within: '≈' }[is]
  const spare = Number.isFinite(margin) ? `margin ${shortNumber(100 * margin)} %` : 'not a number'
  return `${number} ${shortNumber(value)} ${holds ? '' : 'not '}${sign} ${shortNumber(bound)}${within}, ${spare}`
}

/** Digits of a number within a sentence; those beside its threshold have more. */
const sentenceDigits = 4

function withNumbers(text: string, numbers: Numbers): string {
  return told(text, (name) => shortNumber(Number((numbers[name] ?? NaN).toPrecision(sentenceDigits))))
}
