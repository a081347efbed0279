import { expectedOverClasses, expectedSquare, meanAndError, type Estimate } from '../data/risk'
import type { Risk } from '../data/data-source'
import type { Measures } from '../objectives/measures'
import type { Pieces } from '../pieces'
import { type Examples, examplesOf, targetsOfClasses } from './examples'
import { type ColumnName, columns, type MeasuredSet, networkMeasureColumns } from './measure-columns'
import type { Network } from './network'
import { NetworkMeasures, type Measured } from './network-measures'
import { penaltyAt } from './penalty'

/** What a network is measured by beside its training examples. */
export interface HeldOut {
  readonly validation?: Examples
  readonly test?: Examples
  /** The distribution of the data. */
  readonly risk?: NetworkRisk
}

/** A distribution, and what a mean over it is taken of, made when it is first asked for. */
export interface NetworkRisk {
  readonly kind: Risk['kind']
  readonly make: () => Risk
}

/**
 * Measures a network that trains on some examples. Losses are without the penalty, but for `evaluationLoss`, which is
 * the training loss J by running statistics. The risk is the expected loss over the distribution that the data were
 * drawn from: by quadrature, or the mean over draws, the same at every point, with its standard error.
 */
export function trainingMeasures(network: Network, training: Examples, l2: number, heldOut: HeldOut): Measures {
  const { validation, test, risk } = heldOut
  const sets = { training, validation, test }
  const made = new Map<keyof typeof sets, NetworkMeasures>()
  const measuresOf = (set: keyof typeof sets): NetworkMeasures => {
    let measures = made.get(set)
    if (measures === undefined) made.set(set, (measures = new NetworkMeasures(network, sets[set]!)))
    return measures
  }
  let riskOf: NetworkRiskMeasure | undefined
  return {
    columns: networkMeasureColumns(network, {
      validation: validation !== undefined,
      test: test !== undefined,
      risk: risk?.kind,
    }),
    *measure(names, theta, running) {
      const measured = new Map<MeasuredSet, Measured & { readonly standardError?: number }>()
      const out = new Float64Array(names.length)
      for (const [k, name] of names.entries()) {
        const { set, of } = columns[name as ColumnName]
        if (!measured.has(set)) {
          if (set === 'risk') {
            const { mean, standardError } = yield* (riskOf ??= riskMeasure(network, risk!.make()))(theta, running)
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

type NetworkRiskMeasure = (theta: Float64Array, running: Float64Array | undefined) => Pieces<Estimate>

function riskMeasure(network: Network, risk: Risk): NetworkRiskMeasure {
  if (risk.kind === 'draws') {
    const draws = new NetworkMeasures(network, examplesOf(network, risk.examples))
    return function* (theta, running) {
      return meanAndError(yield* draws.losses(theta, running))
    }
  }
  const { nodes } = risk
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
