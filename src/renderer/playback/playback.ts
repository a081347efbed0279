/**
 * Playback as a small closed set of commands over a pure reducer. The playhead is real-valued, in the unit of the
 * axis (steps or evaluations). While playing it is a function of the state and of the seconds since the state
 * began, so a frame changes no state and allocates nothing.
 */
export interface PlaybackState {
  readonly playing: boolean
  /** Where the playhead stood when this state began. */
  readonly playhead: number
  /** The last place of the axis, 0 while there is no race. */
  readonly length: number
  /** How far one step of the playhead goes: what lies between two places where something happens. */
  readonly stride: number
  /** Relative to a whole race in `secondsPerRace`. */
  readonly speed: number
  readonly loop: boolean
}

export type PlaybackCommand =
  | { readonly type: 'play' }
  | { readonly type: 'pause' }
  | { readonly type: 'toggle' }
  /** From the beginning, playing. */
  | { readonly type: 'restart' }
  /** Plays on from there, except at the end, where nothing is left to play. */
  | { readonly type: 'seek'; readonly to: number }
  /** To the next (or previous) multiple of the stride, paused. */
  | { readonly type: 'step'; readonly by: number }
  | { readonly type: 'speed'; readonly factor: number }
  | { readonly type: 'loop'; readonly on: boolean }
  /** The axis became longer or shorter, or another. */
  | { readonly type: 'length'; readonly length: number; readonly stride?: number }

/** A whole race at speed 1, whatever its number of steps. */
export const secondsPerRace = 8

export const speeds = [0.25, 0.5, 1, 2, 4] as const

export const initialPlayback: PlaybackState = {
  playing: false,
  playhead: 0,
  length: 0,
  stride: 1,
  speed: 1,
  loop: false,
}

/** The playhead `seconds` after the state began. */
export function playheadAfter(state: PlaybackState, seconds: number): number {
  if (!state.playing || state.length === 0) return state.playhead
  const travelled = state.playhead + (Math.max(0, seconds) * state.speed * state.length) / secondsPerRace
  return state.loop ? travelled % state.length : Math.min(travelled, state.length)
}

/** Whether playing has come to its end and should pause. */
export function hasFinished(state: PlaybackState, seconds: number): boolean {
  return state.playing && !state.loop && playheadAfter(state, seconds) >= state.length
}

/** The state that follows `command`, given `seconds` since the previous state began. */
export function reducePlayback(state: PlaybackState, command: PlaybackCommand, seconds: number): PlaybackState {
  const now: PlaybackState = { ...state, playhead: playheadAfter(state, seconds) }
  switch (command.type) {
    case 'play':
      return play(now)
    case 'pause':
      return { ...now, playing: false }
    case 'toggle':
      return now.playing ? { ...now, playing: false } : play(now)
    case 'restart':
      return { ...now, playhead: 0, playing: now.length > 0 }
    case 'seek':
      return Number.isNaN(command.to) ? now : atRestAtTheEnd({ ...now, playhead: clamp(command.to, now.length) })
    case 'step':
      return { ...now, playing: false, playhead: clamp(neighbour(now.playhead, command.by, now.stride), now.length) }
    case 'speed':
      return command.factor > 0 && Number.isFinite(command.factor) ? { ...now, speed: command.factor } : now
    case 'loop':
      return { ...now, loop: command.on }
    case 'length': {
      const length = Math.max(0, command.length)
      const { stride = 1 } = command
      return { ...now, length, stride, playhead: clamp(now.playhead, length), playing: now.playing && length > 0 }
    }
  }
}

function play(state: PlaybackState): PlaybackState {
  if (state.length === 0) return state
  return { ...state, playing: true, playhead: state.playhead >= state.length ? 0 : state.playhead }
}

function atRestAtTheEnd(state: PlaybackState): PlaybackState {
  return hasFinished(state, 0) ? { ...state, playing: false } : state
}

/** From 3.4, one forward is 4 and one back is 3 where the stride is 1: the first step lands on a whole place. */
function neighbour(playhead: number, by: number, stride: number): number {
  const places = playhead / stride
  return stride * ((by > 0 ? Math.floor(places) : Math.ceil(places)) + by)
}

function clamp(playhead: number, length: number): number {
  return Math.min(Math.max(playhead, 0), length)
}
