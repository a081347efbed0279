import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { functions } from '../src/core/calculus/vocabulary'
import { landscapeCards, optimizerCards, scheduleCards } from '../src/core/cards'
import { landscapeGroups } from '../src/core/definitions/landscape'
import { optimizerGroups } from '../src/core/definitions/optimizer'

const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8')

/** The rows of the first table under this heading: what their first cell says and their second. */
function rowsUnder(heading: string): ReadonlyMap<string, string> {
  const [, section] = readme.split(`\n${heading}\n`)
  const [, table] = /\n(\|.*?\n)\n/s.exec(section!)!
  const [, , ...rows] = table!.trim().split('\n')
  return new Map(
    rows.map(
      (row) =>
        row
          .split('|')
          .slice(1, 3)
          .map((cell) => cell.trim()) as [string, string],
    ),
  )
}

const inCode = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, code]) => code!)

test('the README tells every function of formulas', () => {
  const written = [...rowsUnder('### Bring a formula').keys()].flatMap(inCode).join(' ')
  const names = written.match(/[a-z]\w*/gi)
  for (const name of functions.keys()) expect(names, name).toContain(name)
})

describe('the README tells what the catalogue holds', () => {
  test('how many landscapes, in which groups', () => {
    expect(readme).toContain(`The catalogue holds ${landscapeCards.length} landscapes;`)
    expect([...rowsUnder('## Landscapes').keys()]).toEqual(landscapeGroups)
  })

  test('how many rules, each in its family', () => {
    expect(readme).toContain(`\n${optimizerCards.length} rules, `)
    const rows = rowsUnder('## Optimizers')
    for (const group of optimizerGroups) {
      const ids = optimizerCards.filter((card) => card.group === group).map(({ id }) => id)
      expect(inCode(rows.get(group)!).sort(), group).toEqual(ids.sort())
    }
  })

  test('every schedule', () => {
    const [, sentence] = /\*\*A schedule\*\* that multiplies `lr`: ([^.]+), each after/.exec(readme)!
    expect(inCode(sentence!).sort()).toEqual(scheduleCards.map(({ id }) => id).sort())
  })
})
