import { Code, type Node } from '../assembly/code'
import { codes, encodeModule, types, unsigned, type DefinedFunction } from '../assembly/encoding'
import { scaledBy } from '../assembly/instructions'
import { Lanes, type Numbers } from '../assembly/lanes'
import { LoopNest } from '../assembly/loop-nest'
import { ownBytes, ownMemory, type OwnMemory, type Run } from '../assembly/shared-memory'
import { FunctionLibrary } from '../calculus/function-library'
import { meanings } from '../calculus/operation'
import { isShort, ProgramBody } from '../calculus/wasm-kernel'
import {
  eachRow,
  panelSize,
  panelsOf,
  type BlockRunner,
  type BlockStep,
  type EachStep,
  type ExampleStep,
  type OuterStep,
  type ProductStep,
  type Row,
  type Rows,
  type StepList,
  type SumStep,
} from './block-steps'

/** Bytes of a panel's row, of which two lanes are half. */
const rowBytes = 8 * panelSize
const halfBytes = 16

/** Rows that a product, and rows and columns that an outer step, computes at once: as many as registers hold. */
const productTile = 4
const outerTile = { rows: 4, columns: 2 }

/**
 * Block steps as WebAssembly of two lanes, two examples at a time, in a memory of its own; every bit is that of
 * `plainRunner`. A module for each list of steps, made when it is first asked for. Undefined where it cannot be had.
 */
export function assembledRunner(size: number): BlockRunner | undefined {
  const memory = ownMemory(size)
  if (memory === undefined) return undefined
  const made = new WeakMap<StepList, AssembledList | undefined>()
  const { numbers } = memory
  return {
    numbers,
    run(steps, examples) {
      let list = made.get(steps)
      if (list === undefined) made.set(steps, (list = assemble(steps, memory)))
      const panels = panelsOf(examples)
      for (const each of list) {
        if ('by' in each) each.by(panels)
        else each.run(numbers, examples)
      }
    },
  }
}

/** Modules, and between them what is written in TypeScript. */
type AssembledList = readonly (
  { readonly by: Run } | { readonly run: (numbers: Float64Array, examples: number) => void }
)[]

function assemble(steps: StepList, memory: OwnMemory): AssembledList {
  const list: AssembledList[number][] = []
  let together: BlockStep[] = []
  const close = (): void => {
    if (together.length > 0) list.push({ by: linked(together, memory) })
    together = []
  }
  for (const step of steps) {
    if (step.kind === 'hand') {
      close()
      list.push(step)
    } else together.push(step)
  }
  close()
  return list
}

/** A module that does steps one after the other. */
function linked(steps: readonly BlockStep[], memory: OwnMemory): Run {
  const programs = steps.flatMap((step) => ('program' in step ? [step.program] : []))
  const library = new FunctionLibrary(programs, 'pair')
  const code = new Code([types.i32])
  const lanes = new Lanes(code, 'pair')
  const panels = code.parameter(0)
  for (const step of steps) {
    switch (step.kind) {
      case 'product':
        callTold(code, library.add(productOf(step)), panels)
        break
      case 'outer':
        callTold(code, library.add(outerOf(step)), panels)
        break
      case 'sum':
        callTold(code, library.add(sumOf(step)), panels)
        break
      case 'each':
        lanes.callLoop(loopOf(step, library, describeEach), bytesOf(code, panels, step.inputs[0]!), [])
        break
      case 'example':
        lanes.callLoop(loopOf(step, library, describeExample), bytesOf(code, panels, step.inputs[0]!), [])
        break
      case 'hand':
        throw new Error('a step in TypeScript stands between modules')
    }
  }
  library.add(code.done())
  const run = memory.instantiate(encodeModule(library.imports, library.functions), meanings)
  if (run === undefined) throw new Error('a module of block steps cannot be had, though its memory can')
  return run
}

function callTold(code: Code, index: number, panels: Node): void {
  code.statement((out, operand) => {
    operand(0)
    out.all([codes.call, ...unsigned(index)])
  }, panels)
}

function bytesOf(code: Code, panels: Node, { count }: Rows): Node {
  return code.value(scaledBy(count * rowBytes), panels)
}

