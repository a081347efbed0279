import { describe, expect, test } from 'vitest'
import { basin } from '../../test/support/command-in-process'

const softplus = JSON.stringify({
  basin: 1,
  landscape: { kind: 'expression', expression: 'log(1+exp(-x))', domain: { x: [-2, 12], y: [-1, 1] } },
  start: [0, 0],
  steps: 2000,
  racers: [{ optimizer: 'sgd', lr: 1 }],
})

interface Fitted {
  readonly racers: readonly { readonly fit: Readonly<Record<string, number | string>> }[]
}

async function fitted(...options: string[]): Promise<Fitted['racers'][0]['fit']> {
  const { stdout } = await basin(['race', '-', ...options, '--json'], { input: softplus })
  return (JSON.parse(stdout) as Fitted).racers[0]!.fit
}

describe('a law that is fitted', () => {
  test('is the power of gradient descent where there is no curvature, 1/k', async () => {
    const fit = await fitted('--fit', '200,2000', '--optimum', '0')
    expect(fit).toMatchObject({ law: 'power', from: 200, to: 2000, points: 1801 })
    expect(Math.abs((fit['slope'] as number) + 1)).toBeLessThan(0.01)
    expect(fit['standardError']).toBeLessThan(1e-4)
  })

  test('of seeds is of their mean, which is the race’s own where nothing is drawn', async () => {
    const options = ['--fit', '200,2000', '--optimum', '0', '--record', '10']
    expect(await fitted(...options, '--seeds', '2')).toEqual(await fitted(...options))
  })

  test('is of another quantity and by another law', async () => {
    const fit = await fitted('--fit', '1,100', '--law', 'geometric', '--quantity', 'gradient-norm')
    expect(Object.keys(fit)).toEqual(['law', 'from', 'to', 'points', 'slope', 'standardError', 'factor'])
    expect(fit['factor']).toBe(Math.exp(fit['slope'] as number))
  })

  test('is a table for a person', async () => {
    const { stdout } = await basin(['race', '-', '--fit', '200,2000', '--optimum', '0'], { input: softplus })
    expect(stdout).toMatch(/\nfit of excess over steps 200 to 2000\nracer +slope +std\. error +rows\nsgd +-1\.00\d+ /)
  })

  test.each([
    [['--fit', '10'], '--fit: expected steps FROM,TO with 0 <= FROM < TO, got "10"'],
    [['--fit', '20,10'], '--fit: expected steps FROM,TO'],
    [['--fit', '1,100'], '--optimum: excess of a landscape whose lowest loss is not known; give it: --optimum 0'],
    [['--law', 'power'], '--law: law power without steps to fit it over'],
    [['--fit', '1,100', '--optimum', 'low'], '--optimum: expected finite numbers'],
  ])('refuses %j in one line', async (options, message) => {
    const { code, stderr } = await basin(['race', '-', ...options], { input: softplus })
    expect([code, stderr.split('\n')[0]]).toEqual([2, expect.stringContaining(message)])
  })
})
