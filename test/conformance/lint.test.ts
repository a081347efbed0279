import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'

const linter = new ESLint()

/** The messages that the project's own configuration gives for this text, were it the file. */
async function messagesFor(text: string, file: string): Promise<string[]> {
  const [result] = await linter.lintText(text, { filePath: file })
  return result!.messages.map(({ message }) => message)
}

const value = (expression: string): string => `export const f = (x: number): unknown => ${expression}\n`

describe('the lint rules that keep core the same on every machine', () => {
  const core = 'src/core/elementary/sample.ts'

  it.each(['exp', 'log', 'sin', 'cos', 'tan', 'tanh', 'pow', 'hypot', 'cbrt', 'random', 'log10', 'PI'])(
    'Math.%s is refused in core',
    async (name) => {
      expect(await messagesFor(value(`[Math.${name}, x]`), core)).toEqual([expect.stringContaining('core/elementary')])
    },
  )

  it.each(["Math['exp'](x)", 'Math?.exp(x)', '(({ exp }) => exp(x))(Math)', 'globalThis.Math.exp(x)'])(
    '%s is refused in core',
    async (expression) => {
      expect(await messagesFor(value(expression), core)).not.toEqual([])
    },
  )

  it.each(['x ** 2', '(x **= 2)'])('%s is refused in core', async (expression) => {
    expect(await messagesFor(value(expression), core)).toEqual([expect.stringContaining('**')])
  })

  it.each(['abs', 'sqrt', 'floor', 'ceil', 'trunc', 'round', 'min', 'max', 'sign', 'fround', 'imul', 'clz32'])(
    'Math.%s is accepted in core',
    async (name) => {
      expect(await messagesFor(value(`[Math.${name}, x]`), core)).toEqual([])
    },
  )

  it.each(['Date.now()', 'performance.now()', 'console.log(x)', 'setTimeout(String, x)', "new Function('x')"])(
    '%s is refused in core',
    async (expression) => {
      expect(await messagesFor(value(expression), core)).not.toEqual([])
    },
  )

  it('tests beside the source may use all of them', async () => {
    expect(await messagesFor(value('Math.exp(x) ** 2'), 'src/core/elementary/sample.test.ts')).toEqual([])
  })
})
