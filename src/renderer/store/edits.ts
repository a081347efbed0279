import type { Domain } from '../../core/domain'
import type { LandscapeCard } from '../../core/definitions/landscape'
import type { HyperparameterValue, OptimizerCard } from '../../core/definitions/optimizer'
import type { StopRules } from '../../core/race/trace'
import type { BatchSetting, MeasureSetting, NoiseSetting } from '../../core/race/settings'
import type { MeasureId } from '../../core/objectives/measures'
import type { ChartSetting } from '../../core/scene/chart'
import { exampleCount, type ParameterSetting, type SceneLandscape } from '../../core/scene/landscape'
import { freeLook } from '../../core/scene/palette'
import type { SceneRacer } from '../../core/scene/racer'
import type { EnsembleSetting, Scene, SceneView } from '../../core/scene/scene'
import { seededLandscape } from '../../core/scene/seeded'
import type { StartSetting } from '../../core/scene/start'
import type { SurrogatesSetting } from '../../core/scene/surrogates'
import type { SweepSetting } from '../../core/scene/sweep-setting'
import { type ThrowSetting, usualThrow } from '../../core/scene/throw-setting'
import type { Symmetry } from '../../core/symmetry/symmetry'
import { sameQuestion } from './answer'
import { cardOf } from './cards'
import { changeStarts, drawnStart, freeFrom, nearestInside, renameIn } from './starts'

/** The changes a person can make to a scene, as pure functions: `edit(scene, ...) -> scene`. */
export type Edit = (scene: Scene) => Scene
export type RacerList = readonly SceneRacer[]

/** Sets the start that all share. */
export function setStart(start: StartSetting): Edit {
  return (scene) => ({ ...scene, start: drawnStart(start, scene) })
}

/** Takes a landscape from the gallery, with its own domain, start and height scale. */
export function chooseLandscape(card: LandscapeCard): Edit {
  return (scene) =>
    withFittingRace({
      ...scene,
      title: card.title,
      landscape: {
        kind: 'catalog',
        id: card.id,
        parameters: defaultsOf(card),
        ...(card.dimension && { dimension: card.dimension.default }),
        domain: card.domain,
      },
      start: card.start,
      racers: scene.racers.map(({ start: _own, ...racer }) => racer),
      view: withoutDomain({ ...scene.view, height: { ...scene.view.height, scale: card.heightScale } }),
    })
}

/**
 * Takes a measured surface with its start and the racers that suit its scale; how it is looked at and how long is raced
 * stay.
 */
export function showMeasured({ title, landscape, start, racers }: Scene): Edit {
  return (scene) =>
    withFittingRace({
      ...scene,
      title,
      landscape,
      start,
      racers,
      view: withoutDomain({ ...scene.view, height: { ...scene.view.height, scale: 'linear' } }),
    })
}

/** Lays a monotone surface between the points of a measurement, or the spline again. */
export function interpolate(isMonotone: boolean): Edit {
  return (scene) => {
    const { interpolation: _before, ...landscape } = scene.landscape
    return { ...scene, landscape: isMonotone ? { ...landscape, interpolation: 'monotone' } : landscape }
  }
}

/** Sets a parameter; one with a range of its own widens it. */
export function setParameter(name: string, value: number): Edit {
  return (scene) => {
    const { landscape } = scene
    const setting = landscape.parameters?.[name]
    if (setting === undefined) return scene
    const next =
      typeof setting === 'number'
        ? value
        : { value, min: Math.min(setting.min, value), max: Math.max(setting.max, value) }
    return { ...scene, landscape: { ...landscape, parameters: { ...landscape.parameters, [name]: next } } }
  }
}

/** Starts that the new domain leaves outside move to its nearest point: a race begins inside. */
export function setDomain(domain: Domain): Edit {
  return (scene) => ({
    ...changeStarts(scene, (start) => nearestInside(start, domain)),
    landscape: { ...scene.landscape, domain },
    view: withoutDomain(scene.view),
  })
}

/** Why a race cannot begin at a coordinate, or nothing where it can. */
export function startProblem(value: number, [min, max]: Domain['x']): string | undefined {
  return value >= min && value <= max ? undefined : `outside the domain, ${min} to ${max}: widen it first`
}

