import type { RiskNodes } from '../definitions/data-set'
import type { Risk } from './data-source'
import type { ExampleRows } from './example-rows'

/**
 * So many examples, an even number, that stand for a distribution, all of the same weight: the mean over them is about
 * that over the distribution. Of draws the first ones. Of a quadrature each node as often as its weight says, by
 * systematic sampling: node i for every point (j + 1/2) / count in its part of the cumulative weights. Where targets
 * are numbers with mean m and variance v at a node, it comes twice, with the targets m + sqrt(v) and m - sqrt(v), which
 * have both; where they are classes, nodes of each class come one after the other by their joint weights.
 * Source: W. G. Cochran, Sampling Techniques, 3rd edition, 1977, chapter 8.
 */
export function riskExamples(risk: Risk, count: number): ExampleRows {
  if (risk.kind === 'draws') {
    const width = risk.examples.inputs.length / risk.examples.count
    const some = Math.min(count, risk.examples.count)
    const { inputs, targets } = risk.examples
    return { count: some, inputs: inputs.slice(0, some * width), targets: targets.slice(0, some) }
  }
  const { nodes } = risk
  const { law } = nodes
  if (law.task === 'regression') {
    const rows = systematic(nodes.weights, count / 2)
    return rowsOf(nodes, [...rows, ...rows], (node, k) => {
      const deviation = Math.sqrt(law.variances[node]!)
      return law.means[node]! + (k < rows.length ? deviation : -deviation)
    })
  }
  const joint = new Float64Array(nodes.count * law.classes)
  for (let label = 0; label < law.classes; label++)
    for (let node = 0; node < nodes.count; node++)
      joint[label * nodes.count + node] = nodes.weights[node]! * law.probabilities[node * law.classes + label]!
  const picked = systematic(joint, count)
  const labels = picked.map((k) => Math.floor(k / nodes.count))
  return rowsOf(
    nodes,
    picked.map((k) => k % nodes.count),
    (_, k) => labels[k]!,
  )
}

/** The entry in whose part of the cumulative weights, whose sum is 1, each of so many equally spaced points lies. */
function systematic(weights: Float64Array, count: number): readonly number[] {
  let [entry, sum] = [0, weights[0]!]
  return Array.from({ length: count }, (_, j) => {
    while (sum < (j + 0.5) / count && entry + 1 < weights.length) sum += weights[++entry]!
    return entry
  })
}

function rowsOf(
  { inputs, count: all }: RiskNodes,
  rows: readonly number[],
  targetOf: (node: number, k: number) => number,
): ExampleRows {
  const width = inputs.length / all
  const out = new Float64Array(rows.length * width)
  for (const [k, node] of rows.entries()) out.set(inputs.subarray(node * width, (node + 1) * width), k * width)
  return { count: rows.length, inputs: out, targets: Float64Array.from(rows, targetOf) }
}