function addressOf(place: number): number {
  return ownBytes + 8 * place
}

/** Rows by tiles, all panels for each tile: the tile's part of the matrix stays near. */
function productOf({ matrix, from, to, start }: ProductStep): DefinedFunction {
  const { rows, columns, down, across } = matrix
  const nest = new LoopNest()
  const [weights, bias, target] = [nest.integer(), nest.integer(), nest.integer()]
  const [entry, source, at] = [nest.integer(), nest.integer(), nest.integer()]
  const sums = nest.pairs(2 * productTile)
  const halves = nest.pairs(2)
  const weight = nest.pair()
  nest.set(weights, addressOf(matrix.place))
  nest.set(bias, addressOf(typeof start === 'number' ? start : 0))
  nest.set(target, addressOf(to.place))
  const tile = (size: number): void => {
    nest.copy(at, target)
    nest.set(source, addressOf(from.place))
    nest.repeat('as told', () => {
      for (let sum = 0; sum < 2 * size; sum++) {
        const [row, half] = [Math.floor(sum / 2), sum % 2]
        if (start === 'zero') nest.clear(sums[sum]!)
        else if (start === 'there') nest.load(sums[sum]!, at, row * rowBytes + half * halfBytes)
        else nest.loadBoth(sums[sum]!, bias, 8 * row)
      }
      nest.copy(entry, weights)
      nest.repeat(columns, () => {
        for (const [half, numbers] of halves.entries()) nest.load(numbers, source, half * halfBytes)
        for (let row = 0; row < size; row++) {
          nest.loadBoth(weight, entry, 8 * row * down)
          for (const [half, numbers] of halves.entries()) nest.addProduct(sums[2 * row + half]!, weight, numbers)
        }
        nest.advance(source, rowBytes)
        nest.advance(entry, 8 * across)
      })
      for (let sum = 0; sum < 2 * size; sum++)
        nest.store(sums[sum]!, at, Math.floor(sum / 2) * rowBytes + (sum % 2) * halfBytes)
      nest.advance(at, to.count * rowBytes)
    })
  }
  tiles(nest, rows, productTile, tile, (size) => {
    nest.advance(weights, 8 * size * down)
    nest.advance(bias, 8 * size)
    nest.advance(target, size * rowBytes)
  })
  return nest.done()
}

/** What `tile` writes for tiles of a size and for a rest, `next` after each of them. */
function tiles(
  nest: LoopNest,
  count: number,
  size: number,
  tile: (size: number) => void,
  next: (size: number) => void,
): void {
  const [whole, rest] = [Math.floor(count / size), count % size]
  if (whole > 0) {
    nest.repeat(whole, () => {
      tile(size)
      next(size)
    })
  }
  if (rest > 0) {
    tile(rest)
    next(rest)
  }
}

function outerOf({ left, right, into }: OuterStep): DefinedFunction {
  const nest = new LoopNest()
  const [leftRows, rightRows, x, y, target] = Array.from({ length: 5 }, () => nest.integer())
  const sums = nest.pairs(outerTile.rows * outerTile.columns)
  const columnNumbers = nest.pairs(outerTile.columns)
  const rowNumbers = nest.pair()
  nest.set(leftRows!, addressOf(left.place))
  nest.set(target!, addressOf(into))
  const tile = (rows: number, columns: number): void => {
    for (let sum = 0; sum < rows * columns; sum++) nest.clear(sums[sum]!)
    nest.copy(x!, leftRows!)
    nest.copy(y!, rightRows!)
    nest.repeat('as told', () => {
      for (const half of [0, halfBytes]) {
        for (let column = 0; column < columns; column++) nest.load(columnNumbers[column]!, y!, column * rowBytes + half)
        for (let row = 0; row < rows; row++) {
          nest.load(rowNumbers, x!, row * rowBytes + half)
          for (let column = 0; column < columns; column++)
            nest.addProduct(sums[row * columns + column]!, rowNumbers, columnNumbers[column]!)
        }
      }
      nest.advance(x!, left.count * rowBytes)
      nest.advance(y!, right.count * rowBytes)
    })
    for (let sum = 0; sum < rows * columns; sum++)
      nest.addLanes(sums[sum]!, target!, 8 * (Math.floor(sum / columns) * right.count + (sum % columns)))
  }
  const rowsTile = (rows: number): void => {
    nest.set(rightRows!, addressOf(right.place))
    tiles(
      nest,
      right.count,
      outerTile.columns,
      (columns) => tile(rows, columns),
      (columns) => {
        nest.advance(rightRows!, columns * rowBytes)
        nest.advance(target!, 8 * columns)
      },
    )
  }
  tiles(nest, left.count, outerTile.rows, rowsTile, (rows) => {
    nest.advance(leftRows!, rows * rowBytes)
    nest.advance(target!, 8 * (rows - 1) * right.count)
  })
  return nest.done()
}

