import { describe, expect, it } from 'vitest'
import { outcomes } from '../../core/race/trace'
import type { BasinsResult } from '../../engine'
import { attractorColor, lostColor } from '../ui/attractor-colors'
import { basinColors } from './basins-picture'
import type { CellMapContent } from './cell-map-drawing'
import { cellMapFrame } from './cell-map-drawing'
import { sweepColors, sweepLossScale, type SweptRacer } from './sweep-picture'

const lost = outcomes.indexOf('diverged')
const ended = outcomes.indexOf('max-steps')

describe('the geometry of a map', () => {
  const content = { resolution: [5, 3], x: { ticks: [] }, y: { ticks: [] }, aspect: 1 } as unknown as CellMapContent
  const frame = cellMapFrame(content, 240)

  it('finds each cell at its middle, rows from the bottom up', () => {
    for (let cell = 0; cell < 15; cell++) {
      const [px, py] = frame.toCanvas(cell % 5, Math.floor(cell / 5))
      expect(frame.cellAt(px, py)).toBe(cell)
    }
    expect(frame.toCanvas(0, 2)[1]).toBeLessThan(frame.toCanvas(0, 0)[1])
  })

  it('knows its edges', () => {
    const { left, top, width, height } = frame
    expect(frame.cellAt(left + 0.1, top + height - 0.1)).toBe(0)
    expect(frame.cellAt(left + width - 0.1, top + 0.1)).toBe(14)
    for (const [px, py] of [
      [left - 1, top + 1],
      [left + width + 1, top + 1],
      [left + 1, top - 1],
      [left + 1, top + height + 1],
    ] as const)
      expect(frame.cellAt(px, py)).toBeUndefined()
  })
})

describe('the colours of basins', () => {
  it('tell where starts end, which were lost and which are not known yet', () => {
    const result = {
      labels: Uint16Array.of(0, 1, 65535, 65535),
      steps: Uint32Array.of(0, 100, 7, 0),
      outcomes: Uint8Array.of(ended, ended, lost, 0),
    } as unknown as BasinsResult
    const colors = basinColors(result)
    const cell = (index: number): number[] => [...colors.subarray(4 * index, 4 * index + 4)]
    expect(cell(2)).toEqual([...lostColor, 255])
    expect(cell(3)[3]).toBe(0)
    // The quickest is drawn lighter than its attractor's colour, the slowest darker.
    const sum = (channels: readonly number[]): number => channels.slice(0, 3).reduce((a, b) => a + b)
    expect(sum(cell(0))).toBeGreaterThan(sum(attractorColor(0)))
    expect(sum(cell(1))).toBeLessThan(sum(attractorColor(1)))
  })
})

describe('the colours of a sweep', () => {
  const racer = {
    final: Float64Array.of(1e-6, 1, NaN, NaN),
    best: Float64Array.of(1e-6, 1, 0.5, NaN),
    outcomes: Uint8Array.of(ended, ended, lost, 0),
  } as unknown as SweptRacer

  it('go from the least loss to the greatest, lost runs apart', () => {
    const scale = sweepLossScale([racer], 'final')
    expect(scale.kind).toBe('log')
    const colors = sweepColors(racer, 'final', scale, 'viridis')
    const cell = (index: number): number[] => [...colors.subarray(4 * index, 4 * index + 4)]
    expect(cell(0)).not.toEqual(cell(1))
    expect(cell(2)).toEqual([...lostColor, 255])
    expect(cell(3)[3]).toBe(0)
  })

  it('have a scale that no run far beyond the middle one squeezes', () => {
    const wild = { ...racer, final: Float64Array.of(1e-3, 1e-2, 0.1, 1e80), outcomes: new Uint8Array(4).fill(ended) }
    expect(sweepLossScale([wild], 'final').max).toBeLessThan(1)
  })

  it('has a scale while nothing is known', () => {
    const none = { ...racer, final: new Float64Array(4).fill(NaN), outcomes: new Uint8Array(4) }
    expect(sweepLossScale([none], 'final').max).toBeGreaterThan(0)
  })
})
