import { useEffect, useRef } from 'react'
import { useApp } from '../store/app'
import { drawsCurve } from '../store/drawn-slice'
import { useScene, useSession } from '../store/use-stores'
import { formatNumber } from '../ui/format'
import { useHeld } from '../ui/use-held'
import { ContourInset } from './contour-inset'
import { MotionLegend } from './motion-legend'
import { StageHost } from './stage-host'
import { SurfaceNotes, SurfaceState } from './surface-state'
import { ViewToolbar } from './view-toolbar'

/** Centre: the surface in 3-D, with the map in its corner; or a curve. */
export function ViewPanel() {
  const isCurve = useScene(drawsCurve)
  const isMapWanted = useSession((session) => session.mapOpen)
  const mapOpen = isMapWanted && !isCurve
  const isOutdated = useSession((session) => session.isFormulaPending)
  return (
    <section className="view" aria-label="View" data-map={mapOpen} data-outdated={isOutdated}>
      <StageHost key={String(isCurve)} isCurve={isCurve} />
      <ViewToolbar />
      {mapOpen ? <ContourInset /> : null}
      <Readout isCurve={isCurve} />
      <SurfaceNotes />
      <MotionLegend />
      <SurfaceState />
    </section>
  )
}

/** The point under the pointer, written outside React. */
function Readout({ isCurve }: { readonly isCurve: boolean }) {
  const app = useApp()
  const isStartHeld = useHeld('start') !== undefined
  const output = useRef<HTMLOutputElement>(null)
  useEffect(
    () =>
      app.loop.addPainter(() => {
        const element = output.current
        if (element === null) return
        const { inside, x, y, f } = app.frame.hover
        const { probe } = app.derived.getState()
        // The probe's value is exact; between two probes the drawn surface tells it.
        const value = probe?.at.every((coordinate, axis) => coordinate === [x, y][axis]) === true ? probe.value : f
        const text = inside
          ? `x ${formatNumber(x, 5)}   ${isCurve ? '' : `y ${formatNumber(y, 5)}   `}f ${formatNumber(value, 5)}`
          : `${isCurve ? 'drag pans' : 'drag orbits · shift-drag pans'} · wheel zooms${isStartHeld ? '' : ' · click starts'}`
        if (element.textContent !== text) element.textContent = text
      }),
    [app, isCurve, isStartHeld],
  )
  return <output ref={output} className="view-readout" />
}
