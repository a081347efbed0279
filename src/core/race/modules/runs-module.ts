import { Code, plain, type Node } from '../../assembly/code'
import { codes, types, type Bytes, type DefinedFunction } from '../../assembly/encoding'
import { integer, loadInteger, loadSplat, scaledBy, zero } from '../../assembly/instructions'
import { Lanes, Numbers, type Mask } from '../../assembly/lanes'
import { cells, hasPairs } from '../../assembly/shared-memory'
import { FunctionLibrary } from '../../calculus/function-library'
import { isShort, linkLoop } from '../../calculus/wasm-kernel'
import { safeSquares } from '../../linalg/euclidean-norm'
import { all, areFinite, describeArrival, describeMove, describeRates, runningOf, stopMasks } from './step-body'
import { isShortStep, partsOf, type StepPrograms, type StopChecks } from './step-programs'
import { StepCells } from './step-cells'

/** Runs that are stepped together at most, an even number: what they use fits into a core's nearest cache. */
export const mostRuns = 256
/** So many runs are moved before the first of them is looked at, a few pairs. */
const ahead = 4
/** Cells from one column to the next: as many as are moved ahead come before the first run, and are nobody's. */
export const pitch = ahead + mostRuns
/** Steps of a call at most. */
export const stepsInCall = 256

/** A gradient whose entries are all smaller than this has a finite norm, in any dimension that there is memory for. */
export const safeSlope = 1e150

/** Where numbers of runs lie among the cells: single ones, of steps, and columns with one for each run. */
export class RunCells extends StepCells {
  /** Bytes of a column that are used, a whole number of 32 bits. */
  readonly width = this.take(1)
  /** By coordinate: an update beyond these has moved a run. */
  readonly settledWithin: number
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
  readonly best: number
  readonly bestStep: number
  /**
   * What a step computes of a run lies in one of two banks: it reads that of the step before and writes the other. Of
   * the first bank these are the columns of coordinates, those of the memory vector after vector.
   */
  readonly values: number
  readonly theta: number
  readonly gradient: number
  readonly memory: number
  readonly update: number
  /** Cells from a column of the first bank to that of the second. */
  readonly bank: number

  constructor(programs: StepPrograms) {
    super(programs)
    const { dimension: n, rule } = programs
    this.settledWithin = this.take(n)
    this.running = this.take(2 * rule.running.length, true)
    const column = (count = 1): number => this.take(count * pitch) + ahead
    this.goesOn = column()
    this.lastStep = column()
    this.settled = column()
    this.best = column()
    this.bestStep = column()
    this.values = column()
    this.theta = column(n)
    this.gradient = column(n)
    this.memory = column(n * rule.memory.length)
    this.update = column(n)
    this.bank = this.size - (this.values - ahead)
    this.take(this.bank + ahead)
  }
}

/** Steps of many runs in one module. */
export interface RunsModule {
  readonly places: RunCells
  /**
   * Takes so many steps of all runs that go on; after an odd number they are in the second bank. One goes on no more
   * after a step that meets a stop rule, or may; and before one whose loss or gradient is not plainly finite, which is
   * not taken.
   */
  readonly run: (steps: number) => void
}

/** Undefined where it cannot be had: see `compiledKernel`. */
export function runsModule(programs: StepPrograms, rules: StopChecks): RunsModule | undefined {
  const places = new RunCells(programs)
  if (!hasPairs || !isShortStep(programs) || places.size > cells.length) return undefined
  const library = new FunctionLibrary(partsOf(programs), 'pair')
  const site = { programs, rules, places, library }
  const careful = library.add(stepOf(site))
  const step = library.add(stepOf(site, careful))
  const run = linkLoop(library, library.add(stepsOf(site, step)))
  return run && { places, run: (steps) => run(8 * steps) }
}

interface Site {
  readonly programs: StepPrograms
  readonly rules: StopChecks
  readonly places: RunCells
  readonly library: FunctionLibrary
}

