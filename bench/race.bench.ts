import { spawnSync } from 'node:child_process'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { compileExpression } from '../src/core/calculus'
import type { Objective } from '../src/core/objectives/objective'
import { expressionObjective } from '../src/core/objectives/expression'
import { findOptimizer } from '../src/core/optimizers/catalogue'
import { checkHyperparameters } from '../src/core/optimizers/hyperparameters'
import { noNoise } from '../src/core/race/noise'
import { createRacer } from '../src/core/race/racer'
import type { Report } from './report'

/** Races on rosenbrock against a hand-written loop of the same rule and function that records the same columns. */
const start = [-1.5, 2] as const
/** Short runs, many times over, interleaved: the medians then tell the two apart on a busy machine too. */
const steps = 20_000
const rounds = 75
const memorySteps = 100_000

type Loop = (lr: number, out: Columns) => void

interface Columns {
  readonly step: Float64Array
  readonly theta: Float64Array
  readonly loss: Float64Array
  readonly gradientNorm: Float64Array
  readonly evaluations: Float64Array
}

function columns(rows: number): Columns {
  const column = (): Float64Array => new Float64Array(rows)
  return {
    step: column(),
    theta: new Float64Array(2 * rows),
    loss: column(),
    gradientNorm: column(),
    evaluations: column(),
  }
}

/**
 * The loops are what one would write by hand: one for each rule, the function and its gradient in it, everything in local
 * numbers, and no option. They record the same columns, of a length known beforehand, and like any loop whose numbers are
 * to be trusted they end where one is not finite: `record` says whether they are.
 */
function record(out: Columns, t: number, x: number, y: number, gx: number, gy: number): boolean {
  const v = y - x * x
  const loss = (1 - x) * (1 - x) + 100 * v * v
  const norm = Math.sqrt(gx * gx + gy * gy)
  out.step[t] = t
  out.theta[2 * t] = x
  out.theta[2 * t + 1] = y
  out.loss[t] = loss
  out.gradientNorm[t] = norm
  out.evaluations[t] = t + 1
  return loss - loss === 0 && norm - norm === 0
}

function slopeX(x: number, y: number): number {
  return -2 * (1 - x) - 400 * x * (y - x * x)
}

function slopeY(x: number, y: number): number {
  return 200 * (y - x * x)
}

const loops: Record<string, { readonly lr: number; readonly run: Loop }> = {
  sgd: {
    lr: 1e-4,
    run(lr, out) {
      let [x, y]: readonly number[] = start
      let gx = slopeX(x, y)
      let gy = slopeY(x, y)
      record(out, 0, x, y, gx, gy)
      for (let t = 1; t <= steps; t++) {
        x -= lr * gx
        y -= lr * gy
        gx = slopeX(x, y)
        gy = slopeY(x, y)
        if (!record(out, t, x, y, gx, gy)) return
      }
    },
  },
  momentum: {
    lr: 1e-4,
    run(lr, out) {
      let [x, y]: readonly number[] = start
      let gx = slopeX(x, y)
      let gy = slopeY(x, y)
      let [bx, by] = [0, 0]
      record(out, 0, x, y, gx, gy)
      for (let t = 1; t <= steps; t++) {
        bx = 0.9 * bx + gx
        by = 0.9 * by + gy
        x -= lr * bx
        y -= lr * by
        gx = slopeX(x, y)
        gy = slopeY(x, y)
        if (!record(out, t, x, y, gx, gy)) return
      }
    },
  },
  nesterov: {
    lr: 1e-4,
    run(lr, out) {
      let [x, y]: readonly number[] = start
      let gx = slopeX(x, y)
      let gy = slopeY(x, y)
      let [bx, by] = [0, 0]
      record(out, 0, x, y, gx, gy)
      for (let t = 1; t <= steps; t++) {
        bx = 0.9 * bx + gx
        by = 0.9 * by + gy
        x -= lr * (gx + 0.9 * bx)
        y -= lr * (gy + 0.9 * by)
        gx = slopeX(x, y)
        gy = slopeY(x, y)
        if (!record(out, t, x, y, gx, gy)) return
      }
    },
  },
  adagrad: {
    lr: 0.1,
    run(lr, out) {
      let [x, y]: readonly number[] = start
      let gx = slopeX(x, y)
      let gy = slopeY(x, y)
      let [sx, sy] = [0, 0]
      record(out, 0, x, y, gx, gy)
      for (let t = 1; t <= steps; t++) {
        sx += gx * gx
        sy += gy * gy
        x -= (lr * gx) / (Math.sqrt(sx) + 1e-10)
        y -= (lr * gy) / (Math.sqrt(sy) + 1e-10)
        gx = slopeX(x, y)
        gy = slopeY(x, y)
        if (!record(out, t, x, y, gx, gy)) return
      }
    },
  },
  rmsprop: {
    lr: 1e-3,
    run(lr, out) {
      let [x, y]: readonly number[] = start
      let gx = slopeX(x, y)
      let gy = slopeY(x, y)
      let [vx, vy] = [0, 0]
      record(out, 0, x, y, gx, gy)
      for (let t = 1; t <= steps; t++) {
        vx = 0.99 * vx + 0.01 * gx * gx
        vy = 0.99 * vy + 0.01 * gy * gy
        x -= (lr * gx) / (Math.sqrt(vx) + 1e-8)
        y -= (lr * gy) / (Math.sqrt(vy) + 1e-8)
        gx = slopeX(x, y)
        gy = slopeY(x, y)
        if (!record(out, t, x, y, gx, gy)) return
      }
    },
  },
  adam: {
    lr: 1e-3,
    run(lr, out) {
      let [x, y]: readonly number[] = start
      let gx = slopeX(x, y)
      let gy = slopeY(x, y)
      let [mx, my, vx, vy, power1, power2] = [0, 0, 0, 0, 1, 1]
      record(out, 0, x, y, gx, gy)
      for (let t = 1; t <= steps; t++) {
        power1 *= 0.9
        power2 *= 0.999
        const stepSize = lr / (1 - power1)
        const correction = Math.sqrt(1 - power2)
        mx += 0.1 * (gx - mx)
        my += 0.1 * (gy - my)
        vx = 0.999 * vx + 0.001 * gx * gx
        vy = 0.999 * vy + 0.001 * gy * gy
        x -= (stepSize * mx) / (Math.sqrt(vx) / correction + 1e-8)
        y -= (stepSize * my) / (Math.sqrt(vy) / correction + 1e-8)
        gx = slopeX(x, y)
        gy = slopeY(x, y)
        if (!record(out, t, x, y, gx, gy)) return
      }
    },
  },
}

