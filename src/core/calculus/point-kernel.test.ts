import { afterEach, expect, test, vi } from 'vitest'

/** Enough calls for the kernel to be compiled on the way. */
const points = Array.from({ length: 300 }, (_, i) => Float64Array.of(i / 7 - 20, 3 - i / 11))

/** Values and gradients at the points, by modules loaded afresh: they look for WebAssembly only once. */
async function gradients(): Promise<number[][]> {
  vi.resetModules()
  const { compileExpression, pointKernel } = await import('./index')
  const { value: expression } = compileExpression('exp(-x^2) + 100*(y - sin(x))^2 / max(x, y)', {
    variables: ['x', 'y'],
  })
  const kernel = pointKernel(expression!.gradient)
  return points.map((point) => {
    const outputs = new Float64Array(3)
    kernel(point, outputs)
    return [...outputs]
  })
}

const refuse = () => {
  throw new RangeError('refused')
}
const { Memory } = WebAssembly
const compile = vi.fn(WebAssembly.Module)

afterEach(() => {
  vi.unstubAllGlobals()
})

test.each([
  ['is missing', undefined],
  ['gets no memory', { ...WebAssembly, Memory: refuse }],
  ['may not compile', { Memory, Module: refuse }],
])('the numbers are the same to the last bit where WebAssembly %s', async (_what, webAssembly) => {
  vi.stubGlobal('WebAssembly', { Memory, Module: compile, Instance: WebAssembly.Instance })
  compile.mockClear()
  const expected = await gradients()
  expect(compile).toHaveBeenCalledTimes(1)
  vi.stubGlobal('WebAssembly', webAssembly)
  expect(await gradients()).toEqual(expected)
})
