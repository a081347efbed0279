import type { BatchSetting, MeasureSetting } from '../../core/race/settings'
import type { MeasureColumns } from '../../core/objectives/measures'
import type { LossId } from '../../core/networks/loss-ids'
import { networkMeasureColumns } from '../../core/networks/measure-columns'
import { parameterCount } from '../../core/networks/network'
import type { SceneLandscape } from '../../core/scene/landscape'
import type { NetworkLandscape } from '../../core/scene/landscape-kinds/network'
import type { Scene } from '../../core/scene/scene'
import type { DataSpec } from '../../core/tables/data-spec'
import { splitSizes } from '../../core/tables/split-sizes'
import type { GivenMatrix } from '../../core/tables/given-examples'
import type { NetworkDataResult } from '../../engine'
import type { Cards } from './cards'
import type { Edit } from './edits'
import { withFittingNoise } from './edits'
import { placed } from './space-edits'

/**
 * The changes a person can make to a network, as pure functions. What follows from a change comes with it: the widths
 * of inputs and outputs, the loss where the one before has no meaning, sizes of batches, the plane that is drawn.
 */
export type NetworkChange = (network: NetworkLandscape) => NetworkLandscape

type DataCards = Pick<Cards, 'dataSetCards'>

export function isNetwork(landscape: SceneLandscape): landscape is NetworkLandscape {
  return landscape.kind === 'network'
}

export function changeNetwork(change: NetworkChange, cards: DataCards): Edit {
  return (scene) => {
    const { landscape } = scene
    if (!isNetwork(landscape)) return scene
    const changed = change(landscape)
    return changed === landscape ? scene : withFittingRace(scene, landscape, fitted(changed, cards))
  }
}

/** A network that begins with given parameters, and running statistics where there are some. */
export function withParameters(given: Pick<NetworkLandscape, 'theta' | 'running'>): Edit {
  return (scene) => {
    const { init: _init, running: _running, ...landscape } = scene.landscape
    return { ...scene, landscape: { ...landscape, ...given } }
  }
}

/** Data, as far as the shape of a network depends on them. */
export interface DataShape {
  readonly count: number
  readonly inputs: number
  readonly targets: number
  /** k, where targets are classes. */
  readonly classes: number | undefined
  /** Of data that are drawn, what a mean over their distribution is taken of. */
  readonly risk: 'quadrature' | 'draws' | undefined
}

export function dataShape(data: DataSpec, { dataSetCards }: DataCards): DataShape {
  if ('id' in data) {
    const card = dataSetCards.find(({ id }) => id === data.id)
    const option = (name: string): unknown => data[name] ?? card?.options[name]?.default
    const { classes } = card ?? {}
    return {
      count: Number(option('examples')),
      inputs: card?.inputs ?? 1,
      targets: 1,
      classes: typeof classes === 'string' ? Number(option(classes)) : classes,
      risk: card?.risk,
    }
  }
  const [inputs, targets] = [rowsOf(data.inputs), rowsOf(data.targets)]
  const widthOf = (rows: readonly unknown[]): number => (Array.isArray(rows[0]) ? rows[0].length : 1)
  return {
    count: inputs.length,
    inputs: widthOf(inputs),
    targets: widthOf(targets),
    classes: classesAmong(targets.map((target) => (Array.isArray(target) ? Number(target[0]) : Number(target)))),
    risk: undefined,
  }
}

/** A matrix of a person's own data row by row, however the scene has it. */
function rowsOf(matrix: GivenMatrix): readonly unknown[] {
  if (!('shape' in matrix)) return matrix
  const { shape, values } = matrix
  return Array.from({ length: shape[0] }, (_, row) => values.slice(row * shape[1], (row + 1) * shape[1]))
}

/** k of numbers that are classes, 0 to k - 1 and each of them there; else undefined. */
function classesAmong(targets: readonly number[]): number | undefined {
  const present = new Set(targets)
  const isEach = Array.from({ length: present.size }, (_, label) => label).every((label) => present.has(label))
  return isEach && present.size > 1 ? present.size : undefined
}

