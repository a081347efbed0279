import { regionThresholds } from '../analysis/region/region-class'
import type { Domain } from '../domain'
import { checkHyperparameters } from '../definitions/hyperparameters'
import { findOptimizer } from '../catalogue/optimizers'
import type { HyperparameterValue } from '../definitions/optimizer'
import { paletteColor } from './palette'
import type { ParameterSetting, SceneRacer, SceneView } from './scene'

export const defaultSteps = 200
export const defaultTitle = 'Untitled'
export const defaultExpressionDomain: Domain = { x: [-2, 2], y: [-2, 2] }

export function defaultView(heightScale: 'linear' | 'log'): SceneView {
  return {
    azimuth: -60,
    elevation: 35,
    height: { scale: heightScale, exaggeration: 1 },
    colorMap: 'viridis',
    contours: true,
    overlay: 'height',
    criticalPoints: false,
    separatrices: false,
    model: false,
    thresholds: regionThresholds,
  }
}

/**
 * The domain of a formula that has none of its own: the default one, or where a start lies outside it the least square
 * about the origin with a half-width of 2, 5 or 10 times a power of ten that holds every start with a fifth to spare.
 */
export function domainAround(starts: readonly (readonly [number, number])[]): Domain {
  const reach = Math.max(0, ...starts.flat().map(Math.abs))
  if (reach <= defaultExpressionDomain.x[1]) return defaultExpressionDomain
  for (let scale = 1; scale < 1e100; scale *= 10) {
    for (const digit of [2, 5, 10]) {
      const half = digit * scale
      if (half >= 1.25 * reach) return { x: [-half, half], y: [-half, half] }
    }
  }
  return defaultExpressionDomain
}

/** A start a quarter of the way in from the upper left corner: symmetric formulas have their critical points at the centre. */
export function defaultStart(domain: Domain): readonly [number, number] {
  const { x, y } = domain
  return [x[0] + (x[1] - x[0]) / 4, y[0] + ((y[1] - y[0]) * 3) / 4]
}

/** A parameter given by its value alone ranges from 0 to twice the value; one that is 0, from -1 to 1. */
export function defaultSetting(value: number): ParameterSetting {
  if (value === 0) return { value, min: -1, max: 1 }
  return value > 0 ? { value, min: 0, max: 2 * value } : { value, min: 2 * value, max: 0 }
}

/**
 * Hyperparameters that suit surfaces like these better than the optimizers' own defaults, which are made for networks of many
 * weights. A racer added by hand begins with them; a rule without any begins with its defaults.
 */
export const presets: Readonly<Record<string, Readonly<Record<string, HyperparameterValue>>>> = {
  adadelta: { lr: 5 },
  adagrad: { lr: 1 },
  adam: { lr: 0.1 },
  adamax: { lr: 0.1 },
  adamw: { lr: 0.1 },
  amsgrad: { lr: 0.1 },
  asgd: { lr: 0.0015, t0: 50 },
  'heavy-ball': { lr: 0.01 },
  lion: { lr: 0.02 },
  momentum: { lr: 0.001 },
  muon: { lr: 0.05, weightDecay: 0 },
  nadam: { lr: 0.05 },
  nesterov: { lr: 0.001 },
  'nesterov-lookahead': { lr: 0.001 },
  'perturbed-gradient-descent': { lr: 0.0015 },
  qhm: { lr: 0.004, momentum: 0.99 },
  radam: { lr: 0.005 },
  rmsprop: { lr: 0.02 },
  rprop: { lr: 0.1 },
  sam: { lr: 0.0005 },
  sgd: { lr: 0.0015 },
  sgld: { lr: 0.002, gamma: 0 },
  shampoo: { lr: 1 },
  soap: { lr: 0.05, precondition1d: true },
  'sophia-h': { lr: 0.02 },
}

/** The racers of a scene that names none: the rules that everything else is measured by. */
export function defaultRacers(): readonly SceneRacer[] {
  return ['sgd', 'momentum', 'nesterov', 'adagrad', 'rmsprop', 'adam'].map(presetRacer)
}

/** A racer of this optimizer with its preset hyperparameters, as number `index` of a scene. Throws for an optimizer that does not exist. */
export function presetRacer(optimizer: string, index: number): SceneRacer {
  const definition = findOptimizer(optimizer)
  if (definition === undefined) throw new Error(`preset for an unknown optimizer: "${optimizer}"`)
  const { value } = checkHyperparameters(definition, presets[optimizer] ?? {}, optimizer)
  if (value === undefined) throw new Error(`preset of ${optimizer} does not fit its hyperparameters`)
  return { id: optimizer, optimizer, color: paletteColor(index), visible: true, hyper: value }
}

/**
 * The ids of racers, the given ones kept and the others named after their optimizer: `adam`, then `adam-2`, skipping ids that are taken.
 */
export function racerIds(
  racers: readonly { readonly id?: string | undefined; readonly optimizer: string }[],
): readonly string[] {
  const taken = new Set(racers.flatMap(({ id }) => (id === undefined ? [] : [id])))
  return racers.map(({ id, optimizer }) => {
    if (id !== undefined) return id
    let name = optimizer
    for (let n = 2; taken.has(name); n++) name = `${optimizer}-${n}`
    taken.add(name)
    return name
  })
}
