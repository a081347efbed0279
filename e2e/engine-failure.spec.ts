import { expect, test } from './support/test'

test.describe('when the engine cannot start', () => {
  test.use({ tolerated: [/Failed to load resource/, /stubbed/] })

  for (const [name, stub] of [
    ['its script cannot be fetched', undefined],
    ['its script throws', 'throw new Error("stubbed engine")'],
  ] as const) {
    test(`the window says so and shows no surface: ${name}`, async ({ app, page }) => {
      await page.route(/\/coordinator-[^/]*\.js$/, (route) =>
        stub === undefined ? route.abort() : route.fulfill({ contentType: 'text/javascript', body: stub }),
      )
      await page.goto('./')
      await expect(app.alerts.first()).toContainText('No surface')
      await expect(app.stage).toHaveAttribute('data-ready', 'false')
      // What needs no engine goes on.
      await expect(app.racers.getByRole('listitem')).toHaveCount(6)
      await app.button('Race').click()
      await expect(app.rows).toHaveCount(0)
      await expect(app.stage).toHaveAttribute('data-ready', 'false')
    })
  }
})

for (const [name, scene] of [
  [
    'a race on a formula',
    { landscape: { kind: 'catalog', id: 'rosenbrock' }, steps: 1_000_000, record: 1000, racers: undefined },
  ],
  [
    'a network in the middle of an epoch',
    {
      landscape: {
        kind: 'network',
        widths: [2, 16, 16, 2],
        loss: 'cross-entropy',
        data: { id: 'moons', examples: 400 },
      },
      batch: { sampler: 'reshuffle', size: 32 },
      steps: 100_003,
      record: 1000,
      racers: [{ optimizer: 'adam', lr: 0.001 }],
    },
  ],
] as const) {
  test(`a worker that dies at work on ${name} is replaced and the race is finished`, async ({ app, page }) => {
    // The engine's workers report to the page, which can then end one of them.
    await page.route(/\/coordinator-[^/]*\.js$/, async (route) => {
      const response = await route.fetch()
      await route.fulfill({ response, body: `${killSwitch}\n${await response.text()}` })
    })
    await app.open()
    await app.dropScene({ basin: 1, title: 'A long race', ...scene })
    await app.button('Race').click()
    const killed = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const channel = new BroadcastChannel('kill-switch')
          channel.onmessage = ({ data }) => resolve(data as number)
          channel.postMessage('kill')
        }),
    )
    expect(killed).toBeGreaterThan(0)
    await expect(app.rows).toHaveCount(scene.racers?.length ?? 6, { timeout: 60_000 })
    await app.seek(scene.steps)
    await expect(app.rows.first()).toContainText('steps done', { timeout: 60_000 })
    await expect(app.stage).toHaveAttribute('data-ready', 'true')
  })
}

/** Runs before the coordinator: keeps its workers in sight, and ends them as a script failure would. */
const killSwitch = `
const workers = []
const RealWorker = globalThis.Worker
globalThis.Worker = class extends RealWorker {
  constructor(...given) {
    super(...given)
    workers.push(this)
  }
}
const channel = new BroadcastChannel('kill-switch')
channel.onmessage = ({ data }) => {
  if (data !== 'kill') return
  const alive = workers.splice(0)
  for (const worker of alive) {
    worker.terminate()
    worker.dispatchEvent(new ErrorEvent('error', { message: 'ended by the test' }))
  }
  channel.postMessage(alive.length)
}
`
