import { expectedOverClasses, expectedSquare, meanAndError, type Estimate } from '../data/risk'
import type { RiskNodes } from '../definitions/data-set'
import type { MeasureId, Measures } from '../objectives/measures'
import type { Pieces } from '../pieces'
import { type Examples, targetsOfClasses } from './examples'
import { isOfClasses } from './losses'
import type { Network } from './network'
import { NetworkMeasures, type Measured } from './network-measures'
import { penaltyAt } from './penalty'

/** What a network is measured by beside its training examples. */
export interface HeldOut {
  readonly validation?: Examples
  readonly test?: Examples
  /** The distribution of the data: a quadrature, or draws from it. Made when it is first asked for. */
  readonly risk?: NetworkRisk
}

export type NetworkRisk =
  | { readonly isDrawn: false; readonly nodes: () => RiskNodes }
  | { readonly isDrawn: true; readonly draws: () => Examples }

/** What a network is, as far as it says how it can be measured. */
export interface MeasuredNetwork {
  readonly network: Pick<Network, 'loss' | 'batchNorm'>
  readonly hasValidation: boolean
  readonly hasTest: boolean
  readonly hasRisk: boolean
}

/** What can be measured of a network. */
export function networkMeasureIds({ network, hasValidation, hasTest, hasRisk }: MeasuredNetwork): readonly MeasureId[] {
  return [
    ...(hasValidation ? (['validation'] as const) : []),
    ...(hasTest ? (['test'] as const) : []),
    ...(hasRisk ? (['risk'] as const) : []),
    isOfClasses(network.loss) ? 'accuracy' : 'r2',
    ...(network.batchNorm ? (['evaluation-loss'] as const) : []),
  ]
}

/** Which set of examples a column is measured on, and which of its numbers it is. */
interface Column {
  readonly set: 'training' | 'validation' | 'test' | 'risk'
  readonly of: 'loss' | 'performance' | 'standardError'
}

const columns = {
  validation: { set: 'validation', of: 'loss' },
  test: { set: 'test', of: 'loss' },
  risk: { set: 'risk', of: 'loss' },
  riskStandardError: { set: 'risk', of: 'standardError' },
  accuracy: { set: 'training', of: 'performance' },
  validationAccuracy: { set: 'validation', of: 'performance' },
  testAccuracy: { set: 'test', of: 'performance' },
  r2: { set: 'training', of: 'performance' },
  validationR2: { set: 'validation', of: 'performance' },
  testR2: { set: 'test', of: 'performance' },
  evaluationLoss: { set: 'training', of: 'loss' },
} as const satisfies Readonly<Record<string, Column>>

type ColumnName = keyof typeof columns

/** The columns that a measure has. Performance is that of all splits. */
function columnsOf(id: MeasureId, { risk }: HeldOut): readonly ColumnName[] {
  switch (id) {
    case 'validation':
    case 'test':
      return [id]
    case 'risk':
      return risk?.isDrawn === true ? ['risk', 'riskStandardError'] : ['risk']
    case 'accuracy':
      return ['accuracy', 'validationAccuracy', 'testAccuracy']
    case 'r2':
      return ['r2', 'validationR2', 'testR2']
    case 'evaluation-loss':
      return ['evaluationLoss']
  }
}

/**
 * Measures a network that trains on some examples. Losses are without the penalty, but for `evaluationLoss`, which is
 * the training loss J by running statistics. The risk is the expected loss over the distribution that the data were
 * drawn from: by quadrature, or the mean over draws, the same at every point, with its standard error.
 */
export function trainingMeasures(network: Network, training: Examples, l2: number, heldOut: HeldOut): Measures {
  const { validation, test, risk } = heldOut
  const sets = { training, validation, test }
  const ids = networkMeasureIds({
    network,
    hasValidation: validation !== undefined,
    hasTest: test !== undefined,
    hasRisk: risk !== undefined,
  })
  const made = new Map<keyof typeof sets, NetworkMeasures>()
  const measuresOf = (set: keyof typeof sets): NetworkMeasures => {
    let measures = made.get(set)
    if (measures === undefined) made.set(set, (measures = new NetworkMeasures(network, sets[set]!)))
    return measures
  }
  let riskOf: NetworkRiskMeasure | undefined
  return {
    columns: (what = ids.filter((id) => id !== 'risk')) =>
      what.flatMap((id) => columnsOf(id, heldOut)).filter((name) => isThere(columns[name].set, heldOut)),
    *measure(names, theta, running) {
      const measured = new Map<Column['set'], Measured & { readonly standardError?: number }>()
      const out = new Float64Array(names.length)
      for (const [k, name] of names.entries()) {
        const { set, of } = columns[name as ColumnName]
        if (!measured.has(set)) {
          if (set === 'risk') {
            const { mean, standardError } = yield* (riskOf ??= riskMeasure(network, risk!))(theta, running)
            measured.set(set, { loss: mean, performance: NaN, standardError })
          } else measured.set(set, yield* measuresOf(set).measure(theta, running))
        }
        const value = measured.get(set)![of] ?? NaN
        out[k] = name === 'evaluationLoss' ? value + penaltyAt(theta, l2) : value
      }
      return out
    },
  }
}

function isThere(set: Column['set'], heldOut: HeldOut): boolean {
  return set === 'training' || heldOut[set] !== undefined
}

type NetworkRiskMeasure = (theta: Float64Array, running: Float64Array | undefined) => Pieces<Estimate>

function riskMeasure(network: Network, risk: NetworkRisk): NetworkRiskMeasure {
  if (risk.isDrawn) {
    const draws = new NetworkMeasures(network, risk.draws())
    return function* (theta, running) {
      return meanAndError(yield* draws.losses(theta, running))
    }
  }
  const nodes = risk.nodes()
  const { count, inputs, law } = nodes
  const width = network.widths.at(-1)!
  const exact = (mean: number): Estimate => ({ mean, standardError: 0 })
  if (law.task === 'classification') {
    const ofClass = Array.from({ length: law.classes }, (_, label) => {
      const targets = targetsOfClasses(new Float64Array(count).fill(label), width)
      return new NetworkMeasures(network, { count, inputs, targets })
    })
    return function* (theta, running) {
      const losses: Float64Array[] = []
      for (const measures of ofClass) losses.push(yield* measures.losses(theta, running))
      return exact(expectedOverClasses(nodes, (node, label) => losses[label]![node]!))
    }
  }
  const predictions = new NetworkMeasures(network, { count, inputs, targets: law.means })
  const factor = network.loss === 'half-mse' ? 0.5 : 1
  return function* (theta, running) {
    const outputs = new Float64Array(count * width)
    yield* predictions.outputs(theta, outputs, running)
    return exact(factor * expectedSquare(nodes, (node) => outputs[node]!))
  }
}
