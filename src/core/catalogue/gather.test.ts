import { describe, expect, test } from 'vitest'
import { findIn, gather } from './gather'
import { closestName } from '../closest-name'

describe('gather', () => {
  const bowl = { id: 'bowl' }

  test('sorts by id', () => {
    expect(gather({ './well.ts': { id: 'well' }, './bowl.ts': bowl })).toEqual([bowl, { id: 'well' }])
  })

  test.each([
    [{ './basin.ts': bowl }, 'its id must be "basin"'],
    [{ './bowl.ts': undefined }, 'no default export'],
    [{ './a/bowl.ts': bowl, './b/bowl.ts': bowl }, 'another file defines already'],
  ])('refuses %j', (modules, message) => {
    expect(() => gather(modules)).toThrow(message)
  })
})

test('a name that is not there comes with the closest one and a list', () => {
  const { value, problems } = findIn([{ id: 'bowl' }, { id: 'well' }], 'landscape', 'bwol', 'landscape.id')
  expect(value).toBeUndefined()
  expect(problems).toEqual([
    {
      message: 'unknown landscape: "bwol" (did you mean "bowl"?)',
      remedy: 'take one of bowl, well',
      where: 'landscape.id',
    },
  ])
})

test.each([
  ['adm', 'adam'],
  ['ADAM', 'adam'],
  ['weightdecay', 'weightDecay'],
  ['learningRate', undefined],
  ['a'.repeat(100_000), undefined],
])('closest to %.20s is %s', (given, expected) => {
  expect(closestName(given, ['adam', 'sgd', 'weightDecay'])).toBe(expected)
})