/** Whether a loss wants classes, and how many outputs it may have on data; none where it has no meaning there. */
export function outputsFor(loss: LossId, { classes, targets }: DataShape): readonly number[] {
  switch (loss) {
    case 'mse':
    case 'half-mse':
      return [targets]
    case 'cross-entropy':
      return classes === undefined ? [] : [classes]
    case 'binary-cross-entropy':
    case 'hinge':
      return classes === 2 ? [1] : []
    case '0-1':
      if (classes === undefined) return []
      return classes === 2 ? [1, 2] : [classes]
  }
}

/** Why a loss has no meaning on data, or nothing where it has. */
export function lossProblem(loss: LossId, shape: DataShape): string | undefined {
  if (outputsFor(loss, shape).length > 0) return undefined
  if (shape.classes === undefined) return 'wants classes, and these targets are numbers'
  return `wants two classes, and these data have ${shape.classes}`
}

/** Why all layers cannot be one matrix, or nothing where they can. */
export function tieProblem({ loss }: NetworkLandscape, shape: DataShape): string | undefined {
  if (outputsFor(loss, shape).includes(shape.inputs)) return undefined
  const outputs = outputsFor(loss, shape)[0] ?? 0
  return `one matrix has as many outputs as inputs, here ${outputs} and ${shape.inputs}`
}

/** Why there can be no batch normalisation, or nothing where there can. */
export function normalisationProblem({ tied, widths }: NetworkLandscape): string | undefined {
  if (tied !== undefined) return 'a normalisation belongs to one layer, and tied weights to all'
  return widths?.length === 2 ? 'it stands behind hidden layers, and there are none' : undefined
}

/** Units of each hidden layer. */
export function hiddenWidths({ widths, tied }: NetworkLandscape): readonly number[] {
  return tied === undefined ? widths!.slice(1, -1) : Array.from({ length: tied.depth - 1 }, () => tied.width)
}

export function setHiddenWidths(hidden: readonly number[]): NetworkChange {
  return ({ tied: _tied, ...network }) => {
    const [inputs, outputs] = [network.widths?.[0] ?? 1, network.widths?.at(-1) ?? 1]
    const { activation } = network
    const length = hidden.length
    return {
      ...network,
      widths: [inputs, ...hidden, outputs],
      ...(Array.isArray(activation) && { activation: resized(activation, length) }),
    }
  }
}

/** A list with so many entries: the last one again where it is longer. */
function resized<T>(list: readonly T[], length: number): readonly T[] {
  return Array.from({ length }, (_, i) => list[Math.min(i, list.length - 1)]!)
}

/** Ties all layers into one matrix, as deep as the network was, or gives each its own again. */
export function setTied(tied: boolean): NetworkChange {
  return (network) => {
    const hidden = hiddenWidths(network)
    if (!tied) return setHiddenWidths(hidden)(network)
    const { widths, ...rest } = network
    const { activation } = network
    return {
      ...rest,
      tied: { width: widths![0]!, depth: hidden.length + 1 },
      ...(Array.isArray(activation) && { activation: resized(activation, hidden.length) }),
    }
  }
}

export function setTiedDepth(depth: number): NetworkChange {
  return (network) => {
    const { tied, activation } = network
    if (tied === undefined) return network
    return {
      ...network,
      tied: { ...tied, depth },
      ...(Array.isArray(activation) && { activation: resized(activation, depth - 1) }),
    }
  }
}

/**
 * Takes another data set; what both have, such as how many examples, stays. Where one has numbers for targets and the
 * other classes, the loss becomes the usual one.
 */
