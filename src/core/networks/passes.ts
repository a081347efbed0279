import { activationProgram, backThrough, changeBackThrough } from './activations'
import type { Program } from '../calculus'
import {
  eachRow,
  matrixAt,
  panelSize,
  placeIn,
  transposed,
  type BlockStep,
  type HandStep,
  type Matrix,
  type Row,
  type Rows,
  type StepList,
} from './block-steps'
import { lossChange, lossSlopes, lossSquare, lossValue } from './losses'
import { layersOf, parameterCount, type Layer, type Network } from './network'
import {
  type Normalisation,
  normaliseBack,
  normaliseByRunning,
  normaliseChange,
  normaliseChangeBack,
  normaliseForward,
} from './normalise'

/** Where numbers of a block lie, and what is done with them. */
export interface Passes {
  /** Numbers in all. */
  readonly size: number
  /** n each: the parameters, a direction, and what the last two passes add to. */
  readonly theta: number
  readonly direction: number
  readonly gradient: number
  readonly product: number
  readonly inputs: Rows
  /** By output. */
  readonly targets: Rows
  readonly outputs: Rows
  /** Each example's loss in the first row. */
  readonly losses: Rows
  /** The loss's derivative by output, and in the third pass how it changes: 0 beyond the block. */
  readonly slopes: Rows
  readonly changes: Rows
  /** Each example's loss. */
  readonly value: StepList
  /** Each example's loss, and what is added to `gradient`. */
  readonly withGradient: StepList
  /** What is added to `product`. */
  readonly withProduct: StepList
  /** What is added to `gradient`: the product with the Gauss-Newton matrix, and with the sum of g g' over examples. */
  readonly withGaussNewton: StepList
  readonly withFisher: StepList
  /** As `value`, by running statistics in place of the batch's. */
  readonly valueByRunning: StepList
  /** Net inputs of hidden layers, first to last, before any activation. */
  readonly netInputs: readonly Rows[]
  /** Units of hidden layers, after their activation. */
  readonly units: readonly Rows[]
  /** What comes back to the net input of each layer, the last one's being `slopes`. */
  readonly backs: readonly Rows[]
  readonly normalisations: readonly Normalisation[]
}

/** 0 for what the last panel has beyond the block, so that it adds nothing on the way back. */
function clearBeyond(rows: Rows): HandStep {
  return {
    kind: 'hand',
    run(numbers, examples) {
      const end = panelSize * Math.ceil(examples / panelSize)
      for (let example = examples; example < end; example++)
        for (let row = 0; row < rows.count; row++) numbers[placeIn(rows, row, example)] = 0
    },
  }
}

/** A hidden layer's rows: of a unit, the change of each along the direction, and what comes back to it. */
interface HiddenRows {
  readonly net: Rows
  readonly unit: Rows
  readonly slope: Rows
  readonly curvature: Rows
  readonly netChange: Rows
  readonly unitChange: Rows
  readonly back: Rows
  readonly backChange: Rows
  readonly norm: Normalisation | undefined
}

/**
 * The passes of a network over a block of at most `examples`: J of each example; J and its gradient; and the product
 * of the Hessian with a direction, by differentiating the first two along it (the R-operator).
 *
 * With z_l = W_l a_(l-1) + b_l, a_l = h(z_l), and delta_l = dJ / dz_l: dJ/dW_l = sum delta_l a_(l-1)',
 * delta_(l-1) = (W_l' delta_l) h'(z_(l-1)). Of R x = d x(theta + t v) / dt at t = 0, theta = (W, b) and v = (V, c):
 * R z_l = V_l a_(l-1) + W_l R a_(l-1) + c_l, R a_l = h' R z_l, and so on back.
 *
 * R of the outputs is J v, and a pass back from w adds J' w: so the Gauss-Newton matrix and the sum of g g' over
 * examples are multiplied by one pass forward along the direction and a gradient's pass back.
 * Source: B. A. Pearlmutter, Fast exact multiplication by the Hessian, Neural Computation 6 (1994), section 4.
 */
