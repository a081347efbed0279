import type { App, Grip } from '../store/app'
import { panned, zoomed } from '../store/frame'

/** What a drawn view can tell about a pixel, relative to its own top left. */
export interface Pickable {
  pick(px: number, py: number): { readonly x: number; readonly y: number; readonly f: number } | undefined
  /** Where a point of the plane is drawn. */
  project(x: number, y: number): { readonly px: number; readonly py: number } | undefined
}

/** A press that moves less than this, in pixels, is a click. */
const clickSlack = 4
/** From so near, in pixels, a press takes hold of what there is to grip. */
const gripReach = 11
/** Milliseconds after the last turn of the wheel until the view counts as at rest. */
const restAfterWheel = 160

interface Drag {
  readonly pointer: number
  readonly kind: 'orbit' | 'pan' | Grip
  readonly fromX: number
  readonly fromY: number
  lastX: number
  lastY: number
  moved: boolean
}

interface GestureInputs {
  readonly app: App
  readonly element: HTMLElement
  readonly target: Pickable
  /** The 3-D stage orbits by dragging; the map has no camera and pans instead. */
  readonly orbits: boolean
  /** Moves the visible domain by a drag of so many pixels. */
  readonly pan: (dx: number, dy: number) => void
}

/** Pointer and wheel on a view of the surface: hover, click, orbit, pan, zoom about the pointer, drag of a grip. */
export function attachGestures({ app, element, target, orbits, pan }: GestureInputs): () => void {
  const { frame, loop } = app
  const stop = new AbortController()
  const { signal } = stop
  let drag: Drag | undefined
  let wheelTimer: ReturnType<typeof setTimeout> | undefined

  const place = (event: MouseEvent): readonly [number, number] => {
    const box = element.getBoundingClientRect()
    return [event.clientX - box.left, event.clientY - box.top]
  }

  const gripUnder = (event: PointerEvent): Grip | undefined => {
    const [px, py] = place(event)
    return app.grips().find(({ at }) => {
      const mark = target.project(...at)
      return mark !== undefined && Math.hypot(mark.px - px, mark.py - py) <= gripReach
    })
  }

  const hover = (event: PointerEvent): void => {
    element.toggleAttribute('data-over-grip', gripUnder(event) !== undefined)
    const point = target.pick(...place(event))
    frame.hover.inside = point !== undefined
    if (point !== undefined) Object.assign(frame.hover, point)
    if (point !== undefined && app.session.getState().pinned === undefined) app.probeNow()
    loop.invalidate()
  }

  const leave = (): void => {
    frame.hover.inside = false
    app.probeNow()
    loop.invalidate()
  }

  const moveDrag = (current: Drag, event: PointerEvent): void => {
    const [dx, dy] = [event.clientX - current.lastX, event.clientY - current.lastY]
    current.lastX = event.clientX
    current.lastY = event.clientY
    const far = Math.hypot(event.clientX - current.fromX, event.clientY - current.fromY) > clickSlack
    if (!current.moved && !far) return
    current.moved = true
    if (typeof current.kind === 'object') {
      const point = target.pick(...place(event))
      if (point === undefined) return
      Object.assign(frame.hover, point, { inside: true })
      current.kind.drag([point.x, point.y])
      return
    }
    frame.moving = true
    if (current.kind === 'orbit') {
      const { azimuth, elevation } = frame.camera
      app.showCamera(wrapped(azimuth - dx * 0.4), Math.min(90, Math.max(2, elevation + dy * 0.3)))
    } else {
      pan(dx, dy)
    }
  }

  const end = (event: PointerEvent): void => {
    if (drag?.pointer !== event.pointerId) return
    const finished = drag
    drag = undefined
    frame.moving = false
    loop.invalidate()
    if (typeof finished.kind === 'object' && finished.moved) finished.kind.drop()
    if (event.type === 'pointercancel' || finished.moved || event.button !== 0) return
    if (typeof finished.kind === 'object' && !finished.kind.passesClicks) return
    const point = target.pick(...place(event))
    if (point === undefined) return
    if (event.altKey) app.session.setState({ pinned: [point.x, point.y] })
    else app.raceFrom([point.x, point.y])
  }

  const listen = <K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (event: HTMLElementEventMap[K]) => void,
    passive = true,
  ): void => element.addEventListener(type, listener, { signal, passive })

  listen('pointerdown', (event) => {
    if (drag !== undefined || event.button > 2) return
    element.setPointerCapture(event.pointerId)
    const isPan = event.button !== 0 || event.shiftKey || !orbits
    const [x, y] = [event.clientX, event.clientY]
    const isPlain = event.button === 0 && !event.shiftKey && !event.altKey
    const kind = (isPlain ? gripUnder(event) : undefined) ?? (isPan ? 'pan' : 'orbit')
    drag = { pointer: event.pointerId, kind, fromX: x, fromY: y, lastX: x, lastY: y, moved: false }
  })
  listen('pointermove', (event) => {
    if (drag?.pointer === event.pointerId) moveDrag(drag, event)
    else hover(event)
  })
  listen('pointerup', end)
  listen('pointercancel', end)
  listen('pointerleave', leave)
  listen('contextmenu', (event) => event.preventDefault(), false)
  listen(
    'wheel',
    (event) => {
      event.preventDefault()
      const point = target.pick(...place(event))
      const { x, y } = frame.domain
      const about =
        point === undefined ? ([(x[0] + x[1]) / 2, (y[0] + y[1]) / 2] as const) : ([point.x, point.y] as const)
      const pixels = event.deltaMode === 1 ? event.deltaY * 30 : event.deltaY
      const next = zoomed(frame.domain, about, Math.exp(Math.min(Math.max(pixels, -120), 120) * 0.0016))
      if (next === undefined) return
      frame.moving = true
      clearTimeout(wheelTimer)
      wheelTimer = setTimeout(() => {
        frame.moving = false
        loop.invalidate()
      }, restAfterWheel)
      app.showDomain(next)
    },
    false,
  )
  return () => {
    stop.abort()
    clearTimeout(wheelTimer)
  }
}

/** Pans the visible domain so that the floor follows the hand, as the camera sees it. */
export function panByCamera(app: App, dx: number, dy: number, pixelsPerBox: number): void {
  const { domain, camera } = app.frame
  const [width, height] = [domain.x[1] - domain.x[0], domain.y[1] - domain.y[0]]
  const azimuth = (camera.azimuth * Math.PI) / 180
  const foreshortening = Math.max(0.25, Math.sin((camera.elevation * Math.PI) / 180))
  const right = dx / pixelsPerBox
  const away = -dy / pixelsPerBox / foreshortening
  const x = -Math.sin(azimuth) * right - Math.cos(azimuth) * away
  const y = Math.cos(azimuth) * right - Math.sin(azimuth) * away
  app.showDomain(panned(domain, -x * width, -y * height))
}

/** Pans along a line by a part of its visible length, so that it follows the hand. */
export function panAlong(app: App, part: number): void {
  const { domain } = app.frame
  app.showDomain(panned(domain, -part * (domain.x[1] - domain.x[0]), 0))
}

/** Into (-180, 180]. */
function wrapped(degrees: number): number {
  return degrees - 360 * Math.ceil((degrees - 180) / 360)
}
