import { useMemo } from 'react'
import type { HeightScale, Tick } from '../scales'
import { floorHeight, type Sides } from '../stage-model'
import type { StageContent } from '../stage'
import { stageThemes } from '../theme'
import { Ribbon } from './ribbon'

interface FrameProps extends Pick<StageContent, 'theme'> {
  readonly xTicks: readonly Tick[]
  readonly yTicks: readonly Tick[]
  readonly scale: HeightScale
  readonly boxHeight: number
  readonly sides: Sides
}

/** The box around the surface: its floor and the two walls behind it, with a grid line at every tick. */
export function Frame({ xTicks, yTicks, scale, boxHeight, sides, theme }: FrameProps) {
  const { line, gridAlpha, lineAlpha } = stageThemes[theme]
  const grid = useMemo(
    () => gridLines(xTicks, yTicks, scale.ticks, boxHeight, sides),
    [xTicks, yTicks, scale, boxHeight, sides],
  )
  const edges = useMemo(() => edgeLines(boxHeight, sides), [boxHeight, sides])
  return (
    <>
      <Ribbon segments={grid} color={line} alpha={gridAlpha} width={1} butt />
      <Ribbon segments={edges} color={line} alpha={lineAlpha} width={1.25} butt />
    </>
  )
}

function gridLines(
  xTicks: readonly Tick[],
  yTicks: readonly Tick[],
  fTicks: readonly Tick[],
  top: number,
  [sideX, sideY]: Sides,
): Float32Array<ArrayBuffer> {
  const data: number[] = []
  // a tick at the rim would double the box's edge
  const inner = (ticks: readonly Tick[]) => ticks.filter(({ unit }) => unit > 1e-3 && unit < 1 - 1e-3)
  for (const { unit } of inner(xTicks)) {
    const x = 2 * unit - 1
    data.push(x, -1, floorHeight, x, 1, floorHeight, x, -sideY, floorHeight, x, -sideY, top)
  }
  for (const { unit } of inner(yTicks)) {
    const y = 2 * unit - 1
    data.push(-1, y, floorHeight, 1, y, floorHeight, -sideX, y, floorHeight, -sideX, y, top)
  }
  for (const { unit } of inner(fTicks)) {
    const z = unit * top
    data.push(-1, -sideY, z, 1, -sideY, z, -sideX, -1, z, -sideX, 1, z)
  }
  return new Float32Array(data)
}

function edgeLines(top: number, [sideX, sideY]: Sides): Float32Array<ArrayBuffer> {
  const [f, x, y] = [floorHeight, sideX, sideY]
  return new Float32Array([
    ...[-1, -1, f, 1, -1, f, 1, -1, f, 1, 1, f, 1, 1, f, -1, 1, f, -1, 1, f, -1, -1, f],
    ...[-x, -y, f, -x, -y, top, x, -y, f, x, -y, top, -x, y, f, -x, y, top],
    ...[-1, -y, top, 1, -y, top, -x, -1, top, -x, 1, top],
  ])
}
