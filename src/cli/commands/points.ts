import type { Command } from 'commander'
import type { FoundPoint, PointsResult } from '../../engine'
import { landscapeOf } from '../../engine/kinds/landscapes'
import { landscapeSpec } from '../../core/scene/landscape'
import type { JsonSource } from '../../formats/json'
import { json } from '../../formats/json'
import { compute, forceOption } from '../compute'
import { print } from '../output'
import type { SceneOptions } from '../scene-argument'
import { readScene, withScene } from '../scene-argument'
import { shortNumber, table } from '../table'

interface PointsOptions extends SceneOptions {
  readonly json?: boolean
}

/** `basin points SCENE`: the critical points inside the domain. */
export function addPoints(program: Command): void {
  withScene(
    program
      .command('points')
      .description('the critical points inside the domain, and whether they are proven to be all'),
  )
    .option(...forceOption)
    .option('--json', 'one JSON document on standard output')
    .action(async (argument: string | undefined, options: PointsOptions) => {
      const { landscape } = await readScene(argument, options)
      const spec = { landscape: landscapeSpec(landscape), domain: landscape.domain }
      const result = await compute('points', spec, options.threads, options.force === true)
      const { planeDimension } = landscapeOf(spec.landscape)
      await print(options.json === true ? json(document(result, planeDimension)) : [text(result, planeDimension)])
    })
}

/** Places have as many numbers as are drawn, 1 along a line. */
function document(
  { points, windingNumber, windingFound, complete, note }: PointsResult,
  planeDimension: 1 | 2,
): JsonSource {
  return {
    points: points.map(({ at, winding, ...point }) => ({
      at: at.slice(0, planeDimension),
      ...point,
      winding: winding ?? null,
    })),
    windingNumber: windingNumber ?? null,
    windingFound,
    complete,
    note,
  }
}

function text({ points, windingNumber, windingFound, note }: PointsResult, planeDimension: 1 | 2): string {
  const isLine = planeDimension === 1
  const rows = points.map(({ kind, at, value, eigenvalues, winding }) => [
    kind,
    ...[...at.slice(0, planeDimension), value, ...(eigenvalues ?? [NaN, NaN].slice(0, planeDimension))].map(
      shortNumber,
    ),
    winding === undefined ? '-' : String(winding),
  ])
  const columns = isLine ? ['x', 'value', 'curvature', 'degree'] : ['x', 'y', 'value', 'λ min', 'λ max', 'turns']
  const along = windingNumber === undefined ? 'not counted' : String(windingNumber)
  return [
    points.length === 0
      ? ''
      : table([{ title: 'kind' }, ...columns.map((title) => ({ title, align: 'right' as const }))], rows),
    `${counts(points)}\n`,
    isLine
      ? `degree of the slope over the interval: ${along}; of these points: ${windingFound}\n`
      : `turns of the gradient along the boundary: ${along}; around these points: ${windingFound}\n`,
    `${note}\n`,
  ].join('')
}

/** `9 points: 4 minima, 4 saddles, 1 maximum`. */
function counts(points: readonly FoundPoint[]): string {
  const parts = kinds.flatMap(([kind, one, many]) => {
    const count = points.filter((point) => point.kind === kind).length
    return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`]
  })
  const total = points.length === 1 ? '1 point' : `${points.length} points`
  return parts.length === 0 ? 'no critical points' : `${total}: ${parts.join(', ')}`
}

const kinds = [
  ['minimum', 'minimum', 'minima'],
  ['maximum', 'maximum', 'maxima'],
  ['saddle', 'saddle', 'saddles'],
  ['degenerate', 'degenerate', 'degenerate'],
] as const
