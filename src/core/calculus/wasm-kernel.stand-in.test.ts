import { afterEach, expect, test, vi } from 'vitest'

/** Enough points for a kernel to be compiled on the way. */
const x = Float64Array.from({ length: 10_000 }, (_, i) => i / 250 - 20)
const y = x.map((at) => 3 - at / 11)

/**
 * Values and gradients at some points one by one and at all in rows, by modules loaded afresh, which look for
 * WebAssembly once.
 */
async function gradients(): Promise<Float64Array[]> {
  vi.resetModules()
  const { compileExpression, pointKernel, rowKernel } = await import('./index')
  const { value: expression } = compileExpression('exp(-x^2) + 100*(y - sin(x))^2 / max(x, y)', {
    variables: ['x', 'y'],
  })
  const point = pointKernel(expression!.gradient)
  const points = Array.from({ length: 300 }, (_, i) => {
    const outputs = new Float64Array(3)
    point(Float64Array.of(x[i]!, y[i]!), outputs)
    return outputs
  })
  const row = rowKernel(expression!.gradient)
  const columns = Array.from({ length: 3 }, () => new Float64Array(x.length))
  // The first call is interpreted where few points are, the second compiled.
  for (const length of [5000, x.length]) row([x.subarray(0, length), y.subarray(0, length)], length, columns)
  return [...points, ...columns]
}

const refuse = () => {
  throw new RangeError('refused')
}
const { Memory, Instance } = WebAssembly
const validate = WebAssembly.validate.bind(WebAssembly)
const compile = vi.fn(WebAssembly.Module)

afterEach(() => {
  vi.unstubAllGlobals()
})

test.each([
  ['is missing', undefined],
  ['gets no memory', { Memory: refuse, Module: compile, Instance, validate }],
  ['may not compile', { Memory, Module: refuse, Instance, validate }],
  ['has no lanes', { Memory, Module: compile, Instance, validate: () => false }],
])('the numbers are the same to the last bit where WebAssembly %s', async (_what, webAssembly) => {
  vi.stubGlobal('WebAssembly', { Memory, Module: compile, Instance, validate })
  compile.mockClear()
  const expected = await gradients()
  // One kernel of points and one of rows.
  expect(compile).toHaveBeenCalledTimes(2)
  vi.stubGlobal('WebAssembly', webAssembly)
  expect(await gradients()).toEqual(expected)
})
