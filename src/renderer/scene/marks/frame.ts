import { Group, type Mesh, type RawShaderMaterial } from 'three'
import type { Tick } from '../scales'
import { floorHeight, type StageModel } from '../stage-model'
import { stageThemes } from '../theme'
import { RibbonGeometry, ribbonMaterial, ribbonMesh, setRibbonColor } from './ribbons'
import type { StageUniforms } from './uniforms'

/** The box around the surface: its floor and the two walls behind it, with a grid line at every tick. */
export class FrameMark {
  readonly group = new Group()
  private readonly lines: readonly { geometry: RibbonGeometry; material: RawShaderMaterial; mesh: Mesh }[]
  private drawn: readonly unknown[] = []

  constructor(uniforms: StageUniforms) {
    this.lines = [1, 1.25].map((width) => {
      const geometry = new RibbonGeometry()
      const material = ribbonMaterial(uniforms, { color: '#808080', alpha: 0, width, draped: false, butt: true })
      const mesh = ribbonMesh(geometry, material)
      this.group.add(mesh)
      return { geometry, material, mesh }
    })
  }

  set(model: StageModel): void {
    const { xTicks, yTicks, scale, boxHeight, view, content } = model
    const side = [Math.sign(view.eye[0]) || 1, Math.sign(view.eye[1]) || 1] as const
    const inputs = [xTicks, yTicks, scale, boxHeight, side[0], side[1], content.theme]
    if (inputs.every((input, k) => Object.is(input, this.drawn[k]))) return
    this.drawn = inputs

    const theme = stageThemes[content.theme]
    const [grid, edges] = [gridLines(xTicks, yTicks, scale.ticks, boxHeight, side), edgeLines(boxHeight, side)]
    for (const [k, data] of [grid, edges].entries()) {
      const { geometry, material, mesh } = this.lines[k]!
      geometry.set(new Float32Array(data), data.length / 6, 0)
      mesh.geometry = geometry.geometry
      setRibbonColor(material, theme.line, k === 0 ? theme.gridAlpha : theme.lineAlpha)
    }
  }

  dispose(): void {
    for (const { geometry, material } of this.lines) {
      geometry.dispose()
      material.dispose()
    }
  }
}

function gridLines(
  xTicks: readonly Tick[],
  yTicks: readonly Tick[],
  fTicks: readonly Tick[],
  top: number,
  [sideX, sideY]: readonly [number, number],
): number[] {
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
  return data
}

function edgeLines(top: number, [sideX, sideY]: readonly [number, number]): number[] {
  const [f, x, y] = [floorHeight, sideX, sideY]
  return [
    ...[-1, -1, f, 1, -1, f, 1, -1, f, 1, 1, f, 1, 1, f, -1, 1, f, -1, 1, f, -1, -1, f],
    ...[-x, -y, f, -x, -y, top, x, -y, f, x, -y, top, -x, y, f, -x, y, top],
    ...[-1, -y, top, 1, -y, top, -x, -1, top, -x, 1, top],
  ]
}
