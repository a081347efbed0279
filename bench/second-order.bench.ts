import { quadraticObjective, spacedSpectrum } from '../src/core/objectives/quadratic'
import { randomRotation } from '../src/core/random/orthogonal'
import { stream } from '../src/core/random/stream'
import { SymmetricFactor } from '../src/core/linalg/symmetric-factor'
import { finish } from '../src/core/pieces'
import { plainDirection, plainHessian } from './support/plain-second-order'
import { median } from './support/median'
import type { Report } from './report'

/** What Newton's step in 512 dimensions takes, and the products with a Hessian that others are made of. */
const n = 512

export function bench(report: Report): void {
  const spectrum = spacedSpectrum(n, 1000, 0, 0)
  const objective = quadraticObjective(spectrum, randomRotation(n, 1))
  const { normal } = stream(2, 'bench')
  const [theta, v] = [0, 1].map(() => Float64Array.from({ length: n }, normal)) as [Float64Array, Float64Array]
  const [hessian, out] = [new Float64Array(n * n), new Float64Array(n)]
  const factor = new SymmetricFactor(n)
  // Any unit normals cost the same.
  const normals = Array.from({ length: n - 1 }, (_, k) =>
    Float64Array.from({ length: n - k }, (__, i) => (i === 0 ? 1 : 0)),
  )
  const times = {
    hessian: [] as number[],
    solution: [] as number[],
    plainHessian: [] as number[],
    plain: [] as number[],
  }
  for (let round = 0; round < 5; round++) {
    times.hessian.push(timed(() => objective.hessian(theta, hessian)))
    const full = hessian.slice()
    times.solution.push(
      timed(() => {
        finish(factor.decompose(hessian)!)
        factor.along(v, out)
        for (let i = 0; i < n; i++) v[i] = out[i]! / factor.values[i]!
        factor.combine(v, out)
      }),
    )
    times.plainHessian.push(timed(() => plainHessian(normals, spectrum)))
    times.plain.push(timed(() => plainDirection(full, v)))
  }
  const ours = median(times.hessian) + median(times.solution)
  const plain = median(times.plainHessian) + median(times.plain)
  report({ name: `Newton step on quadratic-n, n = ${n}`, value: ours, unit: 'ms' })
  report({ name: 'of that the Hessian', value: median(times.hessian), unit: 'ms' })
  report({
    name: 'faster than with copies, one product a column and all eigenvectors',
    value: plain / ours,
    unit: 'times',
    aim: { atLeast: 5 },
  })
  report({
    name: 'the direction alone, faster than by all eigenvectors',
    value: median(times.plain) / median(times.solution),
    unit: 'times',
    aim: { atLeast: 5 },
  })
  // So short that the least of many is one that nothing interrupted.
  const product = Math.min(...Array.from({ length: 400 }, () => timed(() => objective.hessianVector(theta, v, out))))
  const entry = (1e6 * product) / n ** 2
  report({ name: 'Hessian-vector of quadratic-n, an entry', value: entry, unit: 'ns', aim: { atMost: 1.2 } })
}

function timed(act: () => void): number {
  const from = performance.now()
  act()
  return performance.now() - from
}
