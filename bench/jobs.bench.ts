import { pathToFileURL } from 'node:url'
import { surfaceRows } from '../src/core/analysis/maps/surface'
import { compileExpression, rowKernel } from '../src/core/calculus'
import { gridCoordinate, type Domain } from '../src/core/domain'
import { finish } from '../src/core/pieces'
import type { SurfaceSpec } from '../src/engine'
import type { Engine } from '../src/engine/client'
import { createNodeEngine } from '../src/engine/links/node/create-node-engine'
import { median } from './support/median'
import type { Report } from './report'

/**
 * What a surface costs through the engine, with one worker and the arrays in the hands of who asked, beside its kernel:
 * rows that are overwritten again and again, and rows that fill new arrays in this thread. On some machines memory that
 * nobody had before costs more than what is computed into it.
 */
const size = 1024
const expression = '20 + x^2 - 10*cos(2*pi*x) + y^2 - 10*cos(2*pi*y)'
const domain: Domain = { x: [-4, 4], y: [-4, 4] }
const rounds = 40
/** The first of them compile, and fill the memory that the later ones use again. */
const warmUp = 10

export async function bench(report: Report): Promise<void> {
  const engine = createNodeEngine({ threads: 1, workerUrl: pathToFileURL('out/cli/worker.js') })
  for (const gradient of [false, true]) await reportSurface(report, engine, gradient)
  engine.close()
}

async function reportSurface(report: Report, engine: Engine, gradient: boolean): Promise<void> {
  const overwrite = overwritten(gradient)
  const fill = filled(gradient)
  const times = { job: [] as number[], overwritten: [] as number[], filled: [] as number[] }
  for (let round = 0; round < rounds; round++) {
    const begun = performance.now()
    await surfaceJob(engine, gradient, round)
    const asked = performance.now()
    overwrite()
    const calculated = performance.now()
    fill()
    const done = performance.now()
    if (round >= warmUp) {
      times.job.push(asked - begun)
      times.overwritten.push(calculated - asked)
      times.filled.push(done - calculated)
    }
    // For what is compiled beside this thread.
    await new Promise((goOn) => setTimeout(goOn, 5))
  }
  const name = `surface of rastrigin${gradient ? ' with slopes' : ''}`
  const job = median(times.job)
  report({ name: `${name}, job`, value: job, unit: 'ms' })
  report({ name: `${name}, its kernel`, value: median(times.overwritten), unit: 'ms' })
  const aim = { atMost: 1.3 }
  report({ name: `${name}, job against its kernel`, value: job / median(times.overwritten), unit: 'times', aim })
  const inNew = { value: job / median(times.filled), unit: 'times', aim }
  report({ name: `${name}, job against its kernel into new arrays`, ...inNew })
}

async function surfaceJob(engine: Engine, gradient: boolean, round: number): Promise<void> {
  const spec: SurfaceSpec = {
    landscape: { kind: 'expression', expression, parameters: {} },
    // One that differs in its last digits is no cached answer.
    domain: { x: [domain.x[0] - round * 1e-9, domain.x[1]], y: domain.y },
    resolution: [size, size],
    gradient,
  }
  const end = await engine.run('surface', spec).end
  if (end.status !== 'done') throw new Error(`surface ended as ${end.status}`)
}

/** The kernel alone, row after row into the same arrays. */
function overwritten(gradient: boolean): () => void {
  const compiled = compileExpression(expression, { variables: ['x', 'y'] }).value!
  const program = gradient ? compiled.gradient : compiled.value
  const kernel = rowKernel(program)
  const x = Float64Array.from({ length: size }, (_, i) => gridCoordinate(domain.x, i, size))
  const outputs = Array.from(program.outputs, () => new Float64Array(size))
  return () => {
    for (let j = 0; j < size; j++) kernel([x, gridCoordinate(domain.y, j, size)], size, outputs)
  }
}

/** The kernel into arrays that somebody keeps. */
function filled(gradient: boolean): () => unknown {
  const compiled = compileExpression(expression, { variables: ['x', 'y'] }).value!
  const fill = surfaceRows(compiled, [], domain, [size, size], gradient)
  return () => {
    const values = new Float64Array(size * size)
    const gradients = gradient ? new Float64Array(2 * size * size) : undefined
    finish(fill(0, size, values, gradients))
    return [values, gradients]
  }
}