function rosenbrockObjective(): Objective {
  const expression = compileExpression('(1-x)^2 + 100*(y-x^2)^2', { variables: ['x', 'y'] }).value!
  return expressionObjective(expression, {})
}

const noStop = { record: 1, stop: {}, seed: 0, noise: noNoise, box: [[-2, 2] as const, [-1, 3] as const] }

/** A race as a worker runs it: some thousands of steps at a time, the rows handed over after each. */
function runRace(id: string, lr: number, objective: Objective, raceSteps = steps) {
  const optimizer = findOptimizer(id)!
  const hyper = checkHyperparameters(optimizer, { lr }, id).value!
  const racer = createRacer({ optimizer, hyper, start }, objective, { ...noStop, steps: raceSteps })
  const chunks = []
  while (racer.ending === undefined) {
    racer.advance(512)
    if (racer.step % 2048 === 0 || racer.ending !== undefined) chunks.push(racer.takeRows())
  }
  return { racer, chunks }
}

function timed(work: () => unknown): number {
  const begun = performance.now()
  work()
  return performance.now() - begun
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]
}

export async function bench(report: Report): Promise<void> {
  // First, while there is no garbage of the timings to be mistaken for it.
  reportMemory(report)
  const objective = rosenbrockObjective()
  for (const [id, { lr, run }] of Object.entries(loops)) {
    const out = columns(steps + 1)
    const { chunks } = runRace(id, lr, objective)
    run(lr, out)
    checkSame(id, out, chunks[0])
    const raceTimes: number[] = []
    const loopTimes: number[] = []
    for (let round = 0; round < rounds; round++) {
      raceTimes.push(timed(() => runRace(id, lr, objective)))
      loopTimes.push(timed(() => run(lr, columns(steps + 1))))
    }
    const [race, loop] = [median(raceTimes), median(loopTimes)]
    report({
      name: `${id} on rosenbrock, recorded, against a hand-written loop`,
      value: race / loop,
      unit: 'times',
      aim: { atMost: 4 },
    })
    report({ name: `${id} on rosenbrock, recorded`, value: (1000 * steps) / race, unit: 'steps/s' })
  }
  reportTorch(report)
}

/** The two must have gone the same way, or their times are not comparable; long runs drift apart by rounding alone. */
function checkSame(id: string, out: Columns, rows: Columns): void {
  const row = 1000
  const error = Math.max(...[2 * row, 2 * row + 1].map((at) => Math.abs(out.theta[at] - rows.theta[at])))
  if (!(error < 1e-9)) throw new Error(`${id}: the hand-written loop is ${error} away at step ${row}`)
}

const torchProgram = `
import time, torch
def run(n):
    p = torch.tensor([-1.5, 2.0], dtype=torch.float64, requires_grad=True)
    o = torch.optim.Adam([p], lr=1e-3)
    for _ in range(n):
        o.zero_grad()
        x, y = p
        ((1 - x) ** 2 + 100 * (y - x ** 2) ** 2).backward()
        o.step()
run(200)
t = time.perf_counter(); run(4000); print(4000 / (time.perf_counter() - t))
`

function reportTorch(report: Report): void {
  const { status, stdout } = spawnSync('python3', ['-c', torchProgram], { encoding: 'utf8' })
  if (status === 0) report({ name: 'PyTorch’s Adam on rosenbrock', value: Number(stdout), unit: 'steps/s' })
  else report({ name: 'PyTorch’s Adam on rosenbrock: PyTorch is absent', value: 0, unit: 'steps/s' })
}

function reportMemory(report: Report): void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const objective = rosenbrockObjective()
  const used = (): number => process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers
  collect()
  const before = used()
  let most = 0
  const kept = Object.entries(loops).map(([id, { lr }]) => {
    const { chunks } = runRace(id, lr, objective, memorySteps)
    most = Math.max(most, used())
    return chunks
  })
  const raw = 6 * (memorySteps + 1) * 6 * 8
  const name = `memory of 6 racers x ${memorySteps} steps, over their raw float64 data`
  report({ name: `${name}, at most while racing`, value: (most - before) / raw, unit: 'times', aim: { atMost: 3 } })
  collect()
  report({ name, value: (used() - before) / raw, unit: 'times', aim: { atMost: 3 } })
  if (kept.length !== 6) throw new Error('the traces must be alive while they are weighed')
}
