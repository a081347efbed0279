import { z } from 'zod'
import { brief } from '../../core/brief'
import { euclideanNorm } from '../../core/linalg/euclidean-norm'
import type { Objective } from '../../core/objectives/objective'
import type { BentCurve } from '../../core/paths/curve'
import { adamOf, findBend } from '../../core/paths/find-bend'
import { type Barrier, barrierOf, lossAlong, type Profile } from '../../core/paths/loss-along'
import { type Checked, invalid, type Problem } from '../../core/problem'
import { landscapeSpecSchema } from '../../core/scene/landscape-kinds'
import type { ResolvedLandscape } from '../../core/scene/resolved-landscape'
import { matchUnits } from '../../core/symmetry/match-units'
import { type Orbit, orbitOf } from '../../core/symmetry/orbit'
import { symmetryProblems, symmetrySchema, twinOf } from '../../core/symmetry/symmetry'
import { defineJobKind, type TileProgress } from '../job-kind'
import type { Need, NeededResults } from '../needs'
import { atMost, evaluationWork, fewerExamples, multiplicationsPerUnit, shareOf } from './evaluation-work'
import { checkedLandscape, landscapeOf, specAhead } from './landscapes'
import { checkShape } from './specs'
import type { SpectrumSpec } from './spectrum'
import type { SpectrumResult } from './spectrum-settings'

/** The straight line, the straight line once the units of `to` are matched to those of `from`, and curves. */
export const pathIds = ['straight', 'match', 'bezier', 'polygonal'] as const
export type PathId = (typeof pathIds)[number]

const mostSteps = 1_000_000

const schema = z.strictObject({
  landscape: landscapeSpecSchema,
  from: z.array(z.number()).readonly(),
  /** The other end; or symmetries that lead from the first one to it, of a network. */
  to: z.union([z.array(z.number()).readonly(), z.array(symmetrySchema).min(1).max(64).readonly()]),
  /** What is found besides the straight line. */
  paths: z.array(z.enum(pathIds)).readonly(),
  /** Where the loss is measured along each: evenly, the ends included. */
  points: z.int().min(2).max(10_001),
  /** How the bend of a curve is searched for: steps of Adam, its rate, and what its draws are made of. */
  search: z
    .strictObject({ steps: z.int().min(1).max(mostSteps), lr: z.number() })
    .readonly()
    .optional(),
  seed: z.int().min(0),
  /** Whether the largest eigenvalue of the Hessian at both ends is wanted. */
  sharpness: z.boolean().optional(),
})

export type ConnectSpec = z.infer<typeof schema>

/** A search of which nothing is said: what joins two 2-32-32-2 networks far below their barrier. */
export const defaultSearch = { steps: 2000, lr: 0.01 } as const

/** A path between the ends, and what the loss does along it. */
export interface FoundPath extends Profile {
  readonly path: PathId
  readonly barrier: Barrier
  /** Whether its barrier is lower than the straight line's by a hundredth; of that itself whether J is finite there. */
  readonly isFound: boolean
  /** Why not, and what to do about it. */
  readonly reason?: string
  /** Of a curve. */
  readonly bend?: Float64Array
  /** Of what was matched: the other end, its units in the order of those of the first that they are like. */
  readonly matched?: Float64Array
}

export interface ConnectResult {
  readonly from: End
  readonly to: End
  /** Between the ends. */
  readonly distance: number
  /** Of a network: the twins of its first end. */
  readonly orbit?: Orbit
  /** The straight line, and what was asked for in its order. */
  readonly paths: readonly FoundPath[]
}

export interface End {
  readonly theta: Float64Array
  readonly loss: number
  /** The largest eigenvalue of the Hessian. */
  readonly sharpness?: number
}

interface Part extends Pick<FoundPath, 'bend' | 'matched'>, Profile {
  readonly path: PathId
  /** Steps of a search that were taken. */
  readonly steps?: number
  readonly orbit?: Orbit
  readonly sharpness?: readonly [from: number, to: number]
}

