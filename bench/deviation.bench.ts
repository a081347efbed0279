import {
  compiled,
  deviations,
  goldenTrajectories,
  torchTrajectories,
} from '../test/conformance/optimizers/optimizers-reference'
import type { Report } from './report'

/**
 * How far our races are from PyTorch's trajectories, and from those in 50-digit arithmetic, at the worst of their
 * checkpoints: 200 steps of each rule on each function, as the tests hold them to.
 */
export function bench(report: Report): void {
  for (const trajectory of [...torchTrajectories, ...goldenTrajectories]) {
    const measured = deviations(trajectory, compiled(trajectory))
    report({
      name: `${trajectory.name} on ${trajectory.function}`,
      value: Math.max(...measured.map(({ point }) => point)),
      unit: 'relative',
      aim: { atMost: 1e-11 },
    })
  }
}
