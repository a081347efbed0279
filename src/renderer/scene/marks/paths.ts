import { Group, type Mesh, type RawShaderMaterial } from 'three'
import type { Domain } from '../../../core/domain'
import { PathSegments } from '../path-segments'
import type { PathData } from '../stage'
import type { StageModel } from '../stage-model'
import { stageThemes } from '../theme'
import { RibbonGeometry, ribbonMaterial, ribbonMesh, setRibbonColor } from './ribbons'
import type { StageUniforms } from './uniforms'

/** How much nearer than the surface paths count: about their half width where the surface rises steeply behind them. */
const bias = 0.018

interface PathLine {
  segments: PathSegments
  readonly geometry: RibbonGeometry
  readonly materials: readonly RawShaderMaterial[]
  readonly meshes: readonly Mesh[]
  readonly group: Group
}

/** The racers' paths, draped on the surface up to the playhead, drawn over the static layer. */
export class PathsMark {
  readonly group = new Group()
  private readonly lines = new Map<string, PathLine>()
  private paths: readonly PathData[] = []
  private domain: Domain | undefined

  /** `widths` of outline and core, CSS pixels. */
  constructor(
    private readonly uniforms: StageUniforms,
    private readonly widths: readonly [outline: number, core: number] = [5, 2.8],
  ) {}

  set(model: StageModel, paths: readonly PathData[] = model.content.paths): void {
    const { domain, playhead, theme } = model.content
    const { casing } = stageThemes[theme]
    this.uniforms.playhead.value = playhead
    const moved = this.domain === undefined || !sameDomain(domain, this.domain)
    if (moved || paths !== this.paths) this.dropMissing(paths)
    for (const path of paths) {
      const line = this.lines.get(path.id) ?? this.addLine(path.id, domain)
      this.grow(line, path, domain, moved)
      line.group.visible = path.visible
      line.geometry.show(line.segments.countBefore(playhead))
      const [outline, core] = line.materials
      setRibbonColor(outline!, casing, 0.75)
      setRibbonColor(core!, path.color, 1)
    }
    this.paths = paths
    this.domain = domain
  }

  private grow(line: PathLine, path: PathData, domain: Domain, moved: boolean): void {
    if (moved || !line.segments.continues(path)) line.segments = new PathSegments(domain)
    const { segments } = line
    const from = segments.append(path)
    line.geometry.set(segments.data, segments.count, from)
    for (const mesh of line.meshes) mesh.geometry = line.geometry.geometry
  }

  private addLine(id: string, domain: Domain): PathLine {
    const { uniforms } = this
    const common = { color: '#808080', alpha: 1, draped: true, bias }
    const geometry = new RibbonGeometry()
    const materials = [
      ribbonMaterial(uniforms, { ...common, width: this.widths[0], overlaid: { hiddenAlpha: 0 } }),
      ribbonMaterial(uniforms, { ...common, width: this.widths[1], overlaid: { hiddenAlpha: 0.28 } }),
    ]
    const meshes = materials.map((material) => ribbonMesh(geometry, material))
    const group = new Group()
    group.add(...meshes)
    this.group.add(group)
    const line: PathLine = { segments: new PathSegments(domain), geometry, materials, meshes, group }
    this.lines.set(id, line)
    return line
  }

  private dropMissing(paths: readonly PathData[]): void {
    const ids = new Set(paths.map(({ id }) => id))
    for (const [id, line] of this.lines) {
      if (ids.has(id)) continue
      this.group.remove(line.group)
      this.lines.delete(id)
      disposeLine(line)
    }
  }

  dispose(): void {
    for (const line of this.lines.values()) disposeLine(line)
  }
}

function disposeLine(line: PathLine): void {
  line.geometry.dispose()
  for (const material of line.materials) material.dispose()
}

function sameDomain(a: Domain, b: Domain): boolean {
  return a.x[0] === b.x[0] && a.x[1] === b.x[1] && a.y[0] === b.y[0] && a.y[1] === b.y[1]
}