function sumOf({ rows, into }: SumStep): DefinedFunction {
  const nest = new LoopNest()
  const [first, at, target] = Array.from({ length: 3 }, () => nest.integer())
  const [sum, numbers] = nest.pairs(2)
  nest.set(first!, addressOf(rows.place))
  nest.set(target!, addressOf(into))
  nest.repeat(rows.count, () => {
    nest.clear(sum!)
    nest.copy(at!, first!)
    nest.repeat('as told', () => {
      for (const half of [0, halfBytes]) {
        nest.load(numbers!, at!, half)
        nest.add(sum!, numbers!)
      }
      nest.advance(at!, rows.count * rowBytes)
    })
    nest.addLanes(sum!, target!, 0)
    nest.advance(first!, rowBytes)
    nest.advance(target!, 8)
  })
  return nest.done()
}

/** Where the numbers of one turn of a loop lie: the addresses of a program's inputs and outputs. */
interface Turn {
  readonly inputs: readonly number[]
  readonly outputs: readonly number[]
}

/** A loop of which each turn runs a program at some places, as many bytes beyond as the loop has come. */
interface DescribedLoop {
  readonly stride: number
  readonly turns: readonly Turn[]
}

function describeEach({ inputs, outputs }: EachStep): DescribedLoop {
  const addresses = (rows: readonly Rows[]): number[] => rows.map(({ place }) => addressOf(place))
  return { stride: halfBytes, turns: [{ inputs: addresses(inputs), outputs: addresses(outputs) }] }
}

function describeExample({ inputs, outputs }: ExampleStep): DescribedLoop {
  const { count } = inputs[0]!
  const given = inputs.flatMap(eachRow)
  if ([...given, ...outputs].some(({ rows }) => rows.count !== count)) throw new Error('rows of examples differ')
  const addresses = (of: readonly Row[], half: number): number[] =>
    of.map(({ rows, row }) => addressOf(rows.place) + row * rowBytes + half)
  const turns = [0, halfBytes].map((half) => ({ inputs: addresses(given, half), outputs: addresses(outputs, half) }))
  return { stride: count * rowBytes, turns }
}

/** The loop of a step, among the library's functions. */
function loopOf<Step extends EachStep | ExampleStep>(
  step: Step,
  library: FunctionLibrary,
  describe: (step: Step) => DescribedLoop,
): number {
  const { program } = step
  const { stride, turns } = describe(step)
  const loop = (careful: number | undefined): DefinedFunction => {
    const code = new Code([types.i32, types.i32])
    const lanes = new Lanes(code, 'pair', 'kept')
    const bodies = turns.map(() => new ProgramBody(program, lanes, library))
    code.loop(stride, careful, (offset) => {
      for (const [turn, { inputs, outputs }] of turns.entries()) {
        const body = bodies[turn]!
        if (careful !== undefined) body.inPlace((out) => out.all([codes.branchIf, 0]))
        for (const [register, address] of inputs.entries()) body.take(register, lanes.load(address, offset).node)
        body.compute(() => true)
        const made: Numbers[] = Array.from(program.outputs, (register) => body.value(register))
        for (const [k, numbers] of made.entries()) lanes.store(outputs[k]!, numbers, offset)
      }
    })
    return code.done()
  }
  const careful = library.add(loop(undefined))
  return isShort(library) ? library.add(loop(careful)) : careful
}
