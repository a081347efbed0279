import { z } from 'zod'
import { differing } from '../../differing'
import type { Domain } from '../../domain'
import { type Examples, examplesOf } from '../../networks/examples'
import { riskExamples } from '../../data/risk-examples'
import { hasKinks } from '../../networks/kinks'
import { networkObjective } from '../../networks/network-objective'
import { networkMeasureColumns } from '../../networks/measure-columns'
import type { HeldOut, NetworkRisk } from '../../networks/training-measures'
import { normalisedLayers, type Network, workPerExample } from '../../networks/network'
import type { Box } from '../../race/stop'
import type { SumFacts } from '../../objectives/measures'
import type { SumObjective } from '../../objectives/objective'
import { type Checked, invalid, type Problem, valid } from '../../problem'
import { euclideanNorm } from '../../linalg/euclidean-norm'
import { largestSize } from '../../linalg/vector'
import { madeOnce } from '../../recent'
import type { TypeOf } from '../../schema-type'
import type { Slice } from '../../slice/slice'
import { randomDirection } from '../../slice/random-direction'
import { coordinateSlice } from '../../slice/slice-pattern'
import { dataTable, type DataTable, targetsBefore } from '../../tables/data-table'
import { splitSizes } from '../../tables/split-sizes'
import { type CheckedData, dataFileSchema, type DataSpec, dataSpecSchema } from '../../tables/data-spec'
import { domainFileSchema } from '../check-domain'
import { domainDocument, spaceDocument, spaceDomain, spaceDomainProblems } from '../check-space'
import { defineLandscapeKind } from '../landscape-kind'
import { checkNetwork, networkKeys, type CheckedNetwork } from '../network-spec'
import { checkInit, initSchema, standardInit, type InitialParameters } from '../initial-parameters'
import { type MeanOver, surfaceMeans } from '../overlays'
import { inSpace } from '../resolved-landscape'
import { shown } from '../../shown'
import { sliceSchema, sliceSettingProblems } from '../slice-setting'
import type { StartSetting } from '../start'
import { trajectoriesSchema, trajectoryProblems } from '../trajectories'
import { vectorSchema } from '../../vector-schema'

const keys = {
  kind: z.literal('network'),
  ...networkKeys,
  /** How the parameters begin; or the parameters themselves. */
  init: initSchema.optional(),
  theta: vectorSchema.optional(),
  /** Where the running statistics of its normalisations begin: the mean and variance of each unit, layer by layer. */
  running: vectorSchema.optional(),
  slice: sliceSchema.optional(),
}
const file = z.strictObject({
  ...keys,
  data: z.union([dataFileSchema, dataSpecSchema]),
  domain: domainFileSchema.optional(),
  /** Paths through its parameters that were recorded elsewhere. */
  paths: trajectoriesSchema.optional(),
})
/** n and the scene's seed beside it; over what the mean is taken, where that is not what it trains on. */
const spec = z.strictObject({
  ...keys,
  dimension: z.int(),
  seed: z.int().min(0),
  meanOver: z.enum(surfaceMeans).exclude(['training']).optional(),
})

type File = TypeOf<typeof file>
type Spec = TypeOf<typeof spec>

/** A multi-layer perceptron with its data: theta has its parameters. */
export type NetworkLandscape = Omit<File, 'domain' | 'data'> & {
  readonly data: DataSpec
  readonly dimension: number
  readonly seed: number
  readonly sum: SumFacts
  readonly domain: Domain
}

