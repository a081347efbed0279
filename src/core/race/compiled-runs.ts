import { Code } from '../assembly/code'
import { codes, types, type Bytes, type DefinedFunction } from '../assembly/encoding'
import { loadInteger, loadSplat, zero } from '../assembly/instructions'
import { Lanes, Numbers, type Mask } from '../assembly/lanes'
import { cells, hasPairs } from '../assembly/shared-memory'
import { FunctionLibrary } from '../calculus/function-library'
import { isShort, linkLoop } from '../calculus/wasm-kernel'
import { safeSquares } from '../linalg/euclidean-norm'
import { describeRates, describeStep, isShortStep, isWithin, partsOf, runningOf, type StepPrograms } from './step-body'

/** Runs that are stepped together at most, an even number: what they use fits into a core's nearest cache. */
export const mostRuns = 256
/** Steps of a call at most. */
export const stepsInCall = 64

/** A gradient whose entries are all smaller than this has a finite norm, in any dimension that there is memory for. */
export const safeSlope = 1e150

/** Which stop rules are looked at, so that what no race asks for costs nothing. */
export interface RunRules {
  readonly gradientNorm: boolean
  readonly loss: boolean
  readonly stalled: boolean
}

/** Where numbers of runs lie among the cells: single ones, of steps, and columns with one for each run. */
export class RunCells {
  private used = 0
  readonly gradientNormLimit = this.take(1)
  readonly lossLimit = this.take(1)
  readonly stalledFor = this.take(1)
  readonly orientation = this.take(1)
  /** Bytes of a column that are used, a whole number of 32 bits. */
  readonly width = this.take(1)
  readonly settledWithin: number
  /** By coordinate: beyond these a run has escaped. */
  readonly lowest: number
  readonly highest: number
  readonly parameters: number
  readonly constants: number
  /** Each twice, once for each lane. */
  readonly running: number
  /** Of each step. */
  readonly steps = this.take(stepsInCall)
  readonly learningRates = this.take(stepsInCall)
  /** 1 while a run goes on. */
  readonly goesOn: number
  /** The last step of a run that was taken, and the last that moved it. */
  readonly lastStep: number
  readonly settled: number
  readonly values: number
  readonly best: number
  readonly bestStep: number
  /** Columns of coordinates, one after the other; those of the memory vector after vector. */
  readonly theta: number
  readonly gradient: number
  readonly memory: number

  constructor({ dimension: n, gradient, rule }: StepPrograms) {
    this.settledWithin = this.take(n)
    this.parameters = this.take(gradient.inputCount - n)
    this.constants = this.take(rule.constants.length)
    this.lowest = this.take(n)
    this.highest = this.take(n)
    // Two lanes are loaded fastest from one line of the cache.
    this.used += this.used % 2
    this.running = this.take(2 * rule.running.length)
    const column = (count = 1): number => this.take(count * mostRuns)
    this.goesOn = column()
    this.lastStep = column()
    this.settled = column()
    this.values = column()
    this.best = column()
    this.bestStep = column()
    this.theta = column(n)
    this.gradient = column(n)
    this.memory = column(n * rule.memory.length)
  }

  get size(): number {
    return this.used
  }

  private take(count: number): number {
    this.used += count
    return this.used - count
  }
}

/** Steps of many runs in one module. */
export interface CompiledRuns {
  readonly places: RunCells
  /**
   * Takes so many steps of all runs that go on. One goes on no more after a step that meets a stop rule, or may; and
   * before one whose loss or gradient is not plainly finite, which is not taken.
   */
  readonly run: (steps: number) => void
}

/** Undefined where it cannot be had: see `compiledKernel`. */
export function compiledRuns(programs: StepPrograms, rules: RunRules): CompiledRuns | undefined {
  const places = new RunCells(programs)
  if (!hasPairs || !isShortStep(programs) || places.size > cells.length) return undefined
  const library = new FunctionLibrary(partsOf(programs), 'pair')
  const careful = library.add(stepOf(programs, rules, places, library))
  const step = library.add(stepOf(programs, rules, places, library, careful))
  const run = linkLoop(library, library.add(stepsOf(programs, places, library, step)))
  return run && { places, run: (steps) => run(8 * steps) }
}

/**
 * A step of all runs, two at a time. Passed are its number and what the runs share. The first form takes care of runs
 * that go on no more, lane by lane; where one of a pair does, the second, quick one leaves the pair to it.
 */
