import { Button, Loader, UnstyledButton } from '@mantine/core'
import { exampleCount } from '../../core/scene/landscape'
import { seenExamples, untilSlice } from '../../engine/scene-specs'
import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { useApp } from '../store/app'
import { useDerived, useScene } from '../store/use-stores'
import { busyText } from '../ui/busy-text'
import { duration } from '../ui/duration'
import './surface-state.css'

/** Busy, held, failed or fine. While an older or coarser surface is on screen, the words stand beside it. */
export function SurfaceState() {
  const { surface, retrySurface } = useApp()
  const status = useDerived((state) => state.surfaceStatus)
  const hasSurface = useDerived((state) => state.surface !== undefined)
  switch (status.kind) {
    case 'idle':
      return null
    case 'busy':
      return (
        <>
          {hasSurface ? (
            <div className="view-busy" role="status" aria-label="Computing" />
          ) : (
            <div className="view-empty" role="status">
              <Loader size="sm" />
              <span>computing the surface</span>
            </div>
          )}
          <LongSurface />
        </>
      )
    case 'held':
      return (
        <div className={hasSurface ? 'view-problem' : 'view-empty'} role="status" aria-label="Surface held">
          <span>{heldText(status.seconds, hasSurface)}</span>
          <Button variant="default" size="xs" onClick={surface.compute}>
            Compute
          </Button>
        </div>
      )
    case 'failed':
      return (
        <div className={hasSurface ? 'view-problem' : 'view-empty'} role="alert">
          <strong>No surface</strong>
          <span>{status.error.message}</span>
          <Button variant="default" onClick={retrySurface}>
            Try again
          </Button>
        </div>
      )
  }
}

/** How far a surface is that takes long, and a way to end it. */
function LongSurface() {
  const { surface } = useApp()
  const now = useStore(surface.progress, (state) => state.now)
  if (now === undefined) return null
  const left = now.secondsLeft === undefined ? '' : ` · about ${duration(now.secondsLeft)} left`
  return (
    <div className="view-problem surface-progress">
      <span className="numbers">
        surface {Math.floor(100 * now.fraction)} %{left}
      </span>
      <UnstyledButton aria-label="Cancel the surface" title="What has come stays" onClick={surface.cancel}>
        Cancel
      </UnstyledButton>
    </div>
  )
}

/** What the surface is of, where not of all examples, or not of the plane that stays. */
export function SurfaceNotes() {
  const seen = useScene(seenExamples)
  const all = useScene(({ landscape }) => exampleCount(landscape))
  const isAwaited = useScene((scene) => untilSlice(scene) !== undefined)
  const isMoving = useDerived(({ planes }) => planes.moments.length > 0)
  return (
    <div className="surface-notes">
      {seen === undefined ? null : (
        <p role="note">
          surface on {seen} of {all} examples
        </p>
      )}
      {isMoving ? <MovingPlaneNote /> : null}
      {isAwaited ? <AwaitedPlaneNote /> : null}
    </div>
  )
}

/** What is drawn while the race is computed that the plane rests on, and how far that is. */
function AwaitedPlaneNote() {
  const progress = useDerived(({ sliceProgress }) => sliceProgress)
  return (
    <p role="note">
      another plane, until its race is computed{progress === undefined ? '' : `: ${busyText(progress)}`}
    </p>
  )
}

/** Through where the plane leads that is drawn now, written outside React. */
function MovingPlaneNote() {
  const app = useApp()
  const of = useScene(({ view }) => view.follow?.of)
  const note = useRef<HTMLParagraphElement>(null)
  useEffect(
    () =>
      app.loop.addPainter(() => {
        const text = `plane through ${of ?? ''} at step ${app.planeNow()?.step ?? 0}`
        if (note.current !== null && note.current.textContent !== text) note.current.textContent = text
      }),
    [app, of],
  )
  return <p ref={note} role="note" />
}

function heldText(seconds: number | undefined, hasSurface: boolean): string {
  const what = hasSurface ? 'A finer surface' : 'The surface'
  return seconds === undefined ? `${what} was cancelled.` : `${what} takes about ${duration(seconds)}.`
}
