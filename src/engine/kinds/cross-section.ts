import { z } from 'zod'
import { chordWithin, type CrossSection, crossSection } from '../../core/analysis/section/cross-section'
import { type LocalSlopes, localSlopes } from '../../core/analysis/section/local-slopes'
import { extremeEigenpairs } from '../../core/analysis/spectrum/extreme-eigenpairs'
import type { Domain } from '../../core/domain'
import { cos, sin } from '../../core/elementary'
import { norm, unitVector } from '../../core/linalg/vector'
import type { Objective } from '../../core/objectives/objective'
import type { Pieces } from '../../core/pieces'
import { type Checked, invalid, valid } from '../../core/problem'
import { domainSchema } from '../../core/scene/check-domain'
import type { LandscapeSpec } from '../../core/scene/landscape'
import { landscapeSpecSchema } from '../../core/scene/landscape-kinds'
import type { ResolvedLandscape } from '../../core/scene/resolved-landscape'
import { type FoundDirection, foundDirections } from '../../core/scene/local-instruments'
import { liftTo, projectDirection } from '../../core/slice/slice'
import { defineJobKind, Infeasible, type TileProgress } from '../job-kind'
import { atMost, evaluationWork, fewerExamples, shareOf } from './evaluation-work'
import { landscapeOf, specAhead } from './landscapes'
import { checkPoint, nextUpdate, pointNeeds, pointOf, pointSchema, type PointSpec } from './point-spec'
import { checkPlacedSpec } from './specs'
import { spectrumWork } from './spectrum-settings'

const [mostPoints, mostLines] = [10_001, 4]

const schema = z.strictObject({
  landscape: landscapeSpecSchema,
  domain: domainSchema,
  at: pointSchema,
  along: z
    .array(z.union([z.number(), z.enum(foundDirections)]))
    .min(1)
    .max(mostLines)
    .readonly(),
  reach: z.number().gt(0).optional(),
  points: z.int().min(2).max(mostPoints),
})

export interface CrossSectionSpec {
  readonly landscape: LandscapeSpec
  /** The part of the plane that a line in it is cut at. */
  readonly domain: Domain
  readonly at: PointSpec
  /** One line each: its angle in the plane's coordinates, in degrees, or a direction that is found at the point. */
  readonly along: readonly (number | FoundDirection)[]
  /** How far the lines go either way; as far as suits each where absent. */
  readonly reach?: number | undefined
  /** Along each line. */
  readonly points: number
}

/** One line. */
export interface SectionLine extends CrossSection {
  readonly along: number | FoundDirection
  /** The unit direction as far as it lies in the plane that is drawn, and how far its tip is off that: 0 to 1. */
  readonly plane: readonly [number, number]
  readonly offPlane: number
  /** Along an eigenvector: its eigenvalue, and |H v - lambda v|, measured. */
  readonly eigenvalue?: number
  readonly residual?: number
  /** Along an update: its length, where the racer lands. */
  readonly step?: number
}

export interface CrossSectionResult {
  /** Where the point is, or is projected to, on the plane; J there, of all examples. */
  readonly place: readonly [number, number]
  readonly value: number
  /** Of a racer: the step after which it is at the point. */
  readonly step?: number
  readonly lines: readonly SectionLine[]
  /** Where the point is a kink: why there is no gradient. */
  readonly kink?: string
}

interface Part extends Omit<CrossSectionResult, 'lines'> {
  readonly line: SectionLine
}

/**
 * J along lines through a point in all dimensions, each beside the quadratic that touches it there; a tile is a line.
 * A line along an update goes from a step back to three ahead; one in the plane to the ends of the domain; another as
 * far as the domain's half-width is long.
 */
