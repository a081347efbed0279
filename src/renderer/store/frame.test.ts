import { describe, expect, it } from 'vitest'
import type { DrawQuality } from '../scene/stage'
import { createFrameLoop, panned, zoomed } from './frame'

/** A loop whose frames are run by hand. */
function handDriven() {
  const waiting: ((time: number) => void)[] = []
  const drawn: DrawQuality[] = []
  const state = { playing: false, moving: false, time: 0 }
  const loop = createFrameLoop({
    playhead: () => 0,
    settle: () => undefined,
    isPlaying: () => state.playing,
    isMoving: () => state.moving,
    requestFrame: (run) => waiting.push(run),
  })
  loop.addPainter((_playhead, quality) => drawn.push(quality))
  const runFrames = (most: number, interval: number): number => {
    let count = 0
    while (count < most && waiting.length > 0) {
      state.time += interval
      waiting.shift()!(state.time)
      count++
    }
    return count
  }
  runFrames(10, 16)
  drawn.length = 0
  return { state, loop, drawn, runFrames }
}

describe('the frame loop', () => {
  it('runs one frame on demand and none at rest', () => {
    const { loop, drawn, runFrames } = handDriven()
    expect(runFrames(10, 16)).toBe(0)
    loop.invalidate()
    loop.invalidate()
    expect(runFrames(10, 16)).toBe(1)
    expect(drawn).toEqual(['rest'])
  })

  it('calls back once, after the frame that it was asked for', () => {
    const { loop, drawn, runFrames } = handDriven()
    const seen: number[] = []
    loop.afterFrame(() => seen.push(drawn.length))
    expect(seen).toEqual([])
    expect(runFrames(10, 16)).toBe(1)
    loop.invalidate()
    runFrames(10, 16)
    expect(seen).toEqual([1])
  })

  it('keeps running while playing and stops afterwards', () => {
    const { state, loop, runFrames } = handDriven()
    state.playing = true
    loop.invalidate()
    expect(runFrames(50, 16)).toBe(50)
    state.playing = false
    expect(runFrames(50, 16)).toBe(1)
  })

  it('keeps the whole mesh on a machine that affords it', () => {
    const { state, loop, drawn, runFrames } = handDriven()
    state.moving = true
    loop.invalidate()
    runFrames(300, 17)
    expect(new Set(drawn)).toEqual(new Set(['full']))
    state.moving = false
    runFrames(20, 17)
    expect(drawn.at(-1)).toBe('rest')
    expect(runFrames(20, 17)).toBe(0)
  })

  it('drops quality however slow the frames are', () => {
    const { state, loop, drawn, runFrames } = handDriven()
    state.moving = true
    loop.invalidate()
    runFrames(10, 5000)
    expect(drawn.at(-1)).toBe('moving')
  })

  it('drops quality while moving on a slow machine and ends at full quality', () => {
    const { state, loop, drawn, runFrames } = handDriven()
    state.moving = true
    loop.invalidate()
    runFrames(20, 90)
    expect(drawn.at(-1)).toBe('moving')
    state.moving = false
    runFrames(20, 90)
    expect(drawn.at(-1)).toBe('rest')
    expect(runFrames(20, 90)).toBe(0)
  })
})

describe('the visible domain', () => {
  const domain = { x: [0, 10], y: [-1, 1] } as const

  it('zooms about a point that stays', () => {
    expect(zoomed(domain, [10, 0], 0.5)).toEqual({ x: [5, 10], y: [-0.5, 0.5] })
  })

  it('stops where coordinates would coincide', () => {
    expect(zoomed({ x: [1, 1 + 2e-12], y: [0, 1] }, [1, 0], 0.1)).toBeUndefined()
  })

  it('pans', () => {
    expect(panned(domain, 1, -1)).toEqual({ x: [1, 11], y: [-2, 0] })
  })
})
