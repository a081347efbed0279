import { describe, expect, it } from 'vitest'
import type { PlaybackCommand, PlaybackState } from './playback'
import { hasFinished, initialPlayback, playheadAfter, reducePlayback, secondsPerRace } from './playback'

function run(commands: readonly PlaybackCommand[], from: PlaybackState = initialPlayback): PlaybackState {
  return commands.reduce((state, command) => reducePlayback(state, command, 0), from)
}

const race = run([{ type: 'length', length: 200 }])

describe('playback', () => {
  it('plays a whole race in the stated time, in proportion to the speed', () => {
    const playing = run([{ type: 'restart' }], race)
    expect(playheadAfter(playing, secondsPerRace / 2)).toBe(100)
    expect(playheadAfter(run([{ type: 'speed', factor: 2 }], playing), secondsPerRace / 4)).toBe(100)
    expect(playheadAfter(playing, 100 * secondsPerRace)).toBe(200)
    expect(hasFinished(playing, secondsPerRace / 2)).toBe(false)
    expect(hasFinished(playing, secondsPerRace)).toBe(true)
  })

  it('keeps the place reached when a command interrupts', () => {
    const paused = reducePlayback(run([{ type: 'restart' }], race), { type: 'pause' }, secondsPerRace / 4)
    expect(paused).toMatchObject({ playing: false, playhead: 50 })
    expect(playheadAfter(paused, 10)).toBe(50)
  })

  it('starts again from the beginning when played at the end', () => {
    const end = run([{ type: 'seek', to: 200 }], race)
    expect(run([{ type: 'play' }], end)).toMatchObject({ playing: true, playhead: 0 })
  })

  it('pauses where it is told to go to the end, and plays on from anywhere else', () => {
    const playing = run([{ type: 'restart' }], race)
    expect(run([{ type: 'seek', to: Infinity }], playing)).toMatchObject({ playing: false, playhead: 200 })
    expect(run([{ type: 'seek', to: 199 }], playing).playing).toBe(true)
    const looping = run(
      [
        { type: 'loop', on: true },
        { type: 'seek', to: Infinity },
      ],
      playing,
    )
    expect(looping.playing).toBe(true)
  })

  it('steps as far as from one place where something happens to the next', () => {
    const examples = run(
      [
        { type: 'length', length: 30, stride: 4 },
        { type: 'seek', to: 9 },
      ],
      race,
    )
    expect(run([{ type: 'step', by: 1 }], examples).playhead).toBe(12)
    expect(run([{ type: 'step', by: -1 }], examples).playhead).toBe(8)
    expect(
      run(
        [
          { type: 'seek', to: 29 },
          { type: 'step', by: 1 },
        ],
        examples,
      ).playhead,
    ).toBe(30)
    expect(
      run(
        [
          { type: 'length', length: 30 },
          { type: 'step', by: 1 },
        ],
        examples,
      ).playhead,
    ).toBe(10)
  })

  it('steps to whole places and pauses', () => {
    const between = run([{ type: 'seek', to: 3.4 }, { type: 'play' }], race)
    expect(run([{ type: 'step', by: 1 }], between)).toMatchObject({ playing: false, playhead: 4 })
    expect(run([{ type: 'step', by: -1 }], between)).toMatchObject({ playhead: 3 })
    expect(
      run(
        [
          { type: 'seek', to: 4 },
          { type: 'step', by: -1 },
        ],
        race,
      ).playhead,
    ).toBe(3)
    expect(run([{ type: 'step', by: -1 }], race).playhead).toBe(0)
  })

  it('loops without ever finishing', () => {
    const looping = run([{ type: 'loop', on: true }, { type: 'restart' }], race)
    expect(playheadAfter(looping, secondsPerRace * 1.25)).toBeCloseTo(50, 10)
    expect(hasFinished(looping, secondsPerRace * 3)).toBe(false)
  })

  it('clamps a seek, ignores one that is not a number, and follows a shorter axis', () => {
    expect(run([{ type: 'seek', to: 1e9 }], race).playhead).toBe(200)
    expect(run([{ type: 'seek', to: Number.NaN }], race).playhead).toBe(0)
    expect(
      run(
        [
          { type: 'seek', to: 150 },
          { type: 'length', length: 90 },
        ],
        race,
      ).playhead,
    ).toBe(90)
  })

  it('does not play where there is no race', () => {
    expect(run([{ type: 'play' }]).playing).toBe(false)
    expect(run([{ type: 'restart' }]).playing).toBe(false)
  })
})
