import { useEffect, useRef } from 'react'
import { drawContourMap, drawMapPointer, mapFrame } from '../charts/contour-map'
import { useApp } from '../store/app'
import type { PlaneMoment } from '../playback/plane-frames'
import type { DrawQuality, SurfacePaint } from '../scene/stage'
import { panned } from '../store/frame'
import { pictureKey } from '../store/session'
import { useResolvedTheme } from '../ui/use-resolved-theme'
import { attachGestures } from './gestures'
import { heatNow, isProbeAlone, pointerContent, stageContent } from './stage-content'
import { plainContext } from '../charts/plain-context'

/** Milliseconds between pictures of the map while quality is reduced. */
const slowInterval = 150

/**
 * The same surface from above. It shows what the stage shows and takes the same clicks, hovers and turns of the wheel.
 */
export function ContourInset() {
  const app = useApp()
  const theme = useResolvedTheme()
  const host = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const pointer = useRef<HTMLCanvasElement>(null)

  useEffect(() => {
    const element = host.current!
    const surface = canvas.current!
    const context = plainContext(surface)
    const pointerContext = plainContext(pointer.current!)
    const size = { width: 1, height: 1, pixelRatio: 1 }
    let shownPlane: PlaneMoment | undefined
    let shownHeat: SurfacePaint | undefined
    let content = stageContent(app, theme, undefined)
    let isStale = true
    let shownPlayhead = NaN
    let shownAt = -Infinity
    const markStale = (): void => {
      isStale = true
    }

    const paint = (playhead: number, quality: DrawQuality): void => {
      // On a slow machine the map waits for the stage, and comes back with the last frame.
      if (quality === 'moving' && app.clock() - shownAt < slowInterval) return
      shownAt = app.clock()
      const { domain } = app.frame
      const plane = app.planeNow()
      const heat = heatNow(app)
      if (content.domain !== domain || plane !== shownPlane || heat !== shownHeat) isStale = true
      shownPlane = plane
      shownHeat = heat
      if (isStale) content = stageContent(app, theme, plane, heat)
      // The camera turns nothing here: without news the map keeps its picture.
      if (isStale || playhead !== shownPlayhead) drawContourMap(context, { ...content, playhead }, size)
      isStale = false
      shownPlayhead = playhead
      drawMapPointer(pointerContext, content, pointerContent(app), size)
    }
    const resize = (): void => {
      size.width = element.clientWidth
      size.height = element.clientHeight
      size.pixelRatio = Math.min(window.devicePixelRatio, 2)
      for (const each of [surface, pointer.current!]) {
        each.width = Math.round(size.width * size.pixelRatio)
        each.height = Math.round(size.height * size.pixelRatio)
      }
      isStale = true
      app.loop.invalidate()
    }
    const observer = new ResizeObserver(resize)
    observer.observe(element)
    resize()
    const undo = [
      app.document.subscribe(markStale),
      app.derived.subscribe((now, before) => {
        if (!isProbeAlone(now, before)) markStale()
      }),
      app.session.subscribe((now, before) => {
        if (pictureKey(now) !== pictureKey(before)) markStale()
      }),
      app.loop.addPainter(paint),
      attachGestures({
        app,
        element,
        target: {
          pick: (px, py) => {
            const point = mapFrame(app.frame, size).toPlane(px, py)
            return point === undefined ? undefined : { x: point[0], y: point[1], f: NaN }
          },
          project: (x, y) => {
            const [px, py] = mapFrame(app.frame, size).toCanvas(x, y)
            return { px, py }
          },
        },
        orbits: false,
        pan: (dx, dy) => {
          const { domain } = app.frame
          const { width, height } = mapFrame(app.frame, size)
          const [spanX, spanY] = [domain.x[1] - domain.x[0], domain.y[1] - domain.y[0]]
          app.showDomain(panned(domain, (-dx / width) * spanX, (dy / height) * spanY))
        },
      }),
      () => observer.disconnect(),
    ]
    return () => undo.forEach((run) => run())
  }, [app, theme])

  return (
    <div ref={host} className="contour-map" role="group" aria-label="Contour map">
      <canvas ref={canvas} aria-hidden="true" />
      <canvas ref={pointer} aria-hidden="true" />
    </div>
  )
}
