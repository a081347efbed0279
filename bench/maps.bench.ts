import { availableParallelism } from 'node:os'
import { pathToFileURL } from 'node:url'
import { createNodeEngine } from '../src/engine/links/node/create-node-engine'
import type { Engine } from '../src/engine/client'
import type { BasinsSpec, JobKindId, JobTable, RaceSpec } from '../src/engine'
import { median } from './support/median'
import type { Report } from './report'

/**
 * Basins of attraction against single races, and the search for critical points, through the engine as the app uses it.
 */
const domain = { x: [-5, 5], y: [-5, 5] } as const
const noise = { kind: 'gaussian', scale: 0 } as const
const adam = { id: 'adam', optimizer: 'adam', hyper: { lr: 0.1 }, start: [-0.5, -1.2] }
const steps = 200
/** A race long enough that starting it costs nothing. */
const raceSteps = 400_000
const rounds = 5

const race: RaceSpec = {
  landscape: { kind: 'catalog', id: 'himmelblau', parameters: {} },
  domain,
  racers: [adam],
  steps: raceSteps,
  record: 1,
  stop: {},
  seed: 0,
  noise,
}

function basins(side: number): BasinsSpec {
  const { landscape, stop, seed } = race
  return { landscape, domain, racer: adam, steps, stop, seed, noise, resolution: [side, side] }
}

async function timed<K extends JobKindId>(engine: Engine, kind: K, spec: JobTable[K]['spec']): Promise<number> {
  const begun = performance.now()
  const end = await engine.run(kind, spec).end
  if (end.status !== 'done') throw new Error(`${kind} ended as ${end.status}`)
  return (performance.now() - begun) / 1000
}

export async function bench(report: Report): Promise<void> {
  const workerUrl = pathToFileURL('out/cli/worker.js')
  const two = createNodeEngine({ threads: Math.min(2, availableParallelism()), workerUrl })
  const sides = [64, 128, 256, 512]
  // The first runs of a worker compile what the later ones use.
  await timed(two, 'race', race)
  await timed(two, 'basins', basins(256))
  const single: number[] = []
  const maps = sides.map((): number[] => [])
  for (let round = 0; round < rounds; round++) {
    single.push(raceSteps / (await timed(two, 'race', { ...race, seed: round })))
    for (const [k, side] of sides.entries()) maps[k]!.push(await timed(two, 'basins', { ...basins(side), seed: round }))
  }
  const rate = (k: number): number => (sides[k]! ** 2 * steps) / median(maps[k]!)
  report({ name: 'adam on himmelblau, one race on one core', value: median(single), unit: 'steps/s' })
  report({ name: 'basins 512 x 512, 200 adam steps, two cores', value: rate(3), unit: 'steps/s' })
  report({
    name: 'basins 512 x 512 against the single race, steps a second',
    value: rate(3) / median(single),
    unit: 'times',
    aim: { atLeast: 5 },
  })
  for (const [k, side] of sides.entries()) {
    report({ name: `basins ${side} x ${side}, a start`, value: (1e6 * median(maps[k]!)) / side ** 2, unit: 'µs' })
  }
  await reportPoints(report, two)
  two.close()
}

/** Landscapes with the number of critical points they have in their domains, where it is known. */
const searched = {
  himmelblau: 9,
  'six-hump-camel': 15,
  'styblinski-tang': 9,
  rastrigin: undefined,
  eggholder: undefined,
}

async function reportPoints(report: Report, engine: Engine): Promise<void> {
  for (const [id, count] of Object.entries(searched)) {
    const { landscape, domain: box } = await sceneOf(engine, id)
    const times: number[] = []
    let found = ''
    for (let round = 0; round < 3; round++) {
      const begun = performance.now()
      // A domain that differs in its last digits is no cached answer.
      const nudged = { ...box, x: [box.x[0] * (1 + round * 1e-15), box.x[1]] as const }
      const end = await engine.run('points', { landscape, domain: nudged }).end
      if (end.status !== 'done') throw new Error(`points of ${id} ended as ${end.status}`)
      times.push(performance.now() - begun)
      const { points, complete } = end.result
      found = `${points.length}${count === undefined ? '' : ` of ${count}`}${complete ? ', proven all' : ''}`
    }
    report({ name: `critical points of ${id}: ${found}`, value: median(times), unit: 'ms' })
  }
}

async function sceneOf(engine: Engine, id: string): Promise<Pick<RaceSpec, 'landscape' | 'domain'>> {
  const end = await engine.run('scene', { text: JSON.stringify({ basin: 1, landscape: { kind: 'catalog', id } }) }).end
  if (end.status !== 'done' || !('scene' in end.result)) throw new Error(`no landscape "${id}"`)
  return { landscape: { kind: 'catalog', id, parameters: {} }, domain: end.result.scene.landscape.domain }
}