function stepOf(
  programs: StepPrograms,
  rules: RunRules,
  places: RunCells,
  library: FunctionLibrary,
  careful?: number,
): DefinedFunction {
  const { dimension: n, gradient, rule } = programs
  const known = 1 + rule.rates.length + rule.constants.length
  const parameters = gradient.inputCount - n
  const passed = Array.from({ length: 1 + known + parameters }, () => types.v128)
  const code = new Code([types.i32, types.i32, ...passed])
  const lanes = new Lanes(code, 'pair', 'kept')
  const [step, ...shared] = passed.map((_, index) => new Numbers(lanes, code.parameter(2 + index))) as [
    Numbers,
    ...Numbers[],
  ]
  const cell = (place: number): Numbers => lanes.load(8 * place)
  const leave = (out: Bytes): void => out.all([codes.branchIf, 0])
  const site = { programs, lanes, library, leave: careful !== undefined && isShort(library) ? leave : undefined }
  code.loop(16, careful, (offset) => {
    const load = (place: number): Numbers => lanes.load(8 * place, offset)
    const columns = (place: number, count: number): number[] =>
      Array.from({ length: count }, (_, k) => place + k * mostRuns)
    const [thetas, gradients] = [columns(places.theta, n), columns(places.gradient, n)]
    const memory = rule.memory.map((_, k) => columns(places.memory + k * n * mostRuns, n))
    const from = { theta: thetas.map(load), gradient: gradients.map(load), memory: memory.map((of) => of.map(load)) }
    const to = describeStep(site, from, shared.slice(0, known), shared.slice(known))

    const hasMoved = any(to.update.map((by, j) => by.abs().greater(cell(places.settledWithin + j))))
    const after: (readonly [place: number, number: Numbers])[] = [
      [places.settled, hasMoved.choose(step, load(places.settled))],
      [places.values, to.value],
      ...thetas.map((place, j) => [place, to.theta[j]!] as const),
      ...gradients.map((place, j) => [place, to.gradient[j]!] as const),
      ...memory.flatMap((of, k) => of.map((place, j) => [place, to.memory[k]![j]!] as const)),
    ]
    const goesOn = to.theta.map((x, j) => isWithin(x, cell(places.lowest + j), cell(places.highest + j)))
    if (rules.gradientNorm) {
      const squares = to.gradient.map((slope) => slope.square()).reduce((sum, next) => sum.plus(next))
      goesOn.push(squares.sqrt().lessEqual(cell(places.gradientNormLimit)).not())
      // Where they are not safe the racer has another way to the norm.
      goesOn.push(squares.between(safeSquares.least, safeSquares.largest))
    }
    if (rules.loss) goesOn.push(to.value.lessEqual(cell(places.lossLimit)).not())
    if (rules.stalled) {
      const isBetter = load(places.best).minus(to.value).times(cell(places.orientation)).greater(0)
      const bestStep = isBetter.choose(step, load(places.bestStep))
      after.push([places.best, isBetter.choose(to.value, load(places.best))], [places.bestStep, bestStep])
      goesOn.push(step.minus(bestStep).less(cell(places.stalledFor)))
    }
    const isTaken = all([
      load(places.goesOn).greater(0),
      to.value.minus(to.value).equals(0),
      ...to.gradient.map((slope) => slope.abs().less(safeSlope)),
      ...to.theta.map((x) => x.minus(x).equals(0)),
    ])
    if (careful === undefined) {
      for (const [place, number] of after) lanes.store(8 * place, isTaken.choose(number, load(place)), offset)
      lanes.store(8 * places.lastStep, isTaken.choose(step, load(places.lastStep)), offset)
      lanes.store(8 * places.goesOn, all([isTaken, ...goesOn]).number(), offset)
    } else {
      lanes.unless(all([isTaken, ...goesOn]), leave)
      for (const [place, number] of after) lanes.store(8 * place, number, offset)
      lanes.store(8 * places.lastStep, step, offset)
    }
  })
  return code.done()
}

function all(masks: readonly Mask[]): Mask {
  return masks.reduce((every, each) => every.and(each))
}

function any(masks: readonly Mask[]): Mask {
  return masks.reduce((some, each) => some.or(each))
}

/** The loop over steps, with what all runs share at each. */
function stepsOf(programs: StepPrograms, places: RunCells, library: FunctionLibrary, step: number): DefinedFunction {
  const { dimension: n, gradient, rule } = programs
  const code = new Code([types.i32, types.i32])
  const lanes = new Lanes(code, 'pair')
  const both = (place: number, count: number): Numbers[] =>
    Array.from(
      { length: count },
      (_, k) => new Numbers(lanes, code.value(loadSplat(8 * (place + k)), code.value(zero))),
    )
  code.loop(8, undefined, (offset) => {
    const at = (place: number): Numbers => new Numbers(lanes, code.value(loadSplat(8 * place), offset))
    const [number, learningRate] = [at(places.steps), at(places.learningRates)]
    const constants = both(places.constants, rule.constants.length)
    const running = rule.running.map((_, k) => lanes.load(8 * (places.running + 2 * k), code.value(zero)))
    const site = { programs, lanes, library, leave: undefined }
    const rates = describeRates(site, { step: number, learningRate, running, constants })
    for (const [k, next] of runningOf(programs, rates).entries()) lanes.store(8 * (places.running + 2 * k), next)
    const parameters = both(places.parameters, gradient.inputCount - n)
    const width = code.value(loadInteger(8 * places.width), code.value(zero))
    lanes.callLoop(step, width, [number, learningRate, ...rates, ...constants, ...parameters])
  })
  return code.done()
}
