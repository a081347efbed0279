import type { z } from 'zod'
import { closestName } from '../closest-name'
import type { Problem } from '../problem'
import { shown } from '../shown'
import { landscapeKinds } from './landscape-kinds'
import { sliceRecipes } from './slice-setting'
import { startRecipes } from './start-setting'
import { knownKeys, reservedSceneKeys } from './schema'

type Issue = z.core.$ZodIssue
export type DocumentPath = readonly PropertyKey[]

/** A place in a document as text: `racers[0].lr`. */
export function pathText(path: DocumentPath): string {
  return path.map((key, i) => (typeof key === 'number' ? `[${key}]` : `${i === 0 ? '' : '.'}${String(key)}`)).join('')
}

/** What the schema found wrong, in our words: what was got, what was expected, and the remedy. */
export function shapeProblems(issues: readonly Issue[], document: unknown): readonly Problem[] {
  return issues
    .flatMap((whole) => withinUnion(whole, document))
    .flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => unknownKey(issue.path, key, document))
        : [wrongValue(issue, document)],
    )
}

/**
 * Where one of several forms would do and an object or a list was given, what is wrong with it; an object that has the
 * kind of none of them, or none, is told the kinds.
 */
function withinUnion(issue: Issue, document: unknown): readonly Issue[] {
  const value = valueAt(document, issue.path)
  if (issue.code !== 'invalid_union' || typeof value !== 'object' || value === null) return [issue]
  const ofObjects = issue.errors.filter((branch) =>
    branch.every(({ code, path }) => code !== 'invalid_type' || path.length > 0),
  )
  // What has a kind is meant as one of the kinds.
  const isOfKind = (branch: readonly Issue[]): boolean =>
    !branch.some((each) => each.code === 'unrecognized_keys' && each.keys.includes('kind'))
  const kinds = ofObjects.flatMap((branch) => branch.filter(isAboutKind))
  if (kinds.length > 0 && kinds.length === ofObjects.length) {
    const values = kinds.flatMap((each) => each.values)
    return [{ ...kinds[0]!, values, path: [...issue.path, 'kind'] }]
  }
  const ofObject = ofObjects.find((branch) => isOfKind(branch) && !branch.some(isAboutKind)) ?? ofObjects[0]
  if (ofObject === undefined) return [issue]
  return ofObject.flatMap((inner) => withinUnion({ ...inner, path: [...issue.path, ...inner.path] }, document))
}

function isAboutKind(issue: Issue): issue is z.core.$ZodIssueInvalidValue {
  return issue.code === 'invalid_value' && issue.path.length === 1 && issue.path[0] === 'kind'
}

function unknownKey(path: DocumentPath, key: string, document: unknown): Problem {
  const where = pathText([...path, key.slice(0, 64)])
  const holder = holderName(path, document)
  if (holder === 'scene' && reservedSceneKeys.includes(key)) return notAvailable(key, where)
  const keys = knownKeys[holder] ?? []
  const close = closestName(key, keys)
  return {
    message: `unknown key: ${shown(key)}${close === undefined ? '' : ` (did you mean "${close}"?)`}`,
    remedy: `remove it or take one of ${keys.join(', ')}`,
    where,
  }
}

/** A key of the format that this version cannot honour, and so must not ignore. */
function notAvailable(key: string, where: string): Problem {
  return { message: `"${key}" is not available in this version of Basin`, remedy: 'remove it', where }
}

function holderName(path: DocumentPath, document: unknown): string {
  const last = path.findLast((key) => typeof key === 'string')
  if (last === undefined) return 'scene'
  const kind = valueAt(document, [...path, 'kind'])
  return typeof kind === 'string' && last !== 'clip' ? kind : String(last)
}

function wrongValue(issue: Issue, document: unknown): Problem {
  const value = valueAt(document, issue.path)
  const where = issue.path.length === 0 ? 'scene' : pathText(issue.path)
  const name = String(issue.path.findLast((key) => typeof key === 'string') ?? 'scene')
  const wanted = expectation(issue)
  if (value === undefined) return { message: `${name} is missing, expected ${wanted}`, remedy: `add "${name}"`, where }
  return { message: `${name} is ${shown(value)}, expected ${wanted}`, remedy: `set it to ${wanted}`, where }
}

const typeNames: Readonly<Record<string, string>> = {
  number: 'a finite number',
  int: 'a whole number',
  string: 'a text',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'two numbers',
  object: 'an object { }',
  record: 'an object { }',
}

/** How many entries a list has that is too short or too long. */
function entries(key: PropertyKey | undefined): string {
  switch (key) {
    case 'axes':
      return 'one coordinate, or two'
    case 'points':
      return 'two points, or three'
    case 'x':
    case 'y':
    case 'at':
    case 'betas':
      return 'two numbers'
    default:
      return 'at least one number'
  }
}

function expectation(issue: Issue): string {
  const key = issue.path.at(-1)
  switch (issue.code) {
    case 'invalid_type':
      return typeNames[issue.expected] ?? issue.expected
    case 'too_small':
      return issue.origin === 'array'
        ? entries(key)
        : bound(issue.origin, issue.inclusive === false ? '>' : '>=', issue.minimum)
    case 'too_big':
      return issue.origin === 'array' && key !== 'racers' ? entries(key) : bound(issue.origin, '<=', issue.maximum)
    case 'invalid_value':
      return issue.values.length === 1
        ? JSON.stringify(issue.values[0])
        : `one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`
    case 'invalid_format':
      return 'a colour "#rrggbb"'
    case 'invalid_union':
      if (key === 'kind' && issue.path.at(-2) === 'noise') return 'one of "gaussian", "covariance", "student-t"'
      if (key === 'kind' && issue.path.at(-2) === 'slice') return `one of ${quoted(sliceRecipes)}`
      if (key === 'kind' && issue.path.at(-2) === 'start') return `one of ${quoted(startRecipes)}`
      if (issue.path.at(-2) === 'points') return 'a list of numbers or { "kind": "end", "of": "racer" }'
      if (issue.path.at(-2) === 'examples')
        return 'a list of numbers or { "kind": "normal", "mean", "deviation", "count" }'
      if (key === 'start') return 'two numbers, or one for each coordinate, or { "kind": "end", "of": "racer" }'
      if (key === 'slice') return 'an object { "origin", "u", "v" } or { "kind" }'
      if (key === 'kind')
        return `${listed(landscapeKinds.map(({ id }) => `"${id}"`))} (the kinds this version of Basin reads)`
      return key === 'noise'
        ? 'a number >= 0 or { "kind": "gaussian", "scale": number }'
        : 'a number or { "value", "min", "max" }'
    default:
      return issue.message
  }
}

function quoted(entries: readonly { readonly id: string }[]): string {
  return entries.map(({ id }) => `"${id}"`).join(', ')
}

/** `a, b or c`. */
function listed(names: readonly string[]): string {
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
}

function bound(origin: string, comparison: string, limit: number | bigint): string {
  switch (origin) {
    case 'string':
      return `a text of ${comparison} ${limit} characters`
    case 'array':
      return `a list of ${comparison} ${limit} entries`
    case 'int':
      return `a whole number ${comparison} ${limit}`
    default:
      return `a number ${comparison} ${limit}`
  }
}

function valueAt(document: unknown, path: DocumentPath): unknown {
  let value = document
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Record<PropertyKey, unknown>)[key]
  }
  return value
}
