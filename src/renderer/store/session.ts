import { createStore } from 'zustand/vanilla'
import type { Symmetry } from '../../core/symmetry/symmetry'
import type { PathId } from '../../engine'
import { type Instrument, instruments } from '../../core/scene/instruments'
import { defaultFilmSettings, filmFormats, filmProblems, type FilmSettings } from '../../core/scene/film-settings'
import type { SmallStorage } from './lenient-storage'

export type ThemeChoice = 'dark' | 'light' | 'auto'

export const rightTabs = ['race', 'analyse'] as const

/** What a map of basins is asked for. */
export interface BasinsChoice {
  /** A racer's id; the first one where it is absent or gone. */
  readonly racer: string | undefined
  readonly resolution: number
}

/** What path is asked for. */
export interface PathsChoice {
  /** The racer whose point is the first end; the first one where it is absent or gone. */
  readonly from: string | undefined
  /** The racer whose point is the other; where it is absent or gone, a twin of the first end. */
  readonly to: string | undefined
  readonly twin: TwinChoice
  /** What is found besides the straight line. */
  readonly paths: readonly PathId[]
}

/** How a network becomes its twin. Layers and units are counted from 0. */
export interface TwinChoice {
  readonly kind: Symmetry['kind']
  readonly layer: number
  readonly unit: number
  /** The other one of two that change places. */
  readonly other: number
  readonly factor: number
  readonly seed: number
}

/** How this window is arranged: kept on this machine, not in the document. */
export interface SessionState {
  readonly theme: ThemeChoice
  readonly leftOpen: boolean
  readonly rightOpen: boolean
  readonly mapOpen: boolean
  /** Whether the loss chart and the standings are shown below the race's controls. */
  readonly timeOpen: boolean
  /** The racer under the pointer, in whatever list, table or chart. */
  readonly hoveredRacer: string | undefined
  /** The racer that stays emphasised. */
  readonly chosenRacer: string | undefined
  readonly openRacer: string | undefined
  readonly rightTab: (typeof rightTabs)[number]
  readonly analysisTab: Instrument
  readonly basins: BasinsChoice
  readonly paths: PathsChoice
  /** The racer whose step is laid open; the first one where it is absent or gone. */
  readonly stepRacer: string | undefined
  /** And whose path is compared with the slice. */
  readonly sliceRacer: string | undefined
  /** Whether the formula being typed is not in order or waits for an answer: the surface on screen is of one before. */
  readonly isFormulaPending: boolean
  /** Which dialog is open. */
  readonly dialog: 'export' | 'shortcuts' | undefined
  /** What the last film was to be. */
  readonly film: FilmSettings
  /** Where the probe is held; it follows the pointer while absent. */
  readonly pinned: readonly [number, number] | undefined
}

const key = 'basin.session'
const first: SessionState = {
  theme: 'auto',
  leftOpen: true,
  rightOpen: true,
  mapOpen: true,
  timeOpen: true,
  hoveredRacer: undefined,
  chosenRacer: undefined,
  openRacer: undefined,
  rightTab: 'race',
  analysisTab: 'points',
  basins: { racer: undefined, resolution: 128 },
  paths: {
    from: undefined,
    to: undefined,
    twin: { kind: 'shuffle', layer: 0, unit: 0, other: 1, factor: 4, seed: 1 },
    paths: [],
  },
  stepRacer: undefined,
  sliceRacer: undefined,
  isFormulaPending: false,
  film: defaultFilmSettings,
  dialog: undefined,
  pinned: undefined,
}

/** Whether a part of the analysis is on screen. */
export function isAnalysing({ rightOpen, rightTab, analysisTab }: SessionState, tab: Instrument): boolean {
  return rightOpen && rightTab === 'analyse' && analysisTab === tab
}

/** The arrangement in which a part of the analysis is on screen. */
export function showing(analysisTab: Instrument): Partial<SessionState> {
  return { rightOpen: true, rightTab: 'analyse', analysisTab }
}

/** What of the window's arrangement the picture depends on, as a key. */
export function pictureKey(session: SessionState): string {
  const section = isAnalysing(session, 'cross-section') ? { isHeld: session.pinned !== undefined } : undefined
  return JSON.stringify([emphasisedRacer(session), section])
}

/** The racer whose trace is to stand out: the one under the pointer, else the chosen one. */
export function emphasisedRacer({ hoveredRacer, chosenRacer }: SessionState): string | undefined {
  return hoveredRacer ?? chosenRacer
}

export function createSessionStore(storage: SmallStorage | undefined) {
  const store = createStore<SessionState>(() => ({ ...first, ...read(storage) }))
  let kept = ''
  store.subscribe(({ theme, leftOpen, rightOpen, mapOpen, timeOpen, rightTab, analysisTab, film }) => {
    const text = JSON.stringify({ theme, leftOpen, rightOpen, mapOpen, timeOpen, rightTab, analysisTab, film })
    // What is hovered over changes often, and is not kept.
    if (text !== kept) storage?.setItem(key, text)
    kept = text
  })
  return store
}

export type SessionStore = ReturnType<typeof createSessionStore>

function read(storage: Pick<Storage, 'getItem'> | undefined): Partial<SessionState> {
  try {
    const kept: unknown = JSON.parse(storage?.getItem(key) ?? '{}')
    if (typeof kept !== 'object' || kept === null) return {}
    return Object.fromEntries(Object.entries(kept).filter(([name, value]) => isKept(name, value)))
  } catch {
    return {}
  }
}

function isKept(name: string, value: unknown): boolean {
  if (name === 'theme') return value === 'dark' || value === 'light' || value === 'auto'
  if (name === 'rightTab') return rightTabs.some((tab) => tab === value)
  if (name === 'analysisTab') return instruments.some((tab) => tab === value)
  if (name === 'film') return isFilm(value)
  return ['leftOpen', 'rightOpen', 'mapOpen', 'timeOpen'].includes(name) && typeof value === 'boolean'
}

function isFilm(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const film = value as Readonly<Record<string, unknown>>
  const hasTypes = Object.entries(defaultFilmSettings).every(([name, usual]) => typeof film[name] === typeof usual)
  const hasNames =
    filmFormats.some((format) => format === film['format']) && /^(still|orbit)$/.test(String(film['camera']))
  return hasTypes && hasNames && filmProblems(value as FilmSettings).length === 0
}
