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
 * Where one of several forms would do and an object or a list was given, what is wrong with it as that form which it is
 * nearest to; an object that has the kind of none of them, or none, is told the kinds.
 */
function withinUnion(issue: Issue, document: unknown): readonly Issue[] {
  const value = valueAt(document, issue.path)
  if (issue.code !== 'invalid_union' || typeof value !== 'object' || value === null) return [issue]
  const ofObjects = branchesOf(issue).filter((branch) =>
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
  const likely = ofObjects.filter((branch) => isOfKind(branch) && !branch.some(isAboutKind))
  const [nearest] = (likely.length > 0 ? likely : ofObjects)
    .map((branch) => ({ branch, foreign: foreignKeys(branch, value) }))
    .sort((a, b) => a.foreign - b.foreign)
  if (nearest === undefined) return [issue]
  return nearest.branch.flatMap((inner) => withinUnion({ ...inner, path: [...issue.path, ...inner.path] }, document))
}

/** What is wrong as each of the forms of a union, those of a union within it among them. */
function branchesOf(union: z.core.$ZodIssueInvalidUnion): readonly (readonly Issue[])[] {
  return union.errors.flatMap((branch): readonly (readonly Issue[])[] => {
    const [inner] = branch
    return inner?.code === 'invalid_union' && inner.path.length === 0 ? branchesOf(inner) : [branch]
  })
}

/** How many keys an object has that a form does not know, and lacks that it needs. */
function foreignKeys(branch: readonly Issue[], value: object): number {
  return branch.reduce((count, { path, ...issue }) => {
    if (issue.code === 'unrecognized_keys' && path.length === 0) return count + issue.keys.length
    return count + (path.length === 1 && !Object.hasOwn(value, path[0]!) ? 1 : 0)
  }, 0)
}

function isAboutKind(issue: Issue): issue is z.core.$ZodIssueInvalidValue {
  return issue.code === 'invalid_value' && issue.path.length === 1 && issue.path[0] === 'kind'
}

function unknownKey(path: DocumentPath, key: string, document: unknown): Problem {
  const where = pathText([...path, key.slice(0, 64)])
  const holder = holderName(path, document)
  if (holder === 'scene' && reservedSceneKeys.includes(key)) return notAvailable(key, where)
  if (holder === 'scene' && ofLandscape(document).includes(key))
    return { message: `"${key}" is part of the landscape`, remedy: 'put it into "landscape"', where }
  const keys = knownKeys[holder] ?? []
  const close = closestName(key, keys)
  return {
    message: `unknown key: ${shown(key)}${close === undefined ? '' : ` (did you mean "${close}"?)`}`,
    remedy: keys.length === 0 ? 'remove it' : `remove it or take one of ${keys.join(', ')}`,
    where,
  }
}

/** What a scene's landscape can have, by its kind. */
function ofLandscape(document: unknown): readonly string[] {
  const kind = valueAt(document, ['landscape', 'kind'])
  return Object.keys(landscapeKinds.find(({ id }) => id === kind)?.file.shape ?? {})
}

/** A key of the format that this version cannot honour, and so must not ignore. */
function notAvailable(key: string, where: string): Problem {
  return { message: `"${key}" is not available in this version of Basin`, remedy: 'remove it', where }
}

function holderName(path: DocumentPath, document: unknown): string {
  const last = path.findLast((key) => typeof key === 'string')
  if (last === undefined) return 'scene'
  if (last === 'data' && valueAt(document, [...path, 'file']) !== undefined) return 'data file'
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

/** How many entries a list has that is too short or too long, which may have so many. */
function entries(key: PropertyKey | undefined, bound: string): string {
  switch (key) {
    case 'axes':
      return 'one coordinate, or two'
    case 'points':
      return 'two points, or three'
    case 'x':
    case 'y':
    case 'at':
    case 'betas':
    case 'shape':
      return 'two numbers'
    case 'split':
      return 'three numbers'
    default:
      return `a list of ${bound}`
  }
}

function expectation(issue: Issue): string {
  const key = issue.path.at(-1)
  switch (issue.code) {
    case 'invalid_type':
      return key === 'split' ? 'three numbers' : (typeNames[issue.expected] ?? issue.expected)
    case 'too_small':
      return issue.origin === 'array'
        ? entries(key, `at least ${counted(issue.minimum)}`)
        : bound(issue.origin, issue.inclusive === false ? '>' : '>=', issue.minimum)
    case 'too_big':
      return issue.origin === 'array' && key !== 'racers'
        ? entries(key, `at most ${counted(issue.maximum)}`)
        : bound(issue.origin, '<=', issue.maximum)
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
      if (key === 'noise') return 'a number >= 0 or { "kind": "gaussian", "scale": number }'
      if (issue.path.at(-2) === 'parameters') return 'a number or { "value", "min", "max" }'
      if (key === 'data') return '{ "id" } of a data set, { "inputs", "targets" } or { "file" }'
      return alternatives(issue)
    default:
      return issue.message
  }
}

function counted(count: number | bigint): string {
  return count === 1 ? '1 entry' : `${count} entries`
}

/** What a value may be that is none of several forms. */
function alternatives(union: z.core.$ZodIssueInvalidUnion): string {
  const wanted = branchesOf(union).flatMap((branch) => branch.filter(({ path }) => path.length === 0).map(expectation))
  return [...new Set(wanted)].join(', or ')
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
