import type { Problem } from '../problem'
import { shown } from '../shown'

/**
 * What a document may hold at most. It is counted here, by a walk that visits each part once and calls nobody, before
 * anything looks at the parts that would compare them with one another or name a problem of each.
 */
export const documentLimits = {
  /** Keys of an object. */
  keys: 1000,
  /** Entries of a list that is no list of numbers. */
  entries: 1000,
  racers: 64,
  /** Characters of a key. */
  keyLength: 1000,
  /** Objects and lists within one another. */
  depth: 32,
  /** Texts, objects, lists and whatever else is no number, in all. */
  parts: 10_000,
} as const

/** What lists of any length hold, by the key that they stand under. */
type Form = 'numbers' | 'row' | 'rows' | 'pairs' | 'examples'
const forms: ReadonlyMap<string, Form> = new Map<string, Form>([
  ...['start', 'origin', 'u', 'v', 'through', 'x', 'y', 'theta', 'step', 'running'].map(
    (key) => [key, 'numbers'] as const,
  ),
  ['values', 'rows'],
  ['covariance', 'rows'],
  ['batches', 'rows'],
  ['inputs', 'examples'],
  ['targets', 'examples'],
  ['path', 'pairs'],
])

interface Part {
  readonly value: object
  /** Its key in `parent`; a number in a list. */
  readonly key: string | number
  readonly parent: Part | undefined
  readonly depth: number
}

/** What a document has too much of, and the keys that no object may have: told before anything else. */
export function documentProblems(document: object): readonly Problem[] {
  const problems: Problem[] = []
  const waiting: Part[] = [{ value: document, key: '', parent: undefined, depth: 0 }]
  let parts = 0
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    const { value, depth } = part
    const found = depth > documentLimits.depth ? tooDeep(part) : excess(part)
    if (found !== undefined) problems.push(found)
    if (found !== undefined || isNumberList(value)) continue
    parts++
    // Those that are waiting come out last in, first out.
    for (const key of Object.keys(value).reverse()) {
      const entry = (value as Readonly<Record<string, unknown>>)[key]
      if (key === '__proto__') problems.push(noKey(part))
      if (typeof entry === 'object' && entry !== null)
        waiting.push({ value: entry, key: Array.isArray(value) ? Number(key) : key, parent: part, depth: depth + 1 })
      else if (typeof entry !== 'number') parts++
    }
    if (parts > documentLimits.parts) return [...problems, tooManyParts()]
  }
  return problems
}

/** A list that is too long or an object with too many keys; undefined for what may be looked into. */
function excess(part: Part): Problem | undefined {
  const { value, key, parent } = part
  if (!Array.isArray(value)) {
    const keys = Object.keys(value)
    if (keys.length > documentLimits.keys) return tooMany(part, keys.length, 'keys', documentLimits.keys)
    const long = keys.find((name) => name.length > documentLimits.keyLength)
    return long === undefined ? undefined : tooLongKey(part, long)
  }
  const most = key === 'racers' && parent?.parent === undefined ? documentLimits.racers : documentLimits.entries
  if (value.length <= most) return undefined
  const form = formOf(part)
  if (form === undefined) return tooMany(part, value.length, 'entries', most)
  const wrong = (value as readonly unknown[]).findIndex((entry) => !fits(entry, form))
  return wrong < 0 ? undefined : wrongEntry(part, wrong, value[wrong], form)
}

function formOf({ key, parent }: Part): Form | undefined {
  // A column of examples, by its own name; a point of a slice, by its number.
  if (parent?.key === 'examples' || parent?.key === 'points') return 'numbers'
  // Data in one vector; the values of a surface are rows.
  if (key === 'values' && (parent?.key === 'inputs' || parent?.key === 'targets')) return 'numbers'
  if (typeof key === 'number' && parent !== undefined && isListOfRows(formOf(parent))) return 'row'
  return typeof key === 'string' ? forms.get(key) : undefined
}

function isListOfRows(form: Form | undefined): boolean {
  return form === 'rows' || form === 'examples'
}

function fits(entry: unknown, form: Form): boolean {
  switch (form) {
    case 'numbers':
      return typeof entry === 'number'
    case 'row':
      return typeof entry === 'number' || entry === null
    case 'rows':
      return isNumberList(entry)
    case 'examples':
      // What else is wrong with one is told with its row and column.
      return !isObject(entry)
    case 'pairs':
      return isNumberList(entry) && entry.length === 2 && !entry.includes(null)
  }
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Numbers, and null where there is none. */
function isNumberList(value: unknown): value is readonly (number | null)[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'number' || entry === null)
}

const expected: Readonly<Record<Form, string>> = {
  numbers: 'a number',
  row: 'a number or null',
  rows: 'a list of numbers',
  pairs: 'two numbers',
  examples: 'a number or a list of numbers',
}

function wrongEntry(part: Part, index: number, entry: unknown, form: Form): Problem {
  return {
    message: `entry is ${shown(entry)}, expected ${expected[form]}`,
    remedy: `set it to ${expected[form]}`,
    where: `${placeOf(part)}[${index}]`,
  }
}

function tooMany(part: Part, count: number, what: string, most: number): Problem {
  return {
    message: `${nameOf(part)} has ${count} ${what}, expected at most ${most}`,
    remedy: 'leave out what is not needed',
    where: placeOf(part),
  }
}

function tooLongKey(part: Part, key: string): Problem {
  return {
    message: `key ${shown(key)} has ${key.length} characters, expected at most ${documentLimits.keyLength}`,
    remedy: 'shorten it',
    where: placeOf(part),
  }
}

function tooDeep(part: Part): Problem {
  return {
    message: `scene is nested more than ${documentLimits.depth} levels deep`,
    remedy: 'remove what is nested there',
    where: placeOf(part),
  }
}

function tooManyParts(): Problem {
  return {
    message: `scene has more than ${documentLimits.parts} parts that are no numbers`,
    remedy: 'leave out what is not needed',
    where: 'scene',
  }
}

/** A key that would be read as none: JavaScript takes it for something else. */
function noKey(part: Part): Problem {
  const place = placeOf(part)
  return {
    message: 'unknown key: "__proto__"',
    remedy: 'remove it',
    where: part.parent === undefined ? '__proto__' : `${place}.__proto__`,
  }
}

function nameOf({ key, parent }: Part): string {
  if (parent === undefined) return 'scene'
  return typeof key === 'number' ? 'entry' : key.slice(0, 64)
}

/** A place as text: `racers[0].lr`. */
function placeOf(part: Part): string {
  if (part.parent === undefined) return 'scene'
  const keys: string[] = []
  for (let at: Part = part; at.parent !== undefined && keys.length < 40; at = at.parent)
    keys.unshift(typeof at.key === 'number' ? `[${at.key}]` : `.${at.key.slice(0, 64)}`)
  return keys.join('').replace(/^\./, '')
}
