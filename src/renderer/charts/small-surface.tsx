import { useEffect, useRef } from 'react'
import type { SurfaceResult } from '../../engine'
import { emptyContent } from '../scene/stage-model'
import type { StageContent } from '../scene/stage'
import { gridOf } from '../scene/surface-grid'
import { drawContourMap } from './contour-map'
import { plainContext } from './plain-context'

/** The heights that small surfaces beside each other share: their colours can be compared. */
export interface SharedRange {
  readonly min: number
  readonly max: number
}

/** What surfaces reach together. */
export function rangeOfAll(surfaces: readonly SurfaceResult[]): SharedRange {
  const finite = surfaces.filter(({ range }) => Number.isFinite(range[0]!))
  return {
    min: Math.min(...finite.map(({ range }) => range[0]!)),
    max: Math.max(...finite.map(({ range }) => range[1]!)),
  }
}

interface SmallSurfaceProps extends Pick<StageContent, 'height' | 'colorMap' | 'theme'> {
  readonly surface: SurfaceResult
  readonly range: SharedRange
  /** CSS pixels a side. */
  readonly size: number
}

/** A surface from above, as the contour map draws it, without axes. */
export function SmallSurface({ surface, range, size, height, colorMap, theme }: SmallSurfaceProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const pixelRatio = Math.min(window.devicePixelRatio, 2)
    const element = canvas.current!
    element.width = element.height = Math.round(size * pixelRatio)
    const grid = { ...gridOf(surface, range.min), span: range.max - range.min }
    const content = { ...emptyContent, surface: grid, domain: surface.domain, height, colorMap, theme }
    drawContourMap(plainContext(element), content, { width: size, height: size, pixelRatio })
  }, [surface, range.min, range.max, size, height, colorMap, theme])
  return <canvas ref={canvas} style={{ width: size, height: size }} aria-hidden="true" />
}
