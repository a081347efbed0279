import type { Program } from '../calculus'
import { interpretedKernel } from '../calculus/interpreted-kernel'
import type { PointKernel, RowKernel } from '../calculus/kernel'
import { interpretedRowKernel } from '../calculus/row-kernel'
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
  type SumStep,
} from './block-steps'

/**
 * Block steps in TypeScript: what stands where WebAssembly or two lanes cannot be had, and what the assembled ones are
 * compared with, to the last bit.
 */
export function plainRunner(size: number): BlockRunner {
  const numbers = new Float64Array(size)
  return {
    numbers,
    run(steps, examples) {
      const panels = panelsOf(examples)
      for (const step of steps) runStep(step, numbers, panels, examples)
    },
  }
}

function runStep(step: BlockStep, numbers: Float64Array, panels: number, examples: number): void {
  switch (step.kind) {
    case 'product':
      return runProduct(step, numbers, panels)
    case 'outer':
      return runOuter(step, numbers, panels)
    case 'sum':
      return runSum(step, numbers, panels)
    case 'each':
      return runEach(step, numbers, panels)
    case 'example':
      return runExample(step, numbers, panels)
    case 'hand':
      return step.run(numbers, examples)
  }
}

function runProduct({ matrix, from, to, start }: ProductStep, numbers: Float64Array, panels: number): void {
  const { place, rows, columns, down, across } = matrix
  for (let panel = 0; panel < panels; panel++) {
    const source = from.place + panel * from.count * panelSize
    for (let row = 0; row < rows; row++) {
      const at = to.place + (panel * to.count + row) * panelSize
      const isThere = start === 'there'
      const bias = typeof start === 'number' ? numbers[start + row]! : 0
      let a = isThere ? numbers[at]! : bias
      let b = isThere ? numbers[at + 1]! : bias
      let c = isThere ? numbers[at + 2]! : bias
      let d = isThere ? numbers[at + 3]! : bias
      let entry = place + row * down
      for (let k = 0, next = source; k < columns; k++, next += panelSize, entry += across) {
        const weight = numbers[entry]!
        a += weight * numbers[next]!
        b += weight * numbers[next + 1]!
        c += weight * numbers[next + 2]!
        d += weight * numbers[next + 3]!
      }
      numbers[at] = a
      numbers[at + 1] = b
      numbers[at + 2] = c
      numbers[at + 3] = d
    }
  }
}

function runOuter({ left, right, into }: OuterStep, numbers: Float64Array, panels: number): void {
  const [leftStride, rightStride] = [left.count * panelSize, right.count * panelSize]
  for (let row = 0; row < left.count; row++) {
    for (let column = 0; column < right.count; column++) {
      let even = 0
      let odd = 0
      let x = left.place + row * panelSize
      let y = right.place + column * panelSize
      for (let panel = 0; panel < panels; panel++, x += leftStride, y += rightStride) {
        even += numbers[x]! * numbers[y]!
        odd += numbers[x + 1]! * numbers[y + 1]!
        even += numbers[x + 2]! * numbers[y + 2]!
        odd += numbers[x + 3]! * numbers[y + 3]!
      }
      numbers[into + row * right.count + column]! += even + odd
    }
  }
}

function runSum({ rows, into }: SumStep, numbers: Float64Array, panels: number): void {
  for (let row = 0; row < rows.count; row++) {
    let even = 0
    let odd = 0
    for (let panel = 0; panel < panels; panel++) {
      const at = rows.place + (panel * rows.count + row) * panelSize
      even += numbers[at]!
      odd += numbers[at + 1]!
      even += numbers[at + 2]!
      odd += numbers[at + 3]!
    }
    numbers[into + row]! += even + odd
  }
}

const rowKernels = new WeakMap<Program, RowKernel>()
const pointKernels = new WeakMap<Program, PointKernel>()

function runEach({ program, inputs, outputs }: EachStep, numbers: Float64Array, panels: number): void {
  let kernel = rowKernels.get(program)
  if (kernel === undefined) rowKernels.set(program, (kernel = interpretedRowKernel(program)))
  const count = panels * inputs[0]!.count * panelSize
  const column = ({ place }: Rows): Float64Array => numbers.subarray(place, place + count)
  kernel(inputs.map(column), count, outputs.map(column))
}

function runExample({ program, inputs, outputs }: ExampleStep, numbers: Float64Array, panels: number): void {
  let kernel = pointKernels.get(program)
  if (kernel === undefined) pointKernels.set(program, (kernel = interpretedKernel(program)))
  const place = ({ rows, row }: Row): readonly [place: number, stride: number] => {
    return [rows.place + row * panelSize, rows.count * panelSize]
  }
  const [sources, targets] = [inputs.flatMap(eachRow).map(place), outputs.map(place)]
  const given = new Float64Array(sources.length)
  const made = new Float64Array(program.outputs.length)
  for (let panel = 0; panel < panels; panel++) {
    for (let lane = 0; lane < panelSize; lane++) {
      for (const [k, [at, stride]] of sources.entries()) given[k] = numbers[at + panel * stride + lane]!
      kernel(given, made)
      for (const [k, value] of made.entries()) {
        const [at, stride] = targets[k]!
        numbers[at + panel * stride + lane] = value
      }
    }
  }
}
