import { Code } from '../../assembly/code'
import { codes, types, type Bytes, type DefinedFunction } from '../../assembly/encoding'
import { scaledBy, writeZero } from '../../assembly/instructions'
import { Lanes, type Numbers } from '../../assembly/lanes'
import { cells } from '../../assembly/shared-memory'
import { FunctionLibrary } from '../../calculus/function-library'
import { isShort, linkLoop } from '../../calculus/wasm-kernel'
import { safeSquares } from '../../linalg/euclidean-norm'
import { all, areFinite, describeArrival, describeMove, describeRates, runningOf, stopMasks } from './step-body'
import { isShortStep, partsOf, type StepPrograms, type StopChecks } from './step-programs'
import { StepCells } from './step-cells'

/** Steps of a call at most. */
export const stepsInCall = 512

/** Where numbers of a race lie among the cells. */
export class RaceCells extends StepCells {
  /** 1 while steps are taken; 0 once one was left to the racer. */
  readonly goesOn = this.take(1)
  readonly bestLoss = this.take(1)
  readonly bestStep = this.take(1)
  /** The last step taken. */
  readonly lastStep = this.take(1)
  readonly theta: number
  readonly gradient: number
  /** Vector after vector. */
  readonly memory: number
  readonly running: number
  /** A column: of each step. */
  readonly learningRates: number
  /** Columns: the number of each step, and what was there after it. */
  readonly steps: number
  readonly losses: number
  readonly norms: number
  /** Row by row. */
  readonly thetas: number

  constructor(programs: StepPrograms) {
    super(programs)
    const { dimension: n, rule } = programs
    this.theta = this.take(n)
    this.gradient = this.take(n)
    this.memory = this.take(n * rule.memory.length)
    this.running = this.take(rule.running.length)
    this.learningRates = this.take(stepsInCall)
    this.steps = this.take(stepsInCall)
    this.losses = this.take(stepsInCall)
    this.norms = this.take(stepsInCall)
    this.thetas = this.take(stepsInCall * n)
  }
}

/** Steps of a racer in one module. */
export interface RaceModule {
  readonly places: RaceCells
  /**
   * Takes so many steps, at most `stepsInCall`, each as the racer does: theta, gradient and memory move on, and a row
   * is written for each. It takes none from that on whose loss, gradient or point is not plainly finite, or which
   * meets a stop rule, and leaves `goesOn` 0; that step and what follows is the racer’s.
   */
  readonly run: (steps: number) => void
}

/** The loop over steps. `careful` is the same for one step whose arguments of functions are not plain. */
function stepsOf(
  programs: StepPrograms,
  rules: StopChecks,
  places: RaceCells,
  library: FunctionLibrary,
  careful: number | undefined,
): DefinedFunction {
  const { dimension: n, gradient, rule } = programs
  const code = new Code([types.i32, types.i32])
  const lanes = new Lanes(code, 'single', 'kept')
  const cell = (place: number): Numbers => lanes.load(8 * place)
  const cellsFrom = (place: number, count: number): Numbers[] =>
    Array.from({ length: count }, (_, k) => cell(place + k))
  const end = (out: Bytes): void => out.all([codes.if, types.none, codes.return, codes.end])
  const endAll = (out: Bytes): void => {
    out.all([codes.if, types.none])
    writeZero(out, 8 * places.goesOn)
    out.all([codes.return, codes.end])
  }
  code.loop(8, careful, (offset) => {
    const row = (column: number): Numbers => lanes.load(8 * column, offset)
    // The careful form has ended the race.
    if (careful !== undefined) lanes.unless(cell(places.goesOn).greater(0), end)
    const site = {
      programs,
      lanes,
      library,
      leave: careful === undefined ? undefined : (out: Bytes): void => out.all([codes.branchIf, 0]),
    }
    const step = cell(places.lastStep).plus(1)
    const learningRate = row(places.learningRates)
    const constants = cellsFrom(places.constants, rule.constants.length)
    const running = cellsFrom(places.running, rule.running.length)
    const rates = describeRates(site, { step, learningRate, running, constants })
    const known = [learningRate, ...rates, ...constants]
    const moved = Array.from({ length: n }, (_, j) => {
      const from = cell(places.theta + j)
      const memory = rule.memory.map((_, k) => cell(places.memory + k * n + j))
      const move = describeMove(site, { theta: from, gradient: cell(places.gradient + j), memory }, known)
      return { theta: from.plus(move.update), memory: move.memory }
    })
    const theta = moved.map((to) => to.theta)
    const memory = rule.memory.flatMap((_, k) => moved.map((to) => to.memory[k]!))
    const parameters = cellsFrom(places.parameters, gradient.inputCount - n)
    const { value, gradient: slopes } = describeArrival(site, theta, parameters)
    const squares = slopes.map((slope) => slope.square()).reduce((sum, next) => sum.plus(next))
    const norm = squares.sqrt()
    const isBetter = cell(places.bestLoss).minus(value).times(cell(places.orientation)).greater(0)
    const bestLoss = isBetter.choose(value, cell(places.bestLoss))
    const bestStep = isBetter.choose(step, cell(places.bestStep))
    const checks = [
      ...stopMasks(rules, cell, places, { theta, value, norm, step, bestStep }),
      areFinite([...theta, value]),
      squares.between(safeSquares.least, safeSquares.largest),
    ]
    lanes.unless(all(checks), endAll)

    const keep = (place: number, values: readonly Numbers[]): void => {
      for (const [k, value] of values.entries()) lanes.store(8 * (place + k), value)
    }
    keep(places.bestLoss, [bestLoss])
    keep(places.bestStep, [bestStep])
    keep(places.lastStep, [step])
    keep(places.theta, theta)
    keep(places.gradient, slopes)
    keep(places.memory, memory)
    keep(places.running, runningOf(programs, rates))
    lanes.store(8 * places.steps, step, offset)
    lanes.store(8 * places.losses, value, offset)
    lanes.store(8 * places.norms, norm, offset)
    const point = code.value(scaledBy(n), offset)
    for (const [j, coordinate] of theta.entries()) lanes.store(8 * (places.thetas + j), coordinate, point)
  })
  return code.done()
}

/** Undefined where it cannot be had: see `compiledKernel`. */
export function raceModule(programs: StepPrograms, rules: StopChecks): RaceModule | undefined {
  const places = new RaceCells(programs)
  if (!isShortStep(programs) || places.size > cells.length) return undefined
  const library = new FunctionLibrary(partsOf(programs), 'single')
  let steps = library.add(stepsOf(programs, rules, places, library, undefined))
  if (isShort(library)) steps = library.add(stepsOf(programs, rules, places, library, steps))
  const run = linkLoop(library, steps)
  return run && { places, run: (count) => run(8 * count) }
}
