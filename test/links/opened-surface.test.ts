import { expect, test } from 'vitest'
import { landscapeSpec } from '../../src/core/scene/landscape'
import { createEngine } from '../../src/engine/client'
import { jobKinds } from '../../src/engine/kinds'
import { createLoopback } from '../../src/engine/loopback'

test('the grid of an opened file stays with the engine: it is drawn without having been sent', async () => {
  const loopback = createLoopback({ kinds: jobKinds, workers: 2, now: () => performance.now(), schedule: setImmediate })
  const engine = createEngine(loopback.port)
  const sent = await engine.putBlob(new TextEncoder().encode('x,y,loss\n0,0,1\n1,0,2\n2,0,5\n0,1,3\n1,1,4\n2,1,7\n'))
  const blob = sent.status === 'done' ? sent.result : ''
  const opened = await engine.run('open-file', { name: 'small.csv', blob }).end
  const answer = opened.status === 'done' ? opened.result : undefined
  if (answer === undefined || !('scene' in answer && 'measured' in answer)) return expect.fail(JSON.stringify(opened))
  expect(Object.keys(answer)).toEqual(['scene', 'measured'])
  const { landscape } = answer.scene
  const spec = {
    landscape: landscapeSpec(landscape),
    domain: landscape.domain,
    resolution: [3, 2],
    gradient: false,
  } as const
  const drawn = await engine.run('surface', spec).end
  expect(drawn).toMatchObject({ status: 'done', result: { range: new Float64Array([1, 7]) } })
  engine.close()
  loopback.close()
})