/** The paths between two points, or between a network and its twin, and the barriers on them. */
export const connectKind = defineJobKind({
  id: 'connect',
  version: 1,
  ahead: specAhead,

  validate(given): Checked<ConnectSpec> {
    const shape = checkShape(schema, given)
    if (shape.value === undefined) return shape
    const resolved = checkedLandscape(shape.value.landscape)
    if (resolved.value === undefined) return invalid(...resolved.problems)
    const problems = problemsOf(shape.value, resolved.value)
    return problems.length === 0 ? shape : invalid(...problems)
  },

  cost({ landscape, paths, points, search = defaultSearch }: ConnectSpec) {
    const resolved = landscapeOf(landscape)
    const { value, gradient } = evaluationWork(resolved)
    const wanted = pathsOf(paths)
    const curves = wanted.filter(isCurve).length
    const hidden = wanted.includes('match') ? resolved.network!.network.widths.slice(1, -1) : []
    const matching = hidden.reduce((sum, units) => sum + (10 * units * units * units) / multiplicationsPerUnit, 0)
    // With what measures performance a point is evaluated twice.
    const work = 2 * wanted.length * points * value + curves * search.steps * gradient + matching
    const share = shareOf(work)
    const steps = curves === 0 ? [] : [{ most: share * search.steps, say: (count: number) => `${count} steps` }]
    return {
      work,
      bytes: wanted.length * (24 * points + 8 * resolved.dimension),
      smaller: atMost(
        ...steps,
        { most: share * points, say: (count) => `${count} points` },
        ...fewerExamples(resolved, share),
      ),
    }
  },

  needs: (spec) => (spec.sharpness === true ? spectraOf(spec) : []),
  plan: ({ paths }) => pathsOf(paths),

  *run(spec, path, needed): Generator<TileProgress, Part, void> {
    const resolved = landscapeOf(spec.landscape)
    const objective = resolved.objective()
    const [a, b] = endsOf(spec)
    if (isCurve(path)) return yield* curvePart(spec, objective, path, a, b)
    const { network, l2 = 0 } = resolved.network ?? {}
    const matched = path === 'match' ? (yield* matchUnits(network!, a, b)).theta : undefined
    const profile = yield* lossAlong(objective, { curve: 'straight', a, b: matched ?? b }, spec.points)
    return {
      path,
      ...profile,
      ...(matched && { matched }),
      ...(network && path === 'straight' && { orbit: yield* orbitOf(network, a, l2) }),
      ...(spec.sharpness === true && path === 'straight' && { sharpness: sharpnessOf(spec, needed) }),
    }
  },

  merge(spec, parts): ConnectResult {
    const [a, b] = endsOf(spec)
    const [straight] = parts
    const { orbit, sharpness, loss } = straight!
    const end = (theta: Float64Array, value: number, own: number | undefined): End => ({
      theta,
      loss: value,
      ...(own !== undefined && { sharpness: own }),
    })
    return {
      from: end(a, loss[0]!, sharpness?.[0]),
      to: end(b, loss[loss.length - 1]!, sharpness?.[1]),
      distance: euclideanNorm(a.map((entry, j) => entry - b[j]!)),
      ...(orbit && { orbit }),
      paths: parts.map((part) => foundPath(part, barrierOf(straight!), spec.search ?? defaultSearch)),
    }
  },
})

function isCurve(path: PathId): path is BentCurve {
  return path === 'bezier' || path === 'polygonal'
}

/** The straight line, which all else is held against, and what is asked for, each once. */
function pathsOf(asked: readonly PathId[]): readonly PathId[] {
  return [...new Set<PathId>(['straight', ...asked])]
}