export function chooseDataSet(id: string, cards: DataCards): NetworkChange {
  const { dataSetCards } = cards
  return (network) => {
    const options = dataSetCards.find((card) => card.id === id)?.options ?? {}
    const { split, seed, standardise, ...own } = network.data
    const kept = ['examples', 'flipFraction', 'randomLabels', 'targetNoise', 'everywhere'] as const
    const shared = kept.flatMap((name) => (name in own && name in options ? [[name, own[name as never]]] : []))
    const data: DataSpec = {
      id,
      ...(Object.fromEntries(shared) as object),
      ...(split && { split }),
      ...(seed !== undefined && { seed }),
      ...(standardise !== undefined && { standardise }),
    }
    const [before, after] = [dataShape(network.data, cards), dataShape(data, cards)]
    const isSameTask = (before.classes === undefined) === (after.classes === undefined)
    return { ...network, data, loss: isSameTask ? network.loss : usualLoss(after) }
  }
}

/** Sets keys of the data beside their numbers; one that is undefined is left out. */
export function setData(change: Readonly<Record<string, unknown>>): NetworkChange {
  return (network) => ({ ...network, data: definedOnly({ ...network.data, ...change }) as DataSpec })
}

/** Data that were drawn become a person's own, as they are: every number can then be changed. */
export function ownData({ training, validation, test, columns }: NetworkDataResult): NetworkChange {
  return (network) => {
    const { split, seed, standardise } = network.data
    const width = columns.length
    const inputs: (readonly number[])[] = []
    const targets: number[] = []
    for (const { count, rows, ...part } of [training, validation, test]) {
      for (let i = 0; i < count; i++) {
        inputs[rows[i]!] = Array.from(part.inputs.subarray(i * width, (i + 1) * width))
        targets[rows[i]!] = part.targets[i]!
      }
    }
    return { ...network, data: definedOnly({ inputs, targets, split, seed, standardise }) as unknown as DataSpec }
  }
}

/** Moves an example of a person's own data; a target that is undefined stays. */
export function moveExample(row: number, inputs: readonly number[], target: number | undefined): NetworkChange {
  return (network) => {
    const { data } = network
    if ('id' in data) return network
    const [ownInputs, ownTargets] = [rowsOf(data.inputs), rowsOf(data.targets)]
    const isFlat = !Array.isArray(ownInputs[0])
    const withTarget = Array.isArray(ownTargets[0]) ? [target] : target
    return {
      ...network,
      data: {
        ...data,
        inputs: ownInputs.with(row, isFlat ? inputs[0] : inputs),
        ...(target !== undefined && { targets: ownTargets.with(row, withTarget) }),
      },
    }
  }
}

/** Sets what parameters begin with: an initialiser, in place of parameters that were given. */
export function setInit(init: NonNullable<NetworkLandscape['init']>): NetworkChange {
  return ({ theta: _theta, ...network }) => ({ ...network, init })
}

/** The landscape with all that follows from its data and its loss. */
function fitted(given: NetworkLandscape, cards: DataCards): NetworkLandscape {
  const shape = dataShape(given.data, cards)
  const loss = lossProblem(given.loss, shape) === undefined ? given.loss : usualLoss(shape)
  const network = withFittingLayers({ ...given, loss }, shape)
  const { batchNorm, ...rest } = network
  const isNormalised = batchNorm === true && normalisationProblem(network) === undefined
  const checked = { ...rest, ...(isNormalised && { batchNorm }) } as NetworkLandscape
  const dimension = parameterCount({
    widths: checked.widths ?? Array.from({ length: checked.tied!.depth + 1 }, () => checked.tied!.width),
    batchNorm: checked.batchNorm === true,
    isTied: checked.tied !== undefined,
  })
  const { theta, slice, ...settled } = checked
  const isSame = dimension === given.dimension
  return {
    ...settled,
    ...(isSame && theta && { theta }),
    ...(isSame && slice && { slice }),
    dimension,
    sum: sumOf(checked, shape),
  } as NetworkLandscape
}

/** What is known of the mean over the training examples. */
function sumOf({ data, loss, batchNorm = false }: NetworkLandscape, shape: DataShape): NetworkLandscape['sum'] {
  const [examples, validation, test] = splitSizes(shape.count, data.split ?? [1, 0, 0])
  const heldOut = { validation: validation > 0, test: test > 0, risk: shape.risk }
  return {
    examples,
    isDrawn: shape.risk !== undefined,
    ...(batchNorm && { leastBatch: 2 }),
    measures: networkMeasureColumns({ loss, batchNorm }, heldOut),
  }
}