/** A loop over runs, two at a time, that is passed where the banks begin that it reads and writes, and numbers. */
class RunLoop {
  readonly code: Code
  readonly lanes: Lanes
  readonly passed: readonly Numbers[]
  private offset: Node = 0
  /** Added to the places of columns. */
  private shift = 0

  constructor(count: number) {
    const passed = Array.from({ length: count }, () => types.v128)
    this.code = new Code([types.i32, types.i32, types.i32, types.i32, ...passed])
    this.lanes = new Lanes(this.code, 'pair', 'kept')
    this.passed = passed.map((_, k) => new Numbers(this.lanes, this.code.parameter(4 + k)))
  }

  /** See `Code.loop`. */
  loop(instead: number | undefined, body: () => void): DefinedFunction {
    this.code.loop(16, instead, (offset) => {
      this.offset = offset
      body()
    })
    return this.code.done()
  }

  /** A number that all runs share. */
  cell(place: number): Numbers {
    return this.lanes.load(8 * place)
  }
  /** From here on columns are those of a pair that was moved before. */
  stepBack(): void {
    this.shift = -ahead
  }
  load(place: number): Numbers {
    return this.lanes.load(this.address(place), this.offset)
  }
  store(place: number, numbers: Numbers): void {
    this.lanes.store(this.address(place), numbers, this.offset)
  }
  /** Of the bank that is read, and of that which is written. */
  before(place: number): Numbers {
    return this.lanes.load(this.address(place), this.code.value(sum, this.offset, this.code.parameter(2)))
  }
  after(place: number): Numbers {
    return this.lanes.load(this.address(place), this.code.value(sum, this.offset, this.code.parameter(3)))
  }
  put(place: number, numbers: Numbers): void {
    this.lanes.store(this.address(place), numbers, this.code.value(sum, this.offset, this.code.parameter(3)))
  }

  private address(place: number): number {
    return 8 * (place + this.shift)
  }
}

const sum = plain(types.i32, 2, codes.i32Add)

/** The cells of so many columns one after the other. */
function columns(place: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, k) => place + k * pitch)
}

/** Moves one coordinate of a pair of runs. */
function move(loop: RunLoop, { programs, places, library }: Site, j: number, known: readonly Numbers[]): void {
  const { dimension: n, rule } = programs
  const site = { programs, lanes: loop.lanes, library, leave: undefined }
  const memoryPlaces = rule.memory.map((_, k) => places.memory + (k * n + j) * pitch)
  const theta = loop.before(places.theta + j * pitch)
  const gradient = loop.before(places.gradient + j * pitch)
  const memory = memoryPlaces.map((at) => loop.before(at))
  const { update, memory: next } = describeMove(site, { theta, gradient, memory }, known)
  loop.put(places.update + j * pitch, update)
  loop.put(places.theta + j * pitch, theta.plus(update))
  for (const [k, at] of memoryPlaces.entries()) loop.put(at, next[k]!)
}

/**
 * One step of all runs: moves a pair, then evaluates J where one of those before it has moved to and looks at what is
 * there, so that a processor has something to do while it waits for the roots and quotients of a move. The first form
 * takes care of runs that go on no more, lane by lane, and finds its pair moved; where one of a pair does, the second,
 * quick one leaves the pair to it.
 */
