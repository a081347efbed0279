import { useElementSize } from '@mantine/hooks'
import { useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import { useResolvedTheme } from '../ui/use-resolved-theme'
import type { CellMapContent, CellMapFrame } from './cell-map-drawing'
import { cellMapFrame, drawCellMap } from './cell-map-drawing'
import { plainContext } from './plain-context'

interface CellMapProps {
  /** What a screen reader calls it. */
  readonly label: string
  readonly content: CellMapContent
  /** What is said of a cell under the pointer. */
  readonly describe: (cell: number) => string
  /** What is said while the pointer is elsewhere. */
  readonly hint: string
  readonly onPick: (cell: number) => void
}

/** A picture made of cells that tells of the one under the pointer and takes clicks; arrows and Enter do the same. */
export function CellMap({ label, content, describe, hint, onPick }: CellMapProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const cursor = useRef<HTMLDivElement>(null)
  const output = useRef<HTMLOutputElement>(null)
  const { ref: host, width } = useElementSize()
  const theme = useResolvedTheme()
  const frame = useMemo(() => cellMapFrame(content, width), [content, width])
  const chosen = useRef<number>(undefined)

  useLayoutEffect(() => {
    const { current } = canvas
    if (current === null || width === 0) return
    const pixelRatio = Math.min(window.devicePixelRatio, 2)
    current.width = Math.round(width * pixelRatio)
    current.height = Math.round(frame.fullHeight * pixelRatio)
    const style = getComputedStyle(current)
    const ink = { text: style.color, line: style.getPropertyValue('--line'), pixelRatio }
    drawCellMap(plainContext(current), content, frame, ink)
  }, [content, frame, theme, width])

  const show = (cell: number | undefined): void => {
    const [nx, ny] = content.resolution
    chosen.current = cell !== undefined && cell < nx * ny ? cell : undefined
    if (output.current !== null)
      output.current.textContent = chosen.current === undefined ? hint : describe(chosen.current)
    if (cursor.current !== null) placeCursor(cursor.current, chosen.current, frame, nx)
  }
  // What is under the pointer may have changed with what is drawn.
  useEffect(() => show(chosen.current))

  const cellUnder = ({ nativeEvent }: React.MouseEvent): number | undefined =>
    frame.cellAt(nativeEvent.offsetX, nativeEvent.offsetY)
  const move = (event: React.KeyboardEvent): void => {
    const [nx, ny] = content.resolution
    const step = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key]
    if (step !== undefined) {
      const from = chosen.current ?? Math.floor(ny / 2) * nx + Math.floor(nx / 2)
      const [dx, dy] = chosen.current === undefined ? [0, 0] : step
      const i = Math.min(nx - 1, Math.max(0, (from % nx) + dx!))
      const j = Math.min(ny - 1, Math.max(0, Math.floor(from / nx) + dy!))
      show(j * nx + i)
    } else if (event.key === 'Enter' && chosen.current !== undefined) onPick(chosen.current)
    else return
    event.preventDefault()
  }
  return (
    <div className="cell-map">
      <div
        ref={host}
        className="cell-map-host"
        role="group"
        aria-label={label}
        tabIndex={0}
        onPointerMove={(event) => show(cellUnder(event))}
        onPointerLeave={() => show(undefined)}
        onClick={(event) => {
          const cell = cellUnder(event)
          if (cell !== undefined) onPick(cell)
        }}
        onKeyDown={move}
      >
        <canvas ref={canvas} aria-hidden="true" style={{ height: frame.fullHeight }} />
        <div ref={cursor} className="cell-cursor" hidden />
      </div>
      <output ref={output} className="cell-readout" aria-live="polite" />
    </div>
  )
}

/** Around the cell, and never too small to be seen. */
function placeCursor(element: HTMLDivElement, cell: number | undefined, frame: CellMapFrame, nx: number): void {
  element.hidden = cell === undefined
  if (cell === undefined) return
  const [px, py] = frame.toCanvas(cell % nx, Math.floor(cell / nx))
  const [width, height] = frame.cell.map((length) => Math.max(5, length))
  element.style.width = `${width}px`
  element.style.height = `${height}px`
  element.style.transform = `translate(${px - width! / 2}px, ${py - height! / 2}px)`
}
