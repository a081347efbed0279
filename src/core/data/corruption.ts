import type { RiskNodes } from '../definitions/data-set'
import { shuffle } from '../random/shuffle'
import { type Stream, stream } from '../random/stream'
import type { Corruption } from './set-options'

/** Corrupts the target of one example, each with the probability that is asked for; k of a classification. */
export function corruptOne(target: number, corruption: Corruption, classes: number | undefined, draws: Stream): number {
  const { flipFraction, randomLabels, targetNoise } = corruption
  if (classes === undefined) return targetNoise === 0 ? target : target + targetNoise * draws.normal()
  const label = randomLabels ? randomLabel(classes, draws) : target
  return flipFraction > 0 && draws.uniform() < flipFraction ? flipped(label, classes, draws) : label
}

/**
 * Corrupts the targets of a training split, in place: exactly round(flipFraction n) labels are flipped, which ones
 * being drawn by the seed.
 */
export function corruptSplit(
  targets: Float64Array,
  corruption: Corruption,
  classes: number | undefined,
  seed: number,
): void {
  const { flipFraction, randomLabels, targetNoise } = corruption
  if (classes === undefined) {
    const { normal } = stream(seed, 'target noise')
    if (targetNoise > 0) for (let i = 0; i < targets.length; i++) targets[i] += targetNoise * normal()
    return
  }
  if (randomLabels) {
    const draws = stream(seed, 'random labels')
    for (let i = 0; i < targets.length; i++) targets[i] = randomLabel(classes, draws)
  }
  const draws = stream(seed, 'flips')
  const order = new Uint32Array(targets.length)
  shuffle(order, draws)
  for (const i of order.subarray(0, Math.round(flipFraction * targets.length)))
    targets[i] = flipped(targets[i]!, classes, draws)
}

function randomLabel(classes: number, draws: Stream): number {
  return Math.floor(classes * draws.uniform())
}

/** Another class, each as likely as the next. */
function flipped(label: number, classes: number, draws: Stream): number {
  return (label + 1 + Math.floor((classes - 1) * draws.uniform())) % classes
}

/** The quadrature of a distribution whose examples are corrupted one by one. */
export function corruptNodes(nodes: RiskNodes, { flipFraction, randomLabels, targetNoise }: Corruption): RiskNodes {
  const { law } = nodes
  switch (law.task) {
    case 'classification': {
      const { classes } = law
      const probabilities = law.probabilities.map((probability) => {
        const before = randomLabels ? 1 / classes : probability
        return (1 - flipFraction) * before + (flipFraction * (1 - before)) / (classes - 1)
      })
      return { ...nodes, law: { ...law, probabilities } }
    }
    case 'regression':
      return {
        ...nodes,
        law: { ...law, variances: law.variances.map((variance) => variance + targetNoise * targetNoise) },
      }
  }
}
