import { Button, Loader } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useApp } from '../store/app'
import { useDerived, useSession } from '../store/use-stores'
import { formatNumber } from '../ui/format'
import { ContourInset } from './contour-inset'
import { StageHost } from './stage-host'
import { ViewToolbar } from './view-toolbar'

/** Centre: the surface in 3-D, with the map in its corner. */
export function ViewPanel() {
  const mapOpen = useSession((session) => session.mapOpen)
  const isOutdated = useSession((session) => session.isFormulaPending)
  return (
    <section className="view" aria-label="View" data-map={mapOpen} data-outdated={isOutdated}>
      <StageHost />
      <ViewToolbar />
      {mapOpen ? <ContourInset /> : null}
      <Readout />
      <SurfaceState />
    </section>
  )
}

/** The point under the pointer, written outside React. */
function Readout() {
  const app = useApp()
  const output = useRef<HTMLOutputElement>(null)
  useEffect(
    () =>
      app.loop.addPainter(() => {
        const element = output.current
        if (element === null) return
        const { inside, x, y, f } = app.frame.hover
        const { probe } = app.derived.getState()
        // The probe's value is exact; between two probes the drawn surface tells it.
        const value = probe?.at[0] === x && probe.at[1] === y ? probe.value : f
        const text = inside
          ? `x ${formatNumber(x, 5)}   y ${formatNumber(y, 5)}   f ${formatNumber(value, 5)}`
          : 'drag orbits · shift-drag pans · wheel zooms · click starts'
        if (element.textContent !== text) element.textContent = text
      }),
    [app],
  )
  return <output ref={output} className="view-readout" />
}

/** Busy, failed or fine. While an older surface is on screen, what failed stands beside it. */
function SurfaceState() {
  const app = useApp()
  const status = useDerived((state) => state.surfaceStatus)
  const hasSurface = useDerived((state) => state.surface !== undefined)
  switch (status.kind) {
    case 'idle':
      return null
    case 'busy':
      return hasSurface ? (
        <div className="view-busy" role="status" aria-label="Computing" />
      ) : (
        <div className="view-empty" role="status">
          <Loader size="sm" />
          <span>computing the surface</span>
        </div>
      )
    case 'failed':
      return (
        <div className={hasSurface ? 'view-problem' : 'view-empty'} role="alert">
          <strong>No surface</strong>
          <span>{status.error.message}</span>
          <Button variant="default" onClick={app.retrySurface}>
            Try again
          </Button>
        </div>
      )
  }
}
