import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Domain } from '../src/core/domain'
import { extremeEigenvalues } from '../src/core/linalg/lanczos'
import { finish } from '../src/core/pieces'
import { stream } from '../src/core/random/stream'
import { checkScene } from '../src/core/scene/parse'
import { type LandscapeSpec, landscapeSpec } from '../src/core/scene/landscape'
import { principalDirections } from '../src/core/slice/principal-directions'
import type { Engine } from '../src/engine/client'
import { landscapeOf } from '../src/engine/kinds/landscapes'
import type { SurfaceSpec } from '../src/engine/kinds/surface'
import { createNodeEngine } from '../src/engine/links/node/create-node-engine'
import type { Report } from './report'
import { median } from './support/median'
import { hasModule, python } from './support/python'

/** What it takes to find a plane, by the principal directions of a path or the top of a spectrum, and to draw it. */
export async function bench(report: Report): Promise<void> {
  const [steps, n] = [1000, 10_000]
  const draws = stream(1, 'slices-bench')
  const path = new Float64Array(steps * n)
  for (let k = n; k < path.length; k++) path[k] = 0.999 * path[k - n]! + 0.01 * draws.normal()
  const time = median([0, 1, 2].map(() => timed(() => finish(principalDirections(path, path.slice(-n), 2)))))
  report({ name: 'principal directions of 1000 steps of 10 000', value: time / 1000, unit: 's', aim: { atMost: 2 } })

  const landscape = {
    kind: 'network',
    widths: [2, 16, 16, 2],
    loss: 'cross-entropy',
    data: { id: 'moons', examples: 512 },
    init: { id: 'xavier' },
  }
  const { objective: create, place } = landscapeOf(landscapeSpec(checkScene({ basin: 1, landscape }).value!.landscape))
  const [objective, theta] = [create(), place([0, 0])]
  const gradient = new Float64Array(objective.dimension)
  for (let step = 0; step < 2000; step++) {
    objective.valueGrad(theta, gradient)
    gradient.forEach((entry, i) => (theta[i] -= 0.1 * entry))
  }
  const gradients = median(Array.from({ length: 51 }, () => timed(() => objective.valueGrad(theta, gradient))))
  const top = median(
    Array.from({ length: 5 }, () =>
      timed(() =>
        finish(
          extremeEigenvalues((v, out) => objective.hessianVector(theta, v, out), objective.dimension, {
            count: 1,
            ends: 'largest',
            isSimple: true,
            tolerance: 1e-6,
            seed: 0,
            mostProducts: 1000,
          }),
        ),
      ),
    ),
  )
  report({
    name: 'top eigenvalue of a trained network',
    value: top / gradients,
    unit: 'gradients',
    aim: { atMost: 40 },
  })
  await surfaces(report, landscapeSpec(checkScene({ basin: 1, landscape }).value!.landscape))
}

/** A surface of that network at 51 x 51 points, against PyTorch; and one to within 1 %, against all its points. */
async function surfaces(report: Report, landscape: LandscapeSpec): Promise<void> {
  const domain = { x: [-1, 1], y: [-1, 1] } as const
  const engines = [1, 2].map((threads) => createNodeEngine({ threads, workerUrl: pathToFileURL('out/cli/worker.js') }))
  /** What has been computed is kept, so that each asks for a domain of its own. */
  let asked = 0
  const compute = async (engine: Engine, spec: Omit<SurfaceSpec, 'landscape' | 'domain'>, over: Domain = domain) => {
    const end = await engine.run('surface', { ...spec, landscape, domain: over }, { priority: 'visible' }).end
    if (end.status !== 'done') throw new Error('the surface did not end')
    return end.result
  }
  const timeOf = async (engine: Engine, side: number): Promise<number> => {
    const over = { ...domain, x: [-1 - ++asked / 1e6, 1] } as const
    const begun = performance.now()
    await compute(engine, { resolution: [side, side], gradient: false }, over)
    return (performance.now() - begun) / 1000
  }
  const [one, two] = engines as [Engine, Engine]
  for (const engine of engines) await timeOf(engine, 51)
  const times: number[] = []
  for (let round = 0; round < 7; round++) times.push(await timeOf(one, 51))
  const ours = median(times)
  report({ name: 'a surface of 51 x 51 points of 2-16-16-2 tanh on 512 examples', value: ours, unit: 's' })
  const theirs = torchSurface({ widths: [2, 16, 16, 2], examples: 512, side: 51, rounds: 7 })
  const aim = { atLeast: 1.3 }
  if (theirs === undefined) report({ name: 'PyTorch is absent', value: 0, unit: '' })
  else {
    for (const [how, time] of Object.entries(theirs)) report({ name: `by PyTorch, ${how}`, value: time, unit: 's' })
    const best = Math.min(...Object.values(theirs))
    report({ name: 'faster than the best of those', value: best / ours, unit: 'times', aim })
  }
  const ratios: number[] = []
  for (let round = 0; round < 5; round++) ratios.push((await timeOf(one, 51)) / (await timeOf(two, 51)))
  report({ name: 'a surface, two workers against one', value: median(ratios), unit: 'times', aim: { atLeast: 1.8 } })

  const resolution = [257, 257] as const
  const full = await compute(two, { resolution, gradient: true })
  const adaptive = await compute(two, { resolution, gradient: true, within: 0.01 })
  for (const engine of engines) engine.close()
  const [least, most] = [full.range[0]!, full.range[1]!]
  const errors = adaptive.values.map((value, k) => Math.abs(value - full.values[k]!) / (most - least))
  const share = adaptive.evaluated! / full.values.length
  report({ name: 'a surface to within 1 %, evaluations', value: share, unit: 'of all', aim: { atMost: 1 / 3 } })
  const worst = errors.reduce((largest, error) => Math.max(largest, error), 0)
  report({ name: 'its largest error', value: worst, unit: 'of the range', aim: { atMost: 0.01 } })
}

function torchSurface(given: object): Readonly<Record<string, number>> | undefined {
  if (!hasModule('torch')) return undefined
  const run = spawnSync(python, [resolve('bench/support/surface-peers.py')], {
    encoding: 'utf8',
    input: JSON.stringify(given),
    env: { ...process.env, OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1' },
  })
  if (run.status !== 0) throw new Error(`surface-peers.py failed:\n${run.stderr}`)
  return JSON.parse(run.stdout) as Record<string, number>
}

function timed(work: () => unknown): number {
  const begun = performance.now()
  work()
  return performance.now() - begun
}