export function networkPasses(network: Network, examples: number): Passes {
  const layers = layersOf(network)
  const n = parameterCount(network)
  const panels = Math.ceil(examples / panelSize)
  let size = 0
  const take = (count: number): number => {
    const place = size
    // Rows begin where two lanes do.
    size += count + (count % 2)
    return place
  }
  const rows = (count: number): Rows => ({ place: take(panels * count * panelSize), count })
  const [theta, direction, gradient, product] = [take(n), take(n), take(n), take(n)]
  const inputs = rows(network.widths[0]!)
  const width = network.widths.at(-1)!
  const [targets, outputs, losses, slopes] = [rows(width), rows(width), rows(width), rows(width)]
  const [outputChanges, changes] = [rows(width), rows(width)]
  const hidden = layers.slice(0, -1).map(({ outputs: units, scale, shift }): HiddenRows => {
    const net = rows(units)
    const netChange = rows(units)
    const norm: Normalisation | undefined =
      scale === undefined || shift === undefined
        ? undefined
        : {
            count: units,
            given: net,
            givenChange: netChange,
            normal: rows(units),
            normalChange: rows(units),
            made: rows(units),
            madeChange: rows(units),
            back: rows(units),
            backChange: rows(units),
            scale: theta + scale,
            shift: theta + shift,
            scaleChange: direction + scale,
            shiftChange: direction + shift,
            scaleGradient: gradient + scale,
            shiftGradient: gradient + shift,
            scaleProduct: product + scale,
            shiftProduct: product + shift,
            statistics: take(4 * units),
            running: take(2 * units),
          }
    return {
      net,
      netChange,
      norm,
      unit: rows(units),
      unitChange: rows(units),
      slope: rows(units),
      curvature: rows(units),
      back: rows(units),
      backChange: rows(units),
    }
  })
  const unitsBefore = (index: number): Rows => (index === 0 ? inputs : hidden[index - 1]!.unit)
  const matrix = (of: number, { weight, inputs: columns, outputs: count }: Layer): Matrix =>
    matrixAt(of + weight, count, columns)
  const biasOf = (of: number, { bias }: Layer): number | 'zero' => (bias === undefined ? 'zero' : of + bias)

  const forward = (derivatives: 0 | 1 | 2, normalise = normaliseForward): BlockStep[] =>
    layers.flatMap((layer, index): BlockStep[] => {
      const { net, unit, slope, curvature, norm } = hidden[index] ?? { net: outputs }
      const linear: BlockStep = {
        kind: 'product',
        matrix: matrix(theta, layer),
        from: unitsBefore(index),
        to: net,
        start: biasOf(theta, layer),
      }
      if (layer.activation === undefined) return [linear]
      const activate: BlockStep = {
        kind: 'each',
        program: activationProgram(layer.activation, derivatives),
        inputs: [norm?.made ?? net],
        outputs: [unit!, slope!, curvature!].slice(0, 1 + derivatives),
      }
      return [linear, ...(norm === undefined ? [] : [normalise(norm)]), activate]
    })
  /** How the net inputs and units change along the direction. */
  const forwardChange: BlockStep[] = layers.flatMap((layer, index): BlockStep[] => {
    const { netChange, unitChange, slope, norm } = hidden[index] ?? { netChange: outputChanges }
    const own: BlockStep = {
      kind: 'product',
      matrix: matrix(direction, layer),
      from: unitsBefore(index),
      to: netChange,
      start: biasOf(direction, layer),
    }
    const passed: BlockStep[] =
      index === 0
        ? []
        : [
            {
              kind: 'product',
              matrix: matrix(theta, layer),
              from: hidden[index - 1]!.unitChange,
              to: netChange,
              start: 'there',
            },
          ]
    if (layer.activation === undefined) return [own, ...passed]
    const activate: BlockStep = {
      kind: 'each',
      program: backThrough,
      inputs: [norm?.madeChange ?? netChange, slope!],
      outputs: [unitChange!],
    }
    return [own, ...passed, ...(norm === undefined ? [] : [normaliseChange(norm)]), activate]
  })

  const slopesOf = (index: number): Rows => hidden[index]?.norm?.back ?? hidden[index]?.back ?? slopes
  const changesOf = (index: number): Rows => hidden[index]?.norm?.backChange ?? hidden[index]?.backChange ?? changes
  const downwards = layers.map((layer, index) => ({ layer, index })).reverse()
  const addOuter = (left: Rows, right: Rows, into: number): BlockStep => ({ kind: 'outer', left, right, into })
  const addBias = (from: Rows, of: number, { bias }: Layer): BlockStep[] =>
    bias === undefined ? [] : [{ kind: 'sum', rows: from, into: of + bias }]
  const passBack = (layer: Layer, index: number, from: Rows): BlockStep[] => {
    if (index === 0) return []
    const { back, slope, norm } = hidden[index - 1]!
    return [
      { kind: 'product', matrix: transposed(matrix(theta, layer)), from, to: back, start: 'zero' },
      { kind: 'each', program: backThrough, inputs: [back, slope], outputs: [back] },
      ...(norm === undefined ? [] : [normaliseBack(norm, back)]),
    ]
  }
  const backGradient = downwards.flatMap(({ layer, index }): BlockStep[] => {
    const from = slopesOf(index)
    const added = [addOuter(from, unitsBefore(index), gradient + layer.weight), ...addBias(from, gradient, layer)]
    return [...added, ...passBack(layer, index, from)]
  })
  const backProduct = downwards.flatMap(({ layer, index }): BlockStep[] => {
    const [from, changed] = [slopesOf(index), changesOf(index)]
    const into = product + layer.weight
    const added = [
      addOuter(changed, unitsBefore(index), into),
      ...(index === 0 ? [] : [addOuter(from, hidden[index - 1]!.unitChange, into)]),
      ...addBias(changed, product, layer),
    ]
    if (index === 0) return added
    const { back, backChange, slope, curvature, netChange, norm } = hidden[index - 1]!
    return [
      ...added,
      { kind: 'product', matrix: transposed(matrix(theta, layer)), from, to: back, start: 'zero' },
      { kind: 'product', matrix: transposed(matrix(theta, layer)), from: changed, to: backChange, start: 'zero' },
      { kind: 'product', matrix: transposed(matrix(direction, layer)), from, to: backChange, start: 'there' },
      {
        kind: 'each',
        program: changeBackThrough,
        inputs: [back, backChange, slope, curvature, norm?.madeChange ?? netChange],
        outputs: [backChange],
      },
      { kind: 'each', program: backThrough, inputs: [back, slope], outputs: [back] },
      ...(norm === undefined ? [] : [normaliseChangeBack(norm, back, backChange)]),
    ]
  })

  const { loss } = network
  const example = (program: Program, given: readonly Rows[], made: readonly Row[]): BlockStep[] => {
    return [{ kind: 'example', program, inputs: given, outputs: made }]
  }
  const ofExample = { rows: losses, row: 0 }
  const valueOfExample = example(lossValue(loss, width), [outputs, targets], [ofExample])
  const slopesOfExample = example(lossSlopes(loss, width), [outputs, targets], [ofExample, ...eachRow(slopes)])
  const changeOfExample = example(
    lossChange(loss, width),
    [outputs, targets, outputChanges],
    [...eachRow(slopes), ...eachRow(changes)],
  )
  // J' w of what stands in the slopes' place: of the loss's Hessian times J v, and of its slopes s times s' J v.
  const backFrom = (program: Program, made: readonly Row[]): BlockStep[] => [
    ...forward(1),
    ...forwardChange,
    ...example(program, [outputs, targets, outputChanges], made),
    clearBeyond(slopes),
    ...backGradient,
  ]
  return {
    theta,
    direction,
    gradient,
    product,
    inputs,
    targets,
    outputs,
    losses,
    slopes,
    changes,
    value: [...forward(0), ...valueOfExample],
    withGradient: [...forward(1), ...slopesOfExample, clearBeyond(slopes), ...backGradient],
    withProduct: [
      ...forward(2),
      ...forwardChange,
      ...changeOfExample,
      clearBeyond(slopes),
      clearBeyond(changes),
      ...backProduct,
    ],
    withGaussNewton: backFrom(lossChange(loss, width), [...eachRow(changes), ...eachRow(slopes)]),
    withFisher: backFrom(lossSquare(loss, width), eachRow(slopes)),
    valueByRunning: [...forward(0, normaliseByRunning), ...valueOfExample],
    netInputs: hidden.map(({ net, norm }) => norm?.made ?? net),
    units: hidden.map(({ unit }) => unit),
    backs: layers.map((_, index) => slopesOf(index)),
    normalisations: hidden.flatMap(({ norm }) => norm ?? []),
    size,
  }
}