export function setView(change: Partial<Omit<SceneView, 'domain'>>): Edit {
  return (scene) => ({ ...scene, view: { ...scene.view, ...change } })
}

export function setSurrogates(change: Partial<SurrogatesSetting>): Edit {
  return (scene) =>
    setView({ surrogates: withoutUndefined<SurrogatesSetting>({ ...scene.view.surrogates, ...change }) })(scene)
}

export function setSweep(change: Partial<SweepSetting>): Edit {
  return (scene) => {
    const sweep = withoutUndefined<SweepSetting>({ ...scene.view.sweep, ...change })
    return sameQuestion(sweep, scene.view.sweep) ? scene : setView({ sweep })(scene)
  }
}

/** Marks a racer's step at a cliff, with what of it is changed. */
export function setThrow(change: Partial<ThrowSetting>): Edit {
  return (scene) =>
    setView({ throw: withoutUndefined<ThrowSetting>({ ...usualThrow, ...scene.view.throw, ...change }) })(scene)
}

/**
 * Shows a further twin of the network: that which a symmetry makes of the one that is shown. What undoes the last one
 * takes it back.
 */
export function addTwin(symmetry: Symmetry): Edit {
  return (scene) => {
    const { twins = [] } = scene.view
    const isUndone = symmetry.kind !== 'rescale' && JSON.stringify(twins.at(-1)) === JSON.stringify(symmetry)
    return setTwins(isUndone ? twins.slice(0, -1) : [...twins, symmetry])(scene)
  }
}

/** Shows the network by these symmetries; by none it is the network itself. */
export function setTwins(twins: readonly Symmetry[]): Edit {
  return (scene) => {
    const { twins: _before, ...view } = scene.view
    return { ...scene, view: twins.length === 0 ? view : { ...view, twins } }
  }
}

export function setHeightScale(scale: SceneView['height']['scale']): Edit {
  return (scene) =>
    scene.view.height.scale === scale ? scene : setView({ height: { ...scene.view.height, scale } })(scene)
}

export function setScene(
  change: Partial<Pick<Scene, 'steps' | 'record' | 'seed' | 'noise' | 'compareBy' | 'title'>>,
): Edit {
  return ({ landscape, ...scene }) => ({
    ...scene,
    landscape: change.seed === undefined ? landscape : seededLandscape(landscape, change.seed),
    ...change,
  })
}

/** Sets the batches that all share; undefined is all examples at every step. */
export function setBatch(batch: BatchSetting | undefined): Edit {
  return (scene) => withoutUndefined<Scene>({ ...scene, batch })
}

/** Sets every how many steps the loss of all examples is measured; undefined is an epoch. */
export function setMeasureEvery(every: number | undefined): Edit {
  return (scene) => withMeasure(scene, { ...scene.measure, every })
}

/** Measures one more of what the landscape can be measured by; all but the risk are, where nothing is said. */
export function measureToo(measure: MeasureId): Edit {
  return (scene) => {
    const there = (Object.keys(scene.landscape.sum?.measures ?? {}) as MeasureId[]).filter((id) => id !== 'risk')
    const before = scene.measure?.what ?? there
    return before.includes(measure) ? scene : withMeasure(scene, { ...scene.measure, what: [...before, measure] })
  }
}

function withMeasure(
  scene: Scene,
  given: { readonly [K in keyof MeasureSetting]: MeasureSetting[K] | undefined },
): Scene {
  const measure = withoutUndefined<MeasureSetting>(given)
  return withoutUndefined<Scene>({ ...scene, measure: Object.keys(measure).length === 0 ? undefined : measure })
}

/** Changes what the chart shows; what is undefined follows from the rest. */
export function setChart(change: { readonly [K in keyof ChartSetting]?: ChartSetting[K] | undefined }): Edit {
  return (scene) => {
    const chart = withoutUndefined<ChartSetting>({ ...scene.view.chart, ...change })
    return { ...scene, view: { ...scene.view, chart } }
  }
}

/** Changes with how many seeds the race is run, and what they are watched for; undefined is nothing. */
export function setEnsemble(change: Partial<EnsembleSetting>): Edit {
  return (scene) => {
    const ensemble = withoutUndefined<EnsembleSetting>({ ...scene.view.ensemble, ...change })
    return { ...scene, view: { ...scene.view, ensemble } }
  }
}

