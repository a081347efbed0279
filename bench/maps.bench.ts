import { availableParallelism } from 'node:os'
import { pathToFileURL } from 'node:url'
import { regionThresholds } from '../src/core/analysis/region/region-class'
import { createNodeEngine } from '../src/engine/links/node/create-node-engine'
import type { Engine } from '../src/engine/client'
import type { BasinsResult, BasinsSpec, FieldSpec, JobKindId, JobTable, RaceSpec, SurfaceSpec } from '../src/engine'
import { basinsPeers, type PeerBasins } from './support/basins-peers'
import { median } from './support/median'
import type { Report } from './report'

/**
 * Basins of attraction against single races and against what others make of them, two workers against one, and the
 * search for critical points: through the engine as the app uses it.
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

async function done<K extends JobKindId>(
  engine: Engine,
  kind: K,
  spec: JobTable[K]['spec'],
): Promise<JobTable[K]['result']> {
  const end = await engine.run(kind, spec).end
  if (end.status !== 'done') throw new Error(`${kind} ended as ${end.status}`)
  return end.result
}

async function timed<K extends JobKindId>(engine: Engine, kind: K, spec: JobTable[K]['spec']): Promise<number> {
  const begun = performance.now()
  await done(engine, kind, spec)
  return (performance.now() - begun) / 1000
}

export async function bench(report: Report): Promise<void> {
  const workerUrl = pathToFileURL('out/cli/worker.js')
  const one = createNodeEngine({ threads: 1, workerUrl })
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
  await reportPeers(report, one)
  if (availableParallelism() > 1) await reportWorkers(report, one, two)
  await reportPoints(report, two)
  one.close()
  two.close()
}

/**
 * Processor seconds, of all threads: what a map costs on one core, on a busy machine too. Each is asked for some
 * rounds, by turns, and its least counts.
 */
const peerTurns = 3
const roundsPerTurn = 3
const peerSide = 512
const peerAims: Readonly<Record<string, { readonly atLeast: number }>> = { 'blocked NumPy': { atLeast: 2.5 } }

async function reportPeers(report: Report, engine: Engine): Promise<void> {
  const peers = basinsPeers()
  let ours = Infinity
  let ends: BasinsResult['ends'] = new Float64Array()
  const theirs = new Map<string, PeerBasins>()
  await timed(engine, 'basins', basins(peerSide))
  for (let turn = 0; turn < peerTurns; turn++) {
    for (let round = 0; round < roundsPerTurn; round++) {
      const begun = process.cpuUsage()
      // A seed that nothing is drawn from, lest the answer is a cached one.
      const seed = 1 + turn * roundsPerTurn + round
      const result: BasinsResult = await done(engine, 'basins', { ...basins(peerSide), seed })
      const { user, system } = process.cpuUsage(begun)
      ours = Math.min(ours, (user + system) / 1e6)
      ends = result.ends
    }
    for (const [name, peer] of peers) {
      const now = peer(peerSide, steps, roundsPerTurn)
      if (now.seconds < (theirs.get(name)?.seconds ?? Infinity)) theirs.set(name, now)
    }
  }
  const all = peerSide ** 2 * steps
  const name = `basins ${peerSide} x ${peerSide} on one core`
  report({ name, value: all / ours, unit: 'steps/s' })
  for (const [peer, { seconds, ends: theirEnds }] of theirs) {
    const same = sameEnds(ends, theirEnds)
    // They must have done the same work, or their times are not comparable.
    if (!(same > 0.95)) throw new Error(`${peer}: only ${same} of the starts end where ours do`)
    report({ name: `${name}, by ${peer}`, value: all / seconds, unit: 'steps/s' })
    report({ name: `starts that end where they do by ${peer}`, value: 100 * same, unit: '%' })
    const aim = peerAims[peer]
    report({ name: `${name}, faster than ${peer}`, value: seconds / ours, unit: 'times', ...(aim && { aim }) })
  }
}

/** The share of starts whose ends agree: those beside the border of a basin may part by a rounding. */
function sameEnds(ours: Float64Array, theirs: Float64Array): number {
  if (ours.length !== theirs.length) return 0
  let same = 0
  for (let i = 0; i < ours.length; i += 2) {
    const distance = Math.max(Math.abs(ours[i]! - theirs[i]!), Math.abs(ours[i + 1]! - theirs[i + 1]!))
    if (distance <= 1e-6) same++
  }
  return (2 * same) / ours.length
}

const rastrigin = { kind: 'expression', expression: '20 + x^2 - 10*cos(2*pi*x) + y^2 - 10*cos(2*pi*y)', parameters: {} }

type Shared = 'surface' | 'field' | 'basins'

/** Jobs that workers share; a domain or a seed that differs a little from round to round is no cached answer. */
const shared: Readonly<Record<Shared, { readonly rounds: number; readonly aim: number; readonly what: string }>> = {
  surface: { what: 'surface of rastrigin 1024 x 1024', rounds: 60, aim: 1.8 },
  field: { what: 'field of rastrigin 512 x 512', rounds: 60, aim: 1.8 },
  basins: { what: 'basins 512 x 512', rounds: 9, aim: 1.9 },
}

async function runShared(engine: Engine, kind: Shared, round: number): Promise<number> {
  const box = { x: [-4 - round * 1e-9, 4], y: [-4, 4] } as const
  switch (kind) {
    case 'surface': {
      const spec: SurfaceSpec = { landscape: rastrigin, domain: box, resolution: [1024, 1024], gradient: true }
      return timed(engine, kind, spec)
    }
    case 'field': {
      const spec: FieldSpec = {
        landscape: rastrigin,
        domain: box,
        wholeDomain: box,
        resolution: [512, 512],
        thresholds: regionThresholds,
      }
      return timed(engine, kind, spec)
    }
    case 'basins':
      return timed(engine, kind, { ...basins(512), seed: 1000 + round })
  }
}

/** By turns, the least of some rounds of each; the first of them compile. */
async function reportWorkers(report: Report, one: Engine, two: Engine): Promise<void> {
  for (const kind of ['surface', 'field', 'basins'] as const) {
    const { rounds, aim, what } = shared[kind]
    let [alone, together] = [Infinity, Infinity]
    for (let round = 0; round < rounds; round++) {
      alone = Math.min(alone, await runShared(one, kind, round))
      together = Math.min(together, await runShared(two, kind, round))
    }
    report({ name: `${what}, one worker`, value: 1000 * alone, unit: 'ms' })
    const faster = { value: alone / together, unit: 'times', aim: { atLeast: aim } }
    report({ name: `${what}, two workers against one`, ...faster })
  }
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