export default defineLandscapeKind<File, NetworkLandscape, Spec>({
  id: 'network',
  file,
  spec,
  hasInitialisation: true,

  check({ domain, data, ...rest }, { seed }) {
    if ('file' in data) return invalid(notRead(data.file))
    const network = { ...rest, data }
    const checked = checkNetwork(network)
    const init = initOf(network)
    const problems: Problem[] = [
      ...checked.problems,
      ...init.problems,
      ...spaceDomainProblems(domain, network, 'landscape.domain'),
    ]
    if (checked.value !== undefined)
      problems.push(
        ...spaceProblemsOf(network, checked.value),
        ...trajectoryProblems(network.paths, checked.value.dimension, 'landscape.paths'),
      )
    if (checked.value === undefined || problems.length > 0) return invalid(...problems)
    const { dimension } = checked.value
    const sum = sumOf(checked.value)
    return valid({ ...network, dimension, seed, sum, domain: spaceDomain(domain, network, standardDomain) })
  },

  defaults: (landscape) => ({ start: () => beginningOf(landscape as NetworkLandscape) }),

  write(landscape) {
    const { kind, dimension: _dimension, seed: _seed, sum: _sum, domain, slice, ...network } = landscape
    return {
      kind,
      ...differing(
        { ...network, ...spaceDocument({ slice }), domain: domainDocument(domain, { slice }, standardDomain) },
        { l2: 0, batchNorm: false },
      ),
    }
  },

  resolve(given) {
    const { kind: _kind, slice, dimension, seed, meanOver, ...network } = given
    const checked = checkNetwork(network)
    const init = initOf(network)
    if (checked.value === undefined || init.value === undefined) return invalid(...checked.problems, ...init.problems)
    if (dimension !== checked.value.dimension)
      return invalid({
        message: `dimension is ${dimension}, the network has ${checked.value.dimension} parameters`,
        remedy: 'leave it out',
        where: 'landscape.dimension',
      })
    const problems = spaceProblemsOf(given, checked.value)
    if (problems.length > 0) return invalid(...problems)
    const { theta: _theta, running, ...drawn } = network
    const { network: resolved, data } = checked.value
    const known = tables(JSON.stringify([drawn, seed]), () => tabled(checked.value!, seed))
    const { table, examples, heldOut } = known
    const facts = sumOf(checked.value)
    const sum = meanOver === undefined ? facts : factsOver(meanOver, facts, heldOut)
    if (sum === undefined) return invalid(noMean(meanOver!))
    const objective = (): SumObjective =>
      meanOver === undefined
        ? withRunning(networkObjective(resolved, examples, given.l2 ?? 0, heldOut), running)
        : networkObjective(resolved, meanOver === 'risk' ? known.standIns() : heldOut[meanOver]!, 0)
    const initial = Array.from(init.value(resolved, seed))
    const standard = dimension === 2 ? coordinateSlice(2) : randomPlane(initial, seed)
    return valid({
      ...inSpace('the network', dimension, objective, slice, standard, hasKinks(resolved), seed),
      // What is drawn of many parameters says nothing of how far training may go.
      ...(dimension > 2 && { box: () => boxOfTraining(initial) }),
      sum: { ...sum, workPerExample: workPerExample(resolved) },
      network: {
        network: resolved,
        l2: given.l2 ?? 0,
        table,
        examples,
        initial,
        initialBy: (other, by) => (by === undefined ? init.value : checkInit(by, 'start.init').value!)(resolved, other),
        targetsBefore: (rows) => targetsBefore(data, seed, rows),
      },
    })
  },
})

function notRead(name: unknown): Problem {
  return {
    message: `file ${shown(name)} of the data was not read`,
    remedy: 'open that file itself, or run basin on this scene, which reads files beside it',
    where: 'landscape.data.file',
  }
}

/** What gives the parameters that it begins with. */
function initOf({ init, theta }: Pick<File, 'init' | 'theta'>): Checked<InitialParameters> {
  if (theta === undefined) return checkInit(init ?? standardInit, 'landscape.init')
  if (init === undefined) return valid(() => Float64Array.from(theta))
  return invalid({
    message: 'network with init and theta',
    remedy: 'give one of them: how the parameters begin, or what they are',
    where: 'landscape.theta',
  })
}

/** What is known of the mean that its loss is. */
function sumOf({ network, data }: CheckedNetwork): SumFacts {
  const [examples, validation, test] = splitSizes(data.count, data.split)
  const measures = networkMeasureColumns(network, {
    validation: validation > 0,
    test: test > 0,
    risk: riskKind(data),
  })
  return { examples, isDrawn: 'set' in data.examples, ...(network.batchNorm && { leastBatch: 2 }), measures }
}

/** Examples that stand for the distribution where the surface of the risk is drawn. */
const standIns = 256

/** What is known of the mean over others than it trains on, without any penalty; undefined where there are none. */
function factsOver(over: MeanOver, { leastBatch, measures }: SumFacts, heldOut: HeldOut): SumFacts | undefined {
  if (leastBatch !== undefined || measures?.[over] === undefined) return undefined
  return { examples: over === 'risk' ? standIns : heldOut[over]!.count, isDrawn: false }
}

function noMean(over: MeanOver): Problem {
  return {
    message: `meanOver is "${over}", which this network has no loss on without a training`,
    remedy: 'leave it out, give the data a split or a set that is drawn, and have no batch normalisation',
    where: 'landscape.meanOver',
  }
}

/** How the risk can be had: data that were given have no distribution. */
function riskKind({ examples }: CheckedData): NetworkRisk['kind'] | undefined {
  if (!('set' in examples)) return undefined
  return examples.set.riskNodes === undefined ? 'draws' : 'quadrature'
}