/** Sets a stop rule; undefined is off. */
export function setStopRule(rule: keyof StopRules, value: number | undefined): Edit {
  return (scene) => ({ ...scene, stop: withoutUndefined<StopRules>({ ...scene.stop, [rule]: value }) })
}

/**
 * The scale of a noise: its standard deviation where it is Gaussian; of one with a covariance the root of its mean
 * variance.
 */
export function noiseScale(noise: NoiseSetting): number {
  if (noise.kind !== 'covariance') return noise.scale
  const { covariance } = noise
  return Math.sqrt(covariance.reduce((trace, row, i) => trace + row[i]!, 0) / covariance.length)
}

/** A covariance belongs to one dimension: noise that has it in another gives way to Gaussian noise of its scale. */
export function withFittingNoise(scene: Scene): Scene {
  const dimension = scene.landscape.dimension ?? 2
  const fitting = (noise: NoiseSetting): NoiseSetting =>
    noise.kind === 'covariance' && noise.covariance.length !== dimension
      ? { kind: 'gaussian', scale: noiseScale(noise) }
      : noise
  return {
    ...scene,
    noise: fitting(scene.noise),
    racers: scene.racers.map((racer) => (racer.noise ? { ...racer, noise: fitting(racer.noise) } : racer)),
  }
}

/** The race of a scene whose landscape is another: noise that fits its dimension, and batches only of examples. */
function withFittingRace(scene: Scene): Scene {
  if (exampleCount(scene.landscape) !== undefined) return withFittingNoise(scene)
  const { batch: _batch, measure: _measure, compareBy, ...rest } = scene
  const isOfExamples = compareBy === 'epoch' || compareBy === 'examples'
  return withFittingNoise({
    ...rest,
    compareBy: isOfExamples ? 'evaluation' : compareBy,
    racers: scene.racers.map(({ batch: _own, ...racer }) => racer),
  })
}

export function addRacer(card: OptimizerCard, hyper: Readonly<Record<string, HyperparameterValue>> = {}): Edit {
  return (scene) => ({ ...scene, racers: [...scene.racers, newRacer(scene.racers, card, hyper)] })
}

/** A racer with its rule's presets, a free name and a look of its own. */
export function newRacer(
  beside: readonly SceneRacer[],
  card: OptimizerCard,
  hyper: Readonly<Record<string, HyperparameterValue>> = {},
): SceneRacer {
  return {
    id: freeName(card.id, beside),
    optimizer: card.id,
    ...freeLook(beside),
    visible: true,
    hyper: { ...hyperDefaults(card), ...(card.presets as SceneRacer['hyper'] | undefined), ...hyper },
  }
}

export function removeRacer(id: string): Edit {
  return (scene) => {
    const freed = freeFrom(scene, id)
    return { ...freed, racers: freed.racers.filter((racer) => racer.id !== id) }
  }
}

export function duplicateRacer(id: string): Edit {
  return (scene) => {
    const index = scene.racers.findIndex((racer) => racer.id === id)
    const racer = scene.racers[index]
    if (racer === undefined) return scene
    return { ...scene, racers: scene.racers.toSpliced(index + 1, 0, copyOf(racer, scene.racers)) }
  }
}

function copyOf(racer: SceneRacer, beside: readonly SceneRacer[]): SceneRacer {
  return { ...racer, id: freeName(racer.id, beside), ...freeLook(beside) }
}

/** Changes some of a racer; a change of name to one that is taken changes nothing. */
export function changeRacer(id: string, change: Partial<SceneRacer>): Edit {
  return (scene) => {
    const taken = change.id !== undefined && change.id !== id && scene.racers.some((racer) => racer.id === change.id)
    if (taken || change.id?.trim() === '') return scene
    const changed = scene.racers.map((racer) =>
      racer.id === id ? withoutUndefined<SceneRacer>({ ...racer, ...change }) : racer,
    )
    const next = { ...scene, racers: changed }
    if (change.id === undefined) return next
    const marked = next.view.throw?.of === id ? setThrow({ of: change.id })(next) : next
    return renameIn(marked, id, change.id)
  }
}