export const crossSectionKind = defineJobKind({
  id: 'cross-section',
  version: 1,
  ahead: specAhead,

  validate(given): Checked<CrossSectionSpec> {
    const shape = checkPlacedSpec(schema, given)
    if (shape.value === undefined) return shape
    const at = checkPoint(shape.value.at, landscapeOf(shape.value.landscape))
    if (at.value === undefined) return invalid(...at.problems)
    if (shape.value.along.includes('update') && !('race' in at.value))
      return invalid({
        message: 'update at a point where no racer is',
        remedy: 'take another direction, or the point of a racer',
        where: 'along',
      })
    return valid({ ...shape.value, at: at.value })
  },

  cost({ landscape, along, points }) {
    const resolved = landscapeOf(landscape)
    const { value, gradient, product } = evaluationWork(resolved)
    const eigenvectors = along.filter((each) => String(each).endsWith('eigenvector')).length
    const ofLines = along.length * (gradient + product + points * value)
    const work = ofLines + eigenvectors * spectrumWork({ top: 1, density: false, seed: 0 }, resolved)
    const share = shareOf(work)
    const fewerPoints = { most: share * points, least: 2, say: (count: number) => `${count} points` }
    return { work, bytes: 24 * along.length * points, smaller: atMost(fewerPoints, ...fewerExamples(resolved, share)) }
  },

  needs: ({ at }) => pointNeeds(at),
  plan: ({ along }) => along,

  *run(spec, along, needed): Generator<TileProgress, Part, void> {
    const resolved = landscapeOf(spec.landscape)
    const next = spec.along.includes('update') && 'race' in spec.at ? nextUpdate(spec.at, needed) : undefined
    const { theta, step } = next ?? pointOf(spec.at, resolved, needed)
    const objective = resolved.objective()
    const slopes = yield* localSlopes(objective, theta)
    const { vector, ...facts } = yield* directionOf(along, resolved, objective, theta, slopes, next?.update)
    const direction = unitVector(vector)
    if (!(norm(direction) > 0)) throw new Infeasible(noDirection(along))
    const [da, db, offPlane] = onPlane(resolved, direction)
    const place = resolved.project(theta)
    const range = rangeOf(spec, resolved, place, [da, db], offPlane > 1e-9, facts.step)
    const section = yield* crossSection(objective, theta, slopes, direction, range, spec.points)
    return {
      place,
      value: slopes.value,
      ...(step !== undefined && { step }),
      ...(slopes.unsmooth && { kink: slopes.unsmooth.reason }),
      line: { along, ...section, plane: [da, db], offPlane, ...facts },
    }
  },

  merge(_spec, parts): CrossSectionResult {
    const { line: _line, ...first } = parts[0]!
    return { ...first, lines: parts.map(({ line }) => line) }
  },
})

interface Direction extends Pick<SectionLine, 'eigenvalue' | 'residual' | 'step'> {
  /** Of any length; zeros where there is none. */
  readonly vector: Float64Array
}

function* directionOf(
  along: number | FoundDirection,
  resolved: ResolvedLandscape,
  objective: Objective,
  theta: Float64Array,
  { gradient, unsmooth }: LocalSlopes,
  update: Float64Array | undefined,
): Pieces<Direction> {
  const none = new Float64Array(theta.length)
  if (typeof along === 'number') return { vector: atAngle(along, resolved) }
  switch (along) {
    case 'gradient':
      return { vector: unsmooth === undefined && gradient.every(Number.isFinite) ? gradient : none }
    case 'update':
      return update === undefined ? { vector: none } : { vector: update, step: norm(update) }
    case 'least-eigenvector':
    case 'greatest-eigenvector': {
      const { values, residuals, vectors } = yield* extremeEigenpairs(objective, theta, 1)
      const index = along === 'least-eigenvector' ? 0 : values.length - 1
      return { vector: vectors[index] ?? none, eigenvalue: values[index]!, residual: residuals[index]! }
    }
  }
}

const radian = 0.017453292519943295

/** A direction at an angle in the plane's coordinates; quarters of a turn are exact. */
function atAngle(degrees: number, { slice, dimension }: ResolvedLandscape): Float64Array {
  const quarter = degrees / 90
  const turns = ((quarter % 4) + 4) % 4
  const [c, s] = Number.isInteger(quarter)
    ? ([
        [1, 0],
        [0, 1],
        [-1, 0],
        [0, -1],
      ][turns] as [number, number])
    : [cos(degrees * radian), sin(degrees * radian)]
  const direction = new Float64Array(dimension)
  if (slice === undefined) direction.set([c, s])
  else liftTo({ ...slice, origin: slice.u.map(() => 0) }, c, s, direction)
  return direction
}

/** A direction in the plane's coordinates, and how far it is off the plane. */
function onPlane({ slice }: ResolvedLandscape, direction: Float64Array): readonly [number, number, number] {
  if (slice === undefined) return [direction[0]!, direction[1]!, 0]
  const [a, b, off] = projectDirection(slice, direction)
  return [a!, b!, off!]
}

function noDirection(along: number | FoundDirection): { readonly message: string; readonly remedy: string } {
  const remedy = 'take another point or another direction'
  if (along === 'update') return { message: 'the racer takes no step, and has no update', remedy }
  if (along === 'gradient') return { message: 'the gradient is 0 or does not exist here, and has no direction', remedy }
  if (typeof along === 'number') return { message: `the line has no direction at ${along} degrees`, remedy }
  return { message: 'the Hessian does not exist or is not finite here, and has no eigenvectors', remedy }
}

function rangeOf(
  { domain, reach }: Pick<CrossSectionSpec, 'domain' | 'reach'>,
  { slice }: ResolvedLandscape,
  place: readonly [number, number],
  direction: readonly [number, number],
  isOffPlane: boolean,
  step: number | undefined,
): readonly [from: number, to: number] {
  if (reach !== undefined) return [-reach, reach]
  if (step !== undefined) return [-step, 3 * step]
  const chord = isOffPlane ? undefined : chordWithin(domain, place, direction)
  if (chord !== undefined && chord[0] < chord[1]) return chord
  const half = ((domain.x[1] - domain.x[0]) / 2) * (slice === undefined ? 1 : norm(Float64Array.from(slice.u)))
  return [-half, half]
}