/** Where its parameters begin: on its default plane the place, on another one wherever that is. */
function beginningOf({ kind: _kind, dimension, seed, ...network }: NetworkLandscape): StartSetting {
  if (network.slice !== undefined) return { kind: 'initialisation' }
  if (dimension !== 2) return [0, 0]
  const [x, y] = initOf(network).value!(checkNetwork(network).value!.network, seed)
  return [x!, y!]
}

const standardDomain: Domain = { x: [-1, 1], y: [-1, 1] }

/**
 * A cube about where the parameters begin, its half-width the largest of them, and at least 1000: a bias goes as far as
 * targets that are not standardised lie, and by default a race escapes a thousand half-widths off.
 */
function boxOfTraining(initial: readonly number[]): Box {
  const halfWidth = Math.max(1000, largestSize(initial))
  return initial.map((entry) => [entry - halfWidth, entry + halfWidth])
}

function spaceProblemsOf(
  { slice, theta, running }: Pick<File, 'slice' | 'theta' | 'running'>,
  { dimension: n, network }: CheckedNetwork,
): readonly Problem[] {
  const ofSlice = [...sliceSettingProblems(slice, n, 'landscape.slice'), ...runningProblems(running, network)]
  if (theta === undefined || theta.length === n) return ofSlice
  return [
    ...ofSlice,
    {
      message: `theta has ${theta.length} numbers, the network has ${n} parameters`,
      remedy: `give ${n} numbers, as PyTorch flattens them, or leave it out`,
      where: 'landscape.theta',
    },
  ]
}

function runningProblems(running: readonly number[] | undefined, network: Network): readonly Problem[] {
  if (running === undefined) return []
  const units = normalisedLayers(network).reduce((sum, layer) => sum + layer.units, 0)
  const where = 'landscape.running'
  if (units === 0) return [{ message: 'running statistics without batchNorm', remedy: 'leave them out', where }]
  if (running.length !== 2 * units) {
    const message = `running has ${running.length} numbers, expected ${2 * units}, a mean and a variance for each unit`
    return [{ message, remedy: 'leave it out, or give what training gathered', where }]
  }
  const wrong = running.findIndex((entry, k) => k % 2 === 1 && !(entry >= 0))
  if (wrong < 0) return []
  const message = `variance is ${running[wrong]}, expected a number >= 0`
  return [{ message, remedy: 'give mean and variance in turn', where: `${where}[${wrong}]` }]
}

/** The objective, whose training begins with statistics that were gathered before. */
function withRunning(objective: SumObjective, running: readonly number[] | undefined): SumObjective {
  const { statistics } = objective
  if (running === undefined || statistics === undefined) return objective
  return Object.assign(objective, {
    statistics: { ...statistics, initial: () => Float64Array.from(running) },
  })
}

interface Tabled {
  readonly table: DataTable
  readonly examples: Examples
  readonly heldOut: HeldOut
  /** Of the distribution of the data, where they have one. */
  readonly standIns: () => Examples
}

/** Tables of data, which all jobs on a network share. */
const tables = madeOnce<Tabled>(4)

function tabled({ network, data }: CheckedNetwork, seed: number): Tabled {
  const table = dataTable(data, seed)
  const { training, validation, test, source } = table
  let ofRisk: Examples | undefined
  return {
    table,
    standIns: () => (ofRisk ??= examplesOf(network, riskExamples(source!.risk(), standIns))),
    examples: {
      ...examplesOf(network, training),
      ...(source && { fresh: (...draw) => examplesOf(network, source.drawFresh(...draw)) }),
    },
    heldOut: {
      ...(validation.count > 0 && { validation: examplesOf(network, validation) }),
      ...(test.count > 0 && { test: examplesOf(network, test) }),
      ...(source && { risk: { kind: riskKind(data)!, make: () => source.risk() } }),
    },
  }
}

/**
 * The plane through a point along two random directions: Gaussian, the second at right angles to the first, both as
 * long as the point, or 1 at the origin.
 */
function randomPlane(origin: readonly number[], seed: number): Slice {
  const n = origin.length
  const size = euclideanNorm(Float64Array.from(origin)) || 1
  const [first, second] = [0, 1].map((k) => Array.from(randomDirection(seed, k, n)))
  const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, j) => sum + x * b[j]!, 0)
  const along = dot(first!, second!) / dot(first!, first!)
  const scaled = (v: readonly number[]): readonly number[] => {
    const factor = size / Math.sqrt(dot(v, v))
    return v.map((x) => factor * x)
  }
  return { origin, u: scaled(first!), v: scaled(second!.map((x, j) => x - along * first![j]!)) }
}