function* curvePart(
  { search = defaultSearch, seed, points }: ConnectSpec,
  objective: Objective,
  curve: BentCurve,
  a: Float64Array,
  b: Float64Array,
): Generator<TileProgress, Part, void> {
  const finding = findBend(objective, a, b, curve, { ...search, seed })
  for (;;) {
    const { done, value } = finding.next()
    if (done === true) {
      const { bend, steps } = value
      return { path: curve, bend, steps, ...(yield* lossAlong(objective, { curve, a, b, bend }, points)) }
    }
    yield value === undefined ? undefined : { type: 'progress', fraction: value }
  }
}

/** Both ends, of a spec that has been checked. */
function endsOf({ landscape, from, to }: ConnectSpec): readonly [Float64Array, Float64Array] {
  const a = Float64Array.from(from)
  return [a, isVector(to) ? Float64Array.from(to) : twinOf(landscapeOf(landscape).network!.network, a, to)]
}

function isVector(to: ConnectSpec['to']): to is readonly number[] {
  return typeof to[0] !== 'object'
}

function spectraOf(spec: ConnectSpec): readonly Need[] {
  return endsOf(spec).map((theta) => ({
    kind: 'spectrum',
    spec: {
      landscape: spec.landscape,
      at: Array.from(theta),
      top: 1,
      density: false,
      seed: spec.seed,
    } satisfies SpectrumSpec,
  }))
}

function sharpnessOf(spec: ConnectSpec, needed: NeededResults): readonly [number, number] {
  const [from, to] = spectraOf(spec).map((need) => (needed.of(need) as SpectrumResult).eigenvalues.at(-1)!)
  return [from!, to!]
}

function foundPath(
  { orbit: _orbit, sharpness: _sharpness, steps, ...part }: Part,
  straight: Barrier,
  search: BendSteps,
): FoundPath {
  const barrier = barrierOf(part)
  const reason = shortfall(part.path, barrier, straight, steps, search)
  return { ...part, barrier, isFound: reason === undefined, ...(reason !== undefined && { reason }) }
}

type BendSteps = Pick<NonNullable<ConnectSpec['search']>, 'steps'>

/** What is not lower by a hundredth may be so for where it was measured. */
const lowerBy = 0.99

/** Why a path is not what one looks for, with what may help; undefined where it is. */
function shortfall(
  path: PathId,
  { height, at }: Barrier,
  straight: Barrier,
  steps: number | undefined,
  search: BendSteps,
): string | undefined {
  if (Number.isNaN(height)) return `the loss is not finite at t = ${brief(at)}; move the ends`
  if (steps !== undefined && steps < search.steps)
    return `the search ended after ${steps} of ${search.steps} steps, where the loss was not finite; lower its rate`
  // Where the straight line has no barrier there is none to be avoided.
  if (path === 'straight' || height < lowerBy * straight.height || straight.height === 0) return undefined
  const found = `no path found below the straight line’s barrier of ${brief(straight.height)}: this one’s is ${brief(height)}`
  return isCurve(path) ? `${found}; take more steps, or another rate or seed` : `${found}; look for a curve`
}

function problemsOf(
  { from, to, paths, search }: ConnectSpec,
  { dimension, network }: ResolvedLandscape,
): readonly Problem[] {
  const ofVector = (vector: readonly number[], where: string): readonly Problem[] =>
    vector.length === dimension
      ? []
      : [
          {
            message: `${where} has ${vector.length} numbers, expected ${dimension}, one for each coordinate`,
            remedy: `give ${dimension} numbers`,
            where,
          },
        ]
  const noNetwork = (what: string, where: string): Problem => ({
    message: `${what} of a landscape that is no network`,
    remedy: 'give a landscape of kind "network", or leave it out',
    where,
  })
  const problems = [...ofVector(from, 'from')]
  if (isVector(to)) problems.push(...ofVector(to, 'to'))
  else if (network === undefined) problems.push(noNetwork('symmetries', 'to'))
  else problems.push(...to.flatMap((each, k) => symmetryProblems(network.network, each, `to[${k}]`)))
  if (paths.includes('match') && network === undefined) problems.push(noNetwork('matched units', 'paths'))
  if (search !== undefined) problems.push(...adamOf(search.lr).problems)
  return problems
}