/** Sets where a racer races from: its own start where it has one, else the one that all share. */
export function setRacerStart(id: string, start: StartSetting): Edit {
  return (scene) => {
    const own = scene.racers.find((racer) => racer.id === id)?.start
    return own === undefined ? setStart(start)(scene) : changeRacer(id, { start: drawnStart(start, scene) })(scene)
  }
}

/** A copy of a racer with the same history up to a step, from where its hyperparameters can be changed. */
export function forkRacer(id: string, at: number): Edit {
  return (scene) => {
    const index = scene.racers.findIndex((racer) => racer.id === id)
    const racer = scene.racers[index]
    if (racer === undefined) return scene
    const fork = { ...copyOf(racer, scene.racers), fork: { at, hyper: {} } }
    return { ...scene, racers: scene.racers.toSpliced(index + 1, 0, fork) }
  }
}

/** Sets a hyperparameter of a racer from its fork on; undefined keeps what it is before. */
export function setForkHyperparameter(id: string, name: string, value: HyperparameterValue | undefined): Edit {
  return (scene) => {
    const fork = scene.racers.find((racer) => racer.id === id)?.fork
    if (fork === undefined) return scene
    const hyper = withoutUndefined<typeof fork.hyper>({ ...fork.hyper, [name]: value })
    return changeRacer(id, { fork: { ...fork, hyper } })(scene)
  }
}

export function setHyperparameters(id: string, hyper: SceneRacer['hyper']): Edit {
  return (scene) => {
    const racer = scene.racers.find((each) => each.id === id)
    return racer === undefined ? scene : changeRacer(id, { hyper: { ...racer.hyper, ...hyper } })(scene)
  }
}

export function setHyperparameter(id: string, name: string, value: HyperparameterValue): Edit {
  return setHyperparameters(id, { [name]: value })
}

/** Gives racers the learning rate of their rule, where there is one for it. */
export function setRates(rates: Readonly<Record<string, number>>, isMeant: (id: string) => boolean): Edit {
  return (scene) => {
    const racers = scene.racers.map((racer) => {
      const lr = rates[racer.optimizer]
      const isSame = lr === undefined || lr === racer.hyper['lr'] || !isMeant(racer.id)
      return isSame ? racer : { ...racer, hyper: { ...racer.hyper, lr } }
    })
    return racers.every((racer, i) => racer === scene.racers[i]) ? scene : { ...scene, racers }
  }
}

export function setRacers(racers: readonly SceneRacer[]): Edit {
  return (scene) => ({ ...scene, racers })
}

/** Values and slider ranges of a landscape's parameters: its own, or those of its entry in the catalogue. */
export function parameterSettings(
  landscape: SceneLandscape,
  cards: readonly LandscapeCard[],
): Record<string, ParameterSetting> {
  const card = cardOf(landscape, cards)
  const settings: Record<string, ParameterSetting> = {}
  for (const [name, setting] of Object.entries(landscape.parameters ?? {})) {
    const range = card?.parameters[name]
    if (typeof setting === 'object') settings[name] = setting
    else if (range !== undefined) settings[name] = { value: setting, min: range.min, max: range.max }
  }
  return settings
}

export function hyperDefaults(card: Pick<OptimizerCard, 'hyperparameters'>): Record<string, HyperparameterValue> {
  return Object.fromEntries(Object.entries(card.hyperparameters).map(([name, { default: value }]) => [name, value]))
}

function defaultsOf(card: LandscapeCard): Record<string, number> {
  return Object.fromEntries(Object.entries(card.parameters).map(([name, { default: value }]) => [name, value]))
}

/** `adam`, `adam-2`, `adam-3`. */
function freeName(wanted: string, beside: readonly SceneRacer[]): string {
  const taken = new Set(beside.map(({ id }) => id))
  const stem = wanted.replace(/-\d+$/, '')
  let name = stem
  for (let n = 2; taken.has(name); n++) name = `${stem}-${n}`
  return name
}

function withoutDomain({ domain: _domain, ...view }: SceneView): SceneView {
  return view
}

/** Optional keys are absent, not undefined, as in the file. */
function withoutUndefined<T extends object>(setting: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(setting).filter(([, value]) => value !== undefined)) as T
}
