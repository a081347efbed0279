import { useEffect, useRef, useState } from 'react'
import { createStage } from '../scene/create-stage'
import { createCurveStage } from '../scene/curve/create-curve-stage'
import { curveWidth } from '../scene/curve/curve-plot'
import type { DrawQuality, SurfacePaint } from '../scene/stage'
import { useApp } from '../store/app'
import type { AnalysisState } from '../store/derived'
import { pictureKey } from '../store/session'
import { useResolvedTheme } from '../ui/use-resolved-theme'
import { attachGestures, panAlong, panByCamera } from './gestures'
import { heatNow, isProbeAlone, pointerContent, stageContent } from './stage-content'
import type { PlaneMoment } from '../playback/plane-frames'

const orbitKeys: Readonly<Record<string, readonly [azimuth: number, elevation: number]>> = {
  ArrowLeft: [5, 0],
  ArrowRight: [-5, 0],
  ArrowUp: [0, 5],
  ArrowDown: [0, -5],
}

function setAttribute(element: HTMLElement, name: string, value: boolean | number): void {
  const text = String(value)
  if (element.getAttribute(name) !== text) element.setAttribute(name, text)
}

/** Whether what is laid over the surface is still to come; a map that grows is shown as it is. */
function isOverlayBusy({ field, points, batchSurfaces }: AnalysisState): boolean {
  return [field, points, ...batchSurfaces].some(({ status }) => status.kind === 'busy')
}

/**
 * The 3-D view, or a curve. Its host says `data-ready` once a frame with the surface has been drawn, and `aria-busy`
 * while a finer one is still to come; `data-surfaces` counts those that have been drawn.
 */
export function StageHost({ isCurve }: { readonly isCurve: boolean }) {
  const app = useApp()
  const theme = useResolvedTheme()
  const host = useRef<HTMLDivElement>(null)
  const [unavailable, setUnavailable] = useState<string>()
  const themeNow = useRef(theme)

  useEffect(() => {
    themeNow.current = theme
    app.loop.invalidate()
  }, [app, theme])

  useEffect(() => {
    const element = host.current!
    // a stage's canvas goes with it, so every stage has one of its own
    const canvases = [0, 1, 2].map(() => document.createElement('canvas'))
    const [canvas, overlay, pointer] = canvases as [HTMLCanvasElement, HTMLCanvasElement, HTMLCanvasElement]
    for (const each of canvases) each.ariaHidden = 'true'
    element.prepend(...canvases)
    const stage = (isCurve ? createCurveStage : createStage)(canvas, overlay, {
      pointer,
      onUnavailable: setUnavailable,
      onAvailable: () => {
        setUnavailable(undefined)
        app.loop.invalidate()
      },
    })
    let isStale = true
    const markStale = (): void => {
      isStale = true
    }
    let shownTheme = themeNow.current
    let shownDomain = app.frame.domain
    let shownPlane: PlaneMoment | undefined
    let shownHeat: SurfacePaint | undefined

    const paint = (playhead: number, quality: DrawQuality): void => {
      const plane = app.planeNow()
      if (plane !== shownPlane) {
        isStale = true
        // What was known of a point is of another plane.
        app.probeNow()
      }
      shownPlane = plane
      const heat = heatNow(app)
      if (heat !== shownHeat) isStale = true
      shownHeat = heat
      if (isStale || shownTheme !== themeNow.current || shownDomain !== app.frame.domain) {
        shownTheme = themeNow.current
        shownDomain = app.frame.domain
        isStale = false
        stage.update(stageContent(app, shownTheme, plane, heat))
      }
      moment.playhead = playhead
      stage.update(moment)
      stage.update(pointerContent(app))
      // while a race plays under a camera at rest only its paths are drawn, so full quality costs nothing
      stage.draw(app.frame.moving ? quality : 'rest')
      const { surface, surfaceStatus, surfacesShown, race, analysis } = app.derived.getState()
      const isReady = stage.framesDrawn > 0 && surface !== undefined
      const isBusy =
        (app.frame.moving && quality !== 'rest') ||
        surfaceStatus.kind === 'busy' ||
        race.status.kind === 'busy' ||
        isOverlayBusy(analysis)
      setAttribute(element, 'data-ready', isReady)
      setAttribute(element, 'data-surfaces', surfacesShown)
      setAttribute(element, 'aria-busy', isBusy)
    }
    const moment = { playhead: 0, camera: app.frame.camera }
    const resize = (): void => {
      const { clientWidth: width, clientHeight: height } = element
      if (width === 0 || height === 0) return
      stage.resize({ width, height, pixelRatio: Math.min(window.devicePixelRatio, 2) })
      app.loop.invalidate()
    }
    const observer = new ResizeObserver(resize)
    observer.observe(element)
    resize()
    const undo = [
      app.document.subscribe(markStale),
      app.derived.subscribe((now, before) => {
        if (isProbeAlone(now, before)) return
        // Said at once: the next frame may be long in coming.
        if (now.surfaceStatus.kind === 'busy') setAttribute(element, 'aria-busy', true)
        markStale()
      }),
      app.session.subscribe((now, before) => {
        if (pictureKey(now) !== pictureKey(before)) markStale()
      }),
      app.loop.addPainter(paint),
      attachGestures({
        app,
        element,
        target: stage,
        orbits: !isCurve,
        pan: isCurve
          ? (dx) => panAlong(app, dx / curveWidth(element.clientWidth))
          : (dx, dy) => panByCamera(app, dx, dy, 0.6 * Math.min(element.clientWidth, element.clientHeight)),
      }),
      () => observer.disconnect(),
      // To give up a context waits for all that it still has to draw: for seconds, without graphics hardware.
      () => void requestIdleCallback(() => stage.dispose()),
      () => canvases.forEach((each) => each.remove()),
    ]
    return () => undo.forEach((run) => run())
  }, [app, isCurve])

  return (
    <div
      ref={host}
      className="stage"
      role="group"
      aria-label="Loss landscape"
      aria-description={`${isCurve ? 'Drag to pan' : 'Drag to orbit, shift-drag to pan'}, turn the wheel to zoom, click to set the start or drag its ring`}
      tabIndex={0}
      data-ready="false"
      aria-busy="true"
      onKeyDown={(event) => {
        const turn = event.altKey || event.ctrlKey || event.metaKey ? undefined : orbitKeys[event.key]
        if (turn === undefined) return
        event.preventDefault()
        event.stopPropagation()
        const { azimuth, elevation } = app.frame.camera
        app.showCamera(azimuth + turn[0], Math.min(90, Math.max(2, elevation + turn[1])))
      }}
    >
      {unavailable === undefined ? null : (
        <p className="stage-message" role="alert">
          {unavailable}
        </p>
      )}
    </div>
  )
}
