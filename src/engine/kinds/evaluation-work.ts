import { findOptimizer } from '../../core/catalogue/optimizers'
import type { Need } from '../../core/definitions/optimizer'
import { stepsOfEpoch } from '../../core/race/epoch'
import type { RaceRacerSpec } from '../../core/scene/racer'
import type { ResolvedLandscape } from '../../core/scene/resolved-landscape'
import { costLimits } from '../job-kind'
import { secondsPerUnit } from '../protocol'
import { landscapeOf } from './landscapes'
import { racesOf, type RaceSpec } from './race-specs'

type Evaluated = Pick<ResolvedLandscape, 'dimension' | 'sum'>

/** Units of work, see `Cost`, of one evaluation of a landscape, in all its coordinates or over its plane. */
export interface EvaluationWork {
  readonly value: number
  readonly gradient: number
  /** Of a product with the Hessian. */
  readonly product: number
}

/** Multiplications of sums over examples in a unit of work. */
export const multiplicationsPerUnit = 512

/** Seconds of one core, about, that a job on a mean over examples takes; of others they are not known. */
export function secondsOf({ sum }: Evaluated, work: number): number | undefined {
  return sum && secondsPerUnit * work
}

/**
 * What an evaluation takes, about. Of a mean over examples it grows with their number and with what a gradient takes
 * each; a value takes half as much, a product with the Hessian half as much again.
 */
export function evaluationWork({ dimension, sum }: Evaluated): EvaluationWork {
  if (sum === undefined) return { value: dimension / 2, gradient: dimension / 2, product: 2 * dimension }
  const gradient = (sum.examples * sum.workPerExample) / multiplicationsPerUnit
  return { value: gradient / 2, gradient, product: 1.5 * gradient }
}

/** What a race says of how its racers step. */
type Stepping = Pick<RaceSpec, 'landscape' | 'batch' | 'measure'>

/**
 * What a step of a racer takes: of a mean over examples its batch, whatever else its rule looks at, and its share of
 * measuring all examples, at every so many steps. Where nothing is summed a step is a unit.
 */
export function stepWork({ landscape, batch, measure }: Stepping, racer: RaceRacerSpec): number {
  const resolved = landscapeOf(landscape)
  const { sum, dimension } = resolved
  if (sum === undefined) return 1
  const { gradient, product } = evaluationWork(resolved)
  const perEpoch = stepsOfEpoch(racer.batch ?? batch, sum.examples)
  const needs: readonly Need[] = findOptimizer(racer.optimizer)?.needs ?? []
  const columns = needs.includes('hessian') ? dimension * gradient : 0
  const products = needs.includes('hessian-vector') ? product : 0
  // A step on all examples finds them measured where they are.
  const measuring = perEpoch === 1 ? 0 : gradient / (measure?.every ?? perEpoch)
  return Math.max(1, (gradient + columns + products) / perEpoch + measuring)
}

/** What racers take that go as far as they may, one after the other and each once. */
export function raceWork(race: RaceSpec, racers: readonly RaceRacerSpec[] = race.racers): number {
  return racers.reduce((sum, racer) => sum + Math.max(1, racer.steps ?? race.steps) * stepWork(race, racer), 0)
}

/** The same of racers by themselves: each after those that its start waits for. */
export function racesWork(race: RaceSpec): number {
  return race.racers.reduce((sum, racer) => sum + racesOf(race, racer) * raceWork(race, [racer]), 0)
}

/** A thing that a job may have less of: how many, and what is said of them. */
export interface Less {
  readonly most: number
  readonly least?: number
  say(count: number): string
}

/** A remedy in words: how much of each thing would do by itself, of those of which any number does. */
export function atMost(...things: readonly Less[]): string {
  const said = things.flatMap(({ most, least = 1, say }) => (Math.floor(most) < least ? [] : [say(Math.floor(most))]))
  return said.length === 0 ? 'take a smaller landscape' : `take at most ${said.join(', or ')}`
}

/** The part of some work that may be taken on. */
export function shareOf(work: number, limit: number = costLimits.work): number {
  return Math.min(1, limit / work)
}

/** How many examples of a mean over them a job may have, whose work grows as their number; none of other landscapes. */
export function fewerExamples({ sum }: Evaluated, share: number): readonly Less[] {
  if (sum === undefined || share === 1) return []
  return [{ most: share * sum.examples, say: (count) => `${count} examples` }]
}

/** How many points of a grid a job may have, whose work grows as their number. */
export function fewerPoints([nx, ny]: readonly [nx: number, ny: number], share: number): Less {
  const side = ny === 1 ? share * nx : Math.sqrt(share * nx * ny)
  return { most: side, least: 2, say: (count) => (ny === 1 ? `${count} points` : `${count} x ${count} points`) }
}
