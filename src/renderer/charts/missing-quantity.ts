import { type ChartQuantity, measuredColumns } from '../../core/scene/chart'
import { exampleCount } from '../../core/scene/landscape'
import type { Scene } from '../../core/scene/scene'
import { type Edit, measureToo, setChart, setScene } from '../store/edits'
import type { RaceSide } from './race-content'
import { quantityNames } from './race-quantities'

/** Why the chart has nothing of a quantity, and what a person can do about it. */
export interface MissingQuantity {
  readonly message: string
  readonly remedy?: { readonly label: string; readonly edit: Edit }
}

/** Whether a landscape can have a quantity at all, so that it is offered. */
export function canHave(landscape: Scene['landscape'], quantity: ChartQuantity): boolean {
  const isSum = exampleCount(landscape) !== undefined
  const measured = measuredColumns[quantity]
  if (measured !== undefined) return landscape.sum?.measures?.[measured.measure]?.includes(measured.column) ?? false
  return isSum || (quantity !== 'batch-loss' && quantity !== 'batch-gradient-norm')
}

/** What is missing of an axis; undefined where it shows something, or nobody knows yet. */
export function missingQuantity(scene: Scene, { quantity, curves }: RaceSide): MissingQuantity | undefined {
  const { landscape, measure, record } = scene
  const { name } = quantityNames[quantity]
  const measured = measuredColumns[quantity]
  if (!canHave(landscape, quantity)) {
    const isSum = exampleCount(landscape) !== undefined
    return { message: isSum ? `these data have no ${name}` : `${name} is one of sums over examples` }
  }
  if (measured !== undefined) {
    const isAsked = measure?.what === undefined ? measured.measure !== 'risk' : measure.what.includes(measured.measure)
    if (isAsked) return undefined
    const label = measured.measure === 'risk' ? 'Measure it: it takes long' : 'Measure it'
    return { message: `${name} is not measured in this race`, remedy: { label, edit: measureToo(measured.measure) } }
  }
  if (curves.some(({ x }) => x.length > 0)) return undefined
  const recordAll = { label: 'Record every step', edit: setScene({ record: 1 }) }
  switch (quantity) {
    case 'step-length':
      if (record === 1) return undefined
      return { message: `step lengths need every step: each ${record}th is recorded`, remedy: recordAll }
    case 'excess':
      if (scene.view.chart.best?.value !== undefined || curves.length > 0) return undefined
      return {
        message: 'the lowest loss is not known here: choose it in the chart’s settings',
        remedy: { label: 'Take 0', edit: setChart({ best: { ...scene.view.chart.best, value: 0 } }) },
      }
    case 'learning-rate':
      if (curves.length === 0) return { message: 'these rules have no learning rate' }
      if (record === 1) return undefined
      return { message: `this schedule follows losses of which each ${record}th is recorded`, remedy: recordAll }
    default:
      return undefined
  }
}
