import type { Command } from 'commander'
import {
  dataSetCards,
  initialiserCards,
  landscapeCards,
  optimizerCards,
  samplerCards,
  scheduleCards,
} from '../../core/cards'
import type { LandscapeCard } from '../../core/definitions/landscape'
import type { Hyperparameter, Hyperparameters, OptimizerCard } from '../../core/definitions/optimizer'
import type { ScheduleCard } from '../../core/definitions/schedule'
import { scenarioCards, type StepCard } from '../../core/tour/scenario-cards'
import { closestName } from '../../core/closest-name'
import type { JsonSource } from '../../formats/json'
import { json } from '../../formats/json'
import { unusable } from '../failure'
import { print } from '../output'
import type { Column } from '../table'
import { shortNumber, table } from '../table'

const kinds = ['landscapes', 'optimizers', 'schedules', 'samplers', 'datasets', 'initialisers', 'scenarios'] as const
type Kind = (typeof kinds)[number]

/** `basin list KIND`: the catalogue with parameters, defaults and citations. */
export function addList(program: Command): void {
  program
    .command('list')
    .description('list what the catalogue holds')
    .argument('<KIND>', kinds.join(', '))
    .option('--json', 'one JSON document on standard output')
    .action(async (given: string, options: { json?: boolean }) => {
      const kind = readKind(given)
      await print(options.json === true ? json({ [kind]: entries(kind) as JsonSource }) : [text(kind)])
    })
}

function readKind(given: string): Kind {
  const kind = kinds.find((each) => each === given)
  if (kind !== undefined) return kind
  const close = closestName(given, kinds)
  throw unusable({
    message: `unknown list: "${given}"${close === undefined ? '' : ` (did you mean "${close}"?)`}`,
    remedy: `take one of ${kinds.join(', ')}`,
  })
}

function entries(kind: Kind): unknown {
  switch (kind) {
    case 'landscapes':
      return landscapeCards
    case 'optimizers':
      return optimizerCards.map(withoutInfinities)
    case 'schedules':
      return scheduleCards.map(withoutInfinities)
    case 'samplers':
      return samplerCards
    case 'datasets':
      return dataSetCards
    case 'initialisers':
      return initialiserCards
    case 'scenarios':
      return scenarioCards().map(({ steps, ...card }) => ({ ...card, steps: steps.map(listedStep) }))
  }
}

/** JSON has no infinity: a bound that is absent is none. */
function withoutInfinities(card: OptimizerCard | ScheduleCard): unknown {
  const hyperparameters = Object.entries(card.hyperparameters).map(([name, definition]) => [
    name,
    Object.fromEntries(
      Object.entries(definition).filter(([, value]) => typeof value !== 'number' || Number.isFinite(value)),
    ),
  ])
  return { ...card, hyperparameters: Object.fromEntries(hyperparameters) as unknown }
}

function text(kind: Kind): string {
  switch (kind) {
    case 'landscapes':
      return cited(
        landscapeCards,
        [{ title: 'id' }, { title: 'title' }, { title: 'dimensions' }, { title: 'domain' }, { title: 'parameters' }],
        landscapeCards.map(landscapeRow),
      )
    case 'optimizers':
      return cited(
        optimizerCards,
        [{ title: 'id' }, { title: 'title' }, { title: 'hyperparameters' }],
        optimizerCards.map((card) => [card.id, card.title, settings(card.hyperparameters)]),
      )
    case 'schedules':
      return cited(
        scheduleCards,
        [{ title: 'id' }, { title: 'title' }, { title: 'Robbins-Monro' }, { title: 'hyperparameters' }],
        scheduleCards.map((card) => [
          card.id,
          card.title,
          card.robbinsMonro.holds ? 'yes' : 'no',
          settings(card.hyperparameters),
        ]),
      )
    case 'samplers':
      return cited(
        samplerCards,
        [{ title: 'id' }, { title: 'title' }, { title: 'examples' }],
        samplerCards.map(({ id, title, takes }) => [id, title, takes]),
      )
    case 'datasets':
      return cited(
        dataSetCards,
        [{ title: 'id' }, { title: 'title' }, { title: 'task' }, { title: 'inputs' }, { title: 'options' }],
        dataSetCards.map(({ id, title, task, inputs, options }) => [id, title, task, `${inputs}`, settings(options)]),
      )
    case 'initialisers':
      return cited(
        initialiserCards,
        [{ title: 'id' }, { title: 'title' }, { title: 'options' }],
        initialiserCards.map(({ id, title, options }) => [id, title, settings(options)]),
      )
    case 'scenarios':
      return table(
        [
          { title: 'label' },
          { title: 'id' },
          { title: 'section' },
          { title: 'claims', align: 'right' },
          { title: 'title' },
        ],
        scenarioCards().map(({ label, id, section, title, steps }) => [
          label,
          id,
          section,
          `${steps.reduce((sum, { claims }) => sum + claims.length, 0)}`,
          title,
        ]),
      )
  }
}

/** A step with its scene, as a file has it, and without what proves its claims. */
function listedStep({ title, story, note, text, question, claims }: StepCard): unknown {
  return { title, story, note, scene: text, question, claims: claims.map(({ id, text: said }) => ({ id, text: said })) }
}

/** Hyperparameters or options with their defaults. */
function settings(hyperparameters: Hyperparameters): string {
  const entries = Object.entries(hyperparameters)
  return entries.map(([name, definition]) => `${name}=${defaultText(definition)}`).join(' ')
}

/** A table with each entry's source below its row. */
function cited(
  entries: readonly { readonly citation: string }[],
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string {
  const [head, ...lines] = table(columns, rows).trimEnd().split('\n')
  return [head, ...lines.flatMap((line, i) => [line, `    ${entries[i]!.citation}`])]
    .map((line) => `${line}\n`)
    .join('')
}

function landscapeRow({ id, title, dimension, domain, parameters }: LandscapeCard): string[] {
  const settings = Object.entries(parameters).map(([name, { default: value }]) => `${name}=${shortNumber(value)}`)
  const dimensions =
    dimension === undefined ? '2' : `${dimension.min} to ${dimension.max}, usually ${dimension.default}`
  return [id, title, dimensions, `[${domain.x.join(', ')}] x [${domain.y.join(', ')}]`, settings.join(' ')]
}

function defaultText(definition: Hyperparameter): string {
  return definition.kind === 'pair' ? definition.default.join(',') : String(definition.default)
}
