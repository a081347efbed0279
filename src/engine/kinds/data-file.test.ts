import { afterAll, expect, test } from 'vitest'
import { computeDirectly } from '../../../test/links/compute-directly'
import { dropBlob, keepBlob } from '../blobs'

const blob = 'file of examples'
const csv = 'name,length,width,class\nann,1,0.5,red\nbob,oops,0.25,blue\ncid,3,2,red\n'
keepBlob(blob, new TextEncoder().encode(csv))
afterAll(() => dropBlob(blob))

test('a word among numbers is told of, and no reason to leave its column out unasked', () => {
  const answer = computeDirectly('data-file', { name: 'own.csv', blob })
  const suggested = 'preview' in answer ? answer.preview.suggested : undefined
  // Names are no numbers at all.
  expect(suggested).toMatchObject({ inputs: ['length', 'width'], target: 'class', task: 'classification' })
  expect(computeDirectly('data-file', { name: 'own.csv', blob, choice: suggested })).toMatchObject({
    problems: [{ where: 'line 3', message: 'input "length" is "oops", expected a number' }],
  })
})