function usualLoss({ classes }: DataShape): LossId {
  return classes === undefined ? 'mse' : 'cross-entropy'
}

function withFittingLayers(network: NetworkLandscape, shape: DataShape): NetworkLandscape {
  const { tied, widths, ...rest } = network
  const possible = outputsFor(network.loss, shape)
  if (tied !== undefined && tieProblem(network, shape) === undefined)
    return { ...rest, tied: { ...tied, width: shape.inputs } } as NetworkLandscape
  const last = widths?.at(-1)
  const outputs = possible.find((width) => width === last) ?? possible[0] ?? 1
  return { ...rest, widths: [shape.inputs, ...hiddenWidths(network), outputs] } as NetworkLandscape
}

/** The scene of a network that has been changed: batches, noise, starts and domain that fit it. */
function withFittingRace(scene: Scene, before: NetworkLandscape, network: NetworkLandscape): Scene {
  const batch = fittingBatch(scene.batch, network)
  const { batch: _batch, measure, stop, ...rest } = scene
  const measures = network.sum.measures ?? {}
  const { patience, ...otherStops } = stop
  const changed: Scene = {
    ...rest,
    ...(batch && { batch }),
    ...(measure && { measure: fittingMeasure(measure, measures) }),
    stop: patience !== undefined && 'validation' in measures ? stop : otherStops,
    landscape: network,
    racers: scene.racers.map((racer) => {
      const { batch: own, ...others } = racer
      const next = fittingBatch(own, network)
      return next === own ? racer : { ...others, ...(next && { batch: next }) }
    }),
  }
  if (network.dimension === before.dimension) return changed
  const moved = withFittingNoise(placed(changed))
  // Of two parameters the plane is that of them both, of more one of directions as long as theta.
  if ((network.dimension === 2) === (before.dimension === 2)) return moved
  const { domain: _domain, ...view } = moved.view
  const half = network.dimension === 2 ? 3 : 1
  return {
    ...moved,
    start: [0, 0],
    racers: moved.racers.map(({ start: _start, ...racer }) => racer),
    landscape: { ...network, domain: { x: [-half, half], y: [-half, half] } },
    view,
  }
}

/** What can be measured of it, of what was asked for. */
function fittingMeasure({ what, best, ...measure }: MeasureSetting, measures: MeasureColumns): MeasureSetting {
  const isThere = (id: string): boolean => id === 'loss' || id === 'gradient-norm' || id in measures
  return {
    ...measure,
    ...(what && { what: what.filter(isThere) }),
    ...(best !== undefined && best in measures && { best }),
  }
}

/** Batches that the training set has, listed ones as they are or not at all; fresh ones where examples are drawn. */
function fittingBatch(batch: BatchSetting | undefined, { sum }: NetworkLandscape): BatchSetting | undefined {
  if (batch === undefined || (batch.sampler === 'fresh' && !sum.isDrawn)) return undefined
  const { examples, leastBatch = 1 } = sum
  const isThere = (listed: readonly number[]) => listed.length >= leastBatch && listed.every((i) => i < examples)
  if (batch.batches?.every(isThere) === false) return undefined
  if (batch.size === undefined) return batch
  const size = Math.min(examples, Math.max(leastBatch, batch.size))
  const last = examples % size
  const isTooShort = last > 0 && last < leastBatch && epochSamplers.includes(batch.sampler)
  if (size === batch.size && !isTooShort) return batch
  return { ...batch, size, ...(isTooShort && { dropLast: true }) }
}

/** Those whose epochs may end with a short batch. */
const epochSamplers = ['reshuffle', 'shuffle-once', 'sequential']

function definedOnly(keys: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(keys).filter(([, value]) => value !== undefined))
}
