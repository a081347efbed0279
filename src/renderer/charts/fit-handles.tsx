import { clockNames } from '../playback/clock-names'
import { useApp } from '../store/app'
import { setChart } from '../store/edits'
import { clockText } from '../ui/format'
import type { RacePlot } from './race-plot'

/** What a key moves an end by, as a part of the chart's width. */
const keyShare = 0.01

/** The ends of the range over which a law is fitted, to be dragged; a drag is one entry of the history. */
export function FitHandles({ plot }: { readonly plot: RacePlot }) {
  const app = useApp()
  const { fitted, box, x, clockAt, against, length } = plot
  if (fitted === undefined) return null
  const isWhole = against === 'step' || against === 'examples'
  const move = (end: 0 | 1, px: number): void => {
    const clock = isWhole ? Math.round(clockAt(px)) : Number(clockAt(px).toPrecision(4))
    const range = fitted.range.with(end, clock) as [number, number]
    if (range[0] < range[1]) app.edit(setChart({ fit: range }), 'fit')
  }
  return ([0, 1] as const).map((end) => {
    const value = fitted.range[end]
    const step = (by: number): void => {
      const px = x(value)
      const least = isWhole ? Math.abs(x(value + Math.sign(by)) - px) : 0
      move(end, px + Math.sign(by) * Math.max(least, keyShare * box.width))
      app.document.endGesture()
    }
    return (
      <div
        key={end}
        className="fit-handle"
        role="slider"
        tabIndex={0}
        aria-label={end === 0 ? 'Fit from' : 'Fit to'}
        aria-valuemin={0}
        aria-valuemax={length}
        aria-valuenow={value}
        aria-valuetext={`${clockNames[against].title} ${clockText(value)}`}
        title={`The law is fitted ${end === 0 ? 'from' : 'up to'} here: drag it`}
        style={{ left: x(value), top: box.top, height: box.height }}
        onPointerDown={(event) => {
          event.stopPropagation()
          event.currentTarget.setPointerCapture(event.pointerId)
        }}
        onPointerMove={(event) => {
          event.stopPropagation()
          const host = event.currentTarget.parentElement!.getBoundingClientRect()
          if (event.buttons === 1) move(end, event.clientX - host.left)
        }}
        onPointerUp={() => app.document.endGesture()}
        onKeyDown={(event) => {
          const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key]
          if (by === undefined) return
          event.preventDefault()
          event.stopPropagation()
          step(by)
        }}
      />
    )
  })
}
