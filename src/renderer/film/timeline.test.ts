import { describe, expect, it } from 'vitest'
import { frameDelay } from './gif-encoder'
import { defaultFilmSettings, estimatedBytes, filmProblems, frameCount } from '../../core/scene/film-settings'
import { frameAt, raceTimeline, sample } from './timeline'

const camera = { azimuth: 30, elevation: 40 }

describe('a film of a race', () => {
  it('has as many frames as its length and rate say', () => {
    expect(frameCount({ seconds: 8, frameRate: 30 })).toBe(240)
    expect(frameCount({ seconds: 0.1, frameRate: 24 })).toBe(2)
    expect(frameCount({ seconds: 2.5, frameRate: 60 })).toBe(150)
  })

  it('begins at the start, ends at the last step and rests there', () => {
    const timeline = raceTimeline({ ...defaultFilmSettings, seconds: 10 }, 200, camera, 1)
    expect(frameAt(timeline, 0).playhead).toBe(0)
    expect(frameAt(timeline, timeline.frameCount - 1).playhead).toBe(200)
    expect(frameAt(timeline, timeline.frameCount - 25).playhead).toBe(200)
    expect(frameAt(timeline, timeline.frameCount - 40).playhead).toBeLessThan(200)
  })

  it('never runs backwards', () => {
    const timeline = raceTimeline(defaultFilmSettings, 137, camera, 1)
    const playheads = Array.from({ length: timeline.frameCount }, (_, n) => frameAt(timeline, n).playhead)
    expect(playheads).toEqual([...playheads].sort((a, b) => a - b))
  })

  it('begins an orbit at the view, turns to the side it is told, and stands in a still', () => {
    const orbit = raceTimeline({ ...defaultFilmSettings, camera: 'orbit' }, 200, camera, 1)
    expect(frameAt(orbit, 0).camera).toEqual(camera)
    expect(frameAt(orbit, orbit.frameCount - 1).camera.azimuth).toBe(150)
    const back = raceTimeline({ ...defaultFilmSettings, camera: 'orbit' }, 200, camera, -1)
    expect(frameAt(back, back.frameCount - 1).camera.azimuth).toBe(-90)
    const still = raceTimeline({ ...defaultFilmSettings, camera: 'still' }, 200, camera, 1)
    expect(frameAt(still, 0).camera).toEqual(camera)
    expect(frameAt(still, 100).camera).toEqual(camera)
  })

  it('can be one frame long', () => {
    const timeline = raceTimeline({ ...defaultFilmSettings, seconds: 0.01 }, 200, camera, 1)
    expect(timeline.frameCount).toBe(1)
    expect(Number.isFinite(frameAt(timeline, 0).camera.azimuth)).toBe(true)
  })
})

describe('a track', () => {
  it('holds its ends and meets its keys', () => {
    const track = {
      ease: 'smooth',
      keys: [
        { time: 1, value: 5 },
        { time: 3, value: 9 },
      ],
    } as const
    expect([0, 1, 2, 3, 4].map((time) => sample(track, time))).toEqual([5, 5, 7, 9, 9])
  })
})

describe('film settings', () => {
  it('are in order by default', () => {
    expect(filmProblems(defaultFilmSettings)).toEqual([])
  })

  it('are refused with every problem named', () => {
    const problems = filmProblems({ ...defaultFilmSettings, width: 1281, height: 9000, seconds: 0 })
    expect(problems.map((problem) => problem.where)).toEqual(['width', 'height', 'seconds'])
  })

  it('refuse 60 frames a second in a GIF', () => {
    expect(filmProblems({ ...defaultFilmSettings, format: 'gif', frameRate: 60 })[0]?.message).toContain('50 frames')
  })

  it('estimate a size that grows with the length', () => {
    const once = estimatedBytes({ ...defaultFilmSettings, seconds: 4 })
    expect(estimatedBytes({ ...defaultFilmSettings, seconds: 8 })).toBe(2 * once)
  })
})

describe('a GIF', () => {
  it.each([24, 30])('keeps its length at %i frames a second', (rate) => {
    const delays = Array.from({ length: 10 * rate }, (_, n) => frameDelay(n, rate))
    expect(delays.reduce((sum, delay) => sum + delay, 0)).toBe(1000)
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(2)
  })
})