function stepOf(site: Site, careful?: number): DefinedFunction {
  const { programs, rules, places, library } = site
  const { dimension: n, gradient, rule } = programs
  const knownCount = 1 + rule.rates.length + rule.constants.length
  const loop = new RunLoop(1 + knownCount + gradient.inputCount - n)
  const { lanes } = loop
  const step = loop.passed[0]!
  const known = loop.passed.slice(1, 1 + knownCount)
  const parameters = loop.passed.slice(1 + knownCount)
  const leave = (out: Bytes): void => out.all([codes.branchIf, 0])
  const arrival = { programs, lanes, library, leave: careful !== undefined && isShort(library) ? leave : undefined }
  return loop.loop(careful, () => {
    if (careful !== undefined) for (let j = 0; j < n; j++) move(loop, site, j, known)
    loop.stepBack()
    const theta = columns(places.theta, n).map((place) => loop.after(place))
    const { value, gradient: slopes } = describeArrival(arrival, theta, parameters)
    const hasMoved = any(
      columns(places.update, n).map((place, j) =>
        loop
          .after(place)
          .abs()
          .greater(loop.cell(places.settledWithin + j)),
      ),
    )
    const single: (readonly [place: number, number: Numbers])[] = [
      [places.settled, hasMoved.choose(step, loop.load(places.settled))],
    ]
    const squares = slopes.map((slope) => slope.square()).reduce((total, next) => total.plus(next))
    const best = loop.load(places.best)
    const isBetter = best.minus(value).times(loop.cell(places.orientation)).greater(0)
    const bestStep = isBetter.choose(step, loop.load(places.bestStep))
    if (rules.stalled) single.push([places.best, isBetter.choose(value, best)], [places.bestStep, bestStep])
    const norm = squares.sqrt()
    const goesOn = stopMasks(rules, (place) => loop.cell(place), places, { theta, value, norm, step, bestStep })
    // Where they are not safe the racer has another way to the norm.
    if (rules.gradientNorm) goesOn.push(squares.between(safeSquares.least, safeSquares.largest))
    const isTaken = all([
      loop.load(places.goesOn).greater(0),
      areFinite([...theta, value]),
      ...slopes.map((slope) => slope.abs().less(safeSlope)),
    ])
    const arrived = [value, ...slopes]
    const columnPlaces = [places.values, ...columns(places.gradient, n)]
    if (careful === undefined) {
      for (const [place, number] of single) loop.store(place, isTaken.choose(number, loop.load(place)))
      loop.store(places.lastStep, isTaken.choose(step, loop.load(places.lastStep)))
      loop.store(places.goesOn, all([isTaken, ...goesOn]).number())
      for (const [k, place] of columnPlaces.entries()) loop.put(place, isTaken.choose(arrived[k]!, loop.before(place)))
      // These have been written by the move.
      for (const place of [...columns(places.theta, n), ...columns(places.memory, n * rule.memory.length)])
        loop.put(place, isTaken.choose(loop.after(place), loop.before(place)))
    } else {
      lanes.unless(all([isTaken, ...goesOn]), leave)
      for (const [place, number] of single) loop.store(place, number)
      loop.store(places.lastStep, step)
      for (const [k, place] of columnPlaces.entries()) loop.put(place, arrived[k]!)
    }
  })
}

function any(masks: readonly Mask[]): Mask {
  return masks.reduce((some, each) => some.or(each))
}

/** The loop over steps, with what all runs share at each. */
function stepsOf({ programs, places, library }: Site, stepOfAll: number): DefinedFunction {
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
    const [step, learningRate] = [at(places.steps), at(places.learningRates)]
    const constants = both(places.constants, rule.constants.length)
    const running = rule.running.map((_, k) => lanes.load(8 * (places.running + 2 * k), code.value(zero)))
    const site = { programs, lanes, library, leave: undefined }
    const rates = describeRates(site, { step, learningRate, running, constants })
    for (const [k, next] of runningOf(programs, rates).entries()) lanes.store(8 * (places.running + 2 * k), next)
    const width = code.value(loadInteger(8 * places.width), code.value(zero))
    const limit = code.value(sum, width, code.value(integer(8 * ahead)))
    // Offsets are those of doubles: that of an odd step has the bit of eight.
    const isOdd = code.value(plain(types.i32, 2, codes.i32And), offset, code.value(integer(8)))
    const from = code.value(scaledBy(places.bank), isOdd)
    const to = code.value(plain(types.i32, 2, codes.i32Subtract), code.value(integer(8 * places.bank)), from)
    const parameters = both(places.parameters, gradient.inputCount - n)
    lanes.callLoop(stepOfAll, limit, [step, learningRate, ...rates, ...constants, ...parameters], [from, to])
  })
  return code.done()
}
