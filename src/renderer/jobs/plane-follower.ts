import type { Domain } from '../../core/domain'
import { movedSliceSpec, seenExamples } from '../../engine/scene-specs'
import type { Engine } from '../../engine/client'
import { frameSteps, type PlaneFrame, planeMoments } from '../playback/plane-frames'
import type { Scene } from '../../core/scene/scene'
import { shownMean } from '../../core/scene/surface-of'
import { type DerivedStore, noPlanes } from '../store/derived'
import type { DocumentStore } from '../store/document'
import { visibleDomain } from '../store/visible-domain'
import { drawPlaneFrames } from '../playback/draw-plane-frames'

interface PlaneFollowerInputs {
  readonly engine: Pick<Engine, 'run'>
  readonly document: DocumentStore
  readonly derived: DerivedStore
}

/**
 * Draws the plane that goes with a racer, at the steps that the scene says, when a person asks for it. What was drawn
 * of another race, plane or domain is forgotten.
 */
export function followPlane({ engine, document, derived }: PlaneFollowerInputs) {
  let shown: string | undefined
  let drawing: ReturnType<typeof drawPlaneFrames> | undefined

  const forget = (): void => {
    drawing?.cancel()
    drawing = undefined
    shown = undefined
    derived.setState({ planes: noPlanes })
  }

  document.subscribe(({ scene }, before) => {
    if (shown !== undefined && scene !== before.scene && keyOf(scene) !== shown) forget()
  })

  return {
    /** The steps at which the plane is drawn; none without a race. */
    steps(scene: Scene): readonly number[] {
      const trace = traceIn(derived, scene)
      return trace === undefined ? [] : frameSteps(trace, scene.view.follow!.every)
    },
    draw(): void {
      const { scene } = document.getState()
      const trace = traceIn(derived, scene)
      if (trace === undefined) return
      forget()
      shown = keyOf(scene)
      const steps = frameSteps(trace, scene.view.follow!.every)
      const frames: PlaneFrame[] = []
      const total = steps.length
      derived.setState({ planes: { ...noPlanes, status: { kind: 'busy' }, total } })
      const job = drawPlaneFrames(engine, scene, visibleDomain(scene), steps, (frame) => {
        frames.push(frame)
        const moments = planeMoments(frames, scene, trace)
        derived.setState({ planes: { status: { kind: 'busy' }, moments, total } })
      })
      drawing = job
      void job.end.then(({ error }) => {
        if (drawing !== job) return
        const { planes } = derived.getState()
        const status = error === undefined ? ({ kind: 'idle' } as const) : ({ kind: 'failed', error } as const)
        derived.setState({ planes: { ...planes, status } })
      })
    },
    /** Ends the drawing; the planes that have come stay. */
    cancel(): void {
      drawing?.cancel()
    },
    forget,
  }
}

function traceIn(derived: DerivedStore, { view: { follow } }: Scene) {
  return derived.getState().race.traces.find(({ id }) => id === follow?.of)
}

/** All that the planes of a scene depend on. */
function keyOf(scene: Scene): string {
  const { view, compareBy } = scene
  const domain: Domain = visibleDomain(scene)
  return JSON.stringify([
    movedSliceSpec(scene, 0),
    view.follow,
    domain,
    compareBy,
    seenExamples(scene),
    shownMean(scene),
  ])
}
