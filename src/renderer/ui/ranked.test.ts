import { expect, test } from 'vitest'
import { grouped, ranked } from './ranked'

const entry = (id: string, title: string, description: string, group = 'A') => ({ id, title, description, group })
const entries = [
  entry('levy', 'Levy', 'wavy, with a cliff of holes'),
  entry('holder-table', 'Hölder table', 'four minima'),
  entry('rnn-cliff', 'Cliff of a recurrent network', 'steep', 'B'),
  entry('the-cliff', 'A steep cliff', 'steep'),
  entry('cliff', 'Wall', ''),
]
const ids = (query: string) => ranked(entries, query).map(({ id }) => id)

test('the best matches come first: by title, id, and the rest', () => {
  expect(ids('cliff')).toEqual(['rnn-cliff', 'the-cliff', 'cliff', 'levy'])
})

test('accents, case and the order of words make no difference', () => {
  expect(ids(' TABLE  holder')).toEqual(['holder-table'])
  expect(ids('hölder')).toEqual(['holder-table'])
  expect(ids('cliff steep wall')).toEqual([])
})

test('an empty query finds everything in its order', () => {
  expect(ranked(entries, '  ')).toBe(entries)
})

test('groups stand in the order in which they appear', () => {
  expect(grouped(entries).map(({ group, entries: { length } }) => [group, length])).toEqual([
    ['A', 4],
    ['B', 1],
  ])
})
