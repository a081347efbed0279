import type { SumFacts } from '../../../core/objectives/measures'
import { type Checked, invalid, type Problem, valid } from '../../../core/problem'
import { jsonErrorOffset, placeOf } from '../../../core/scene/json-place'

/** The examples of each batch, by their indices from 0. */
export type Batches = readonly (readonly number[])[]

/** Examples that a list begins with at most, until a person writes another. */
const mostAtFirst = 1024

/** A list to begin with: the examples in order, in whole batches of a size, as many as there are. */
export function batchesInOrder(size: number, examples: number): Batches {
  const count = Math.max(1, Math.floor(Math.min(examples, mostAtFirst) / size))
  return Array.from({ length: count }, (_, k) => Array.from({ length: size }, (_, i) => k * size + i))
}

/** A batch a line. */
export function batchesText(batches: Batches): string {
  return batches.map((batch) => batch.join(' ')).join('\n')
}

/** How many there are: `12 batches of 32, 384 draws, 380 different examples of 400`. */
export function batchesSummary(batches: Batches, examples: number): string {
  let [draws, least, most] = [0, Infinity, 0]
  const seen = new Set<number>()
  for (const batch of batches) {
    draws += batch.length
    least = Math.min(least, batch.length)
    most = Math.max(most, batch.length)
    for (const index of batch) seen.add(index)
  }
  const size = least === most ? String(most) : `${least} to ${most}`
  return [
    `${batches.length} ${batches.length === 1 ? 'batch' : 'batches'} of ${size}`,
    `${draws} ${draws === 1 ? 'draw' : 'draws'}`,
    `${seen.size} different ${seen.size === 1 ? 'example' : 'examples'} of ${examples}`,
  ].join(', ')
}

/** Whether a text is meant as JSON. */
export function isJsonList(text: string): boolean {
  return text.trimStart().startsWith('[')
}

/**
 * Reads batches, one a line, indices parted by commas or blanks; or JSON, `[[0, 1], [2, 3]]`. Names every line (in
 * JSON every batch) and index that is wrong.
 */
export function readBatches(text: string, sum: SumFacts): Checked<Batches> {
  const lists = isJsonList(text) ? jsonLists(text) : lineLists(text)
  if (lists.value === undefined) return lists
  const problems = lists.value.flatMap((list) => problemsOf(list, sum))
  return problems.length === 0 ? valid(lists.value.map(({ entries }) => entries.map(Number))) : invalid(...problems)
}

/** A batch as it is given, and what it is called. */
interface GivenBatch {
  readonly name: string
  readonly entries: readonly unknown[]
}

function lineLists(text: string): Checked<readonly GivenBatch[]> {
  const lines = text.trimEnd()
  if (lines === '') return invalid({ message: 'no batch is listed', remedy: 'write one a line: 0 1 2' })
  return valid(
    lines
      .split(/\r\n|\r|\n/)
      .map((line, k) => ({ name: `line ${k + 1}`, entries: line.split(/[\s,;]+/).filter((entry) => entry !== '') })),
  )
}

function jsonLists(text: string): Checked<readonly GivenBatch[]> {
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch {
    const { line, column } = placeOf(text, jsonErrorOffset(text))
    return invalid({ message: `line ${line}, column ${column}: list is not JSON`, remedy: 'mend it: [[0, 1], [2, 3]]' })
  }
  const lists = given as readonly unknown[]
  if (lists.length === 0) return invalid({ message: 'no batch is listed', remedy: 'list some: [[0, 1], [2, 3]]' })
  const wrong = lists.findIndex((list) => !Array.isArray(list))
  if (wrong >= 0)
    return invalid({
      message: `batch ${wrong + 1} is ${shown(lists[wrong])}, expected a list`,
      remedy: 'list the examples of each batch: [[0, 1], [2, 3]]',
    })
  return valid(lists.map((list, k) => ({ name: `batch ${k + 1}`, entries: list as readonly unknown[] })))
}

function problemsOf({ name, entries }: GivenBatch, { examples, leastBatch = 1 }: SumFacts): readonly Problem[] {
  if (entries.length === 0) return [{ message: `${name} is empty`, remedy: 'list its examples, or remove it' }]
  const remedy = `take whole numbers from 0 to ${examples - 1}`
  const problems = entries.flatMap((entry, k): readonly Problem[] => {
    const index = typeof entry === 'string' || typeof entry === 'number' ? Number(entry) : NaN
    const place = `${name}, index ${k + 1}`
    if (!Number.isInteger(index)) return [{ message: `${place}: ${shown(entry)} is no whole number`, remedy }]
    if (index >= 0 && index < examples) return []
    return [{ message: `${place}: there is no example ${index} among ${examples}`, remedy }]
  })
  if (problems.length > 0 || entries.length >= leastBatch) return problems
  const message = `${name} has ${entries.length} example, of which batch normalisation takes ${leastBatch} at least`
  return [{ message, remedy: 'list more examples' }]
}

function shown(entry: unknown): string {
  const text = typeof entry === 'string' ? entry : (JSON.stringify(entry) ?? '')
  return text.length > 20 ? `${text.slice(0, 20)}…` : text
}
