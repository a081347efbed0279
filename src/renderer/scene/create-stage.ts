import { Camera, Color, LinearSRGBColorSpace, Scene, WebGLRenderer } from 'three'
import { parseColor } from './color-maps'
import type { Context2D } from './markers'
import { FlatOverlay } from './flat-overlay'
import { drawAxes } from './marks/axes'
import { FrameMark } from './marks/frame'
import { Labels } from './marks/labels'
import { drawLegend } from './marks/legend'
import { drawModelPatch } from './marks/model-patch'
import { PathsMark } from './marks/paths'
import { drawPoints } from './marks/points'
import { RimMark } from './marks/rim'
import { SurfaceMark } from './marks/surface'
import { StageUniforms } from './marks/uniforms'
import { halfWidths, StageModel } from './stage-model'
import { StaticLayer } from './static-layer'
import type { DrawQuality, Stage, StageSize } from './stage'
import { stageThemes } from './theme'

export interface StageOptions {
  /** The 3-D view cannot be drawn (no WebGL 2, or its context was lost): one message for a person. */
  readonly onUnavailable?: (message: string) => void
  /** A lost context came back: draw again. */
  readonly onAvailable?: () => void
}

const background = new Color()

type AnyCanvas = HTMLCanvasElement | OffscreenCanvas

/** While moving, at most this many points a side and this many device pixels per CSS pixel are drawn. */
const movingMesh = 64
const movingPixelRatio = 0.75

/**
 * Makes a stage on two canvases of the same place and size: `canvas` takes the 3-D picture, `overlay` lies above it and
 * takes text and markers. Both may be offscreen. Without WebGL 2 it reports so once and goes on to project and pick.
 */
export function createStage(canvas: AnyCanvas, overlay: AnyCanvas, options: StageOptions = {}): Stage {
  const model = new StageModel()
  const context = overlay.getContext('2d') as Context2D | null
  let framesDrawn = 0

  // a lost context takes every GPU object with it: the painter goes at once and a new one comes with the context
  const onLost = (event: Event) => {
    event.preventDefault()
    painter?.dispose()
    painter = undefined
    if (context !== null) clearOverlay(context)
    options.onUnavailable?.('3-D view lost: the graphics context was taken away; the contour map shows the same race')
  }
  const onRestored = () => {
    painter = createPainter(canvas, model, options)
    if (painter !== undefined) options.onAvailable?.()
  }
  canvas.addEventListener('webglcontextlost', onLost)
  canvas.addEventListener('webglcontextrestored', onRestored)
  let painter = createPainter(canvas, model, options)

  return {
    update: (content) => model.update(content),
    resize: (size: StageSize) => {
      model.size = size
      ;[overlay.width, overlay.height] = devicePixels(size, size.pixelRatio)
    },
    draw: (quality) => {
      if (painter === undefined) return
      painter.draw(quality)
      if (context !== null) drawOverlay(context, model)
      framesDrawn++
    },
    flatten: () => painter?.flatten(overlay),
    pick: (px, py) => model.pick(px, py),
    project: (x, y) => {
      const projected = model.project(x, y)
      return projected && { px: projected.px, py: projected.py }
    },
    get framesDrawn() {
      return framesDrawn
    },
    dispose: () => {
      canvas.removeEventListener('webglcontextlost', onLost)
      canvas.removeEventListener('webglcontextrestored', onRestored)
      painter?.dispose()
      painter = undefined
    },
  }
}

function clearOverlay(context: Context2D): void {
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.clearRect(0, 0, context.canvas.width, context.canvas.height)
}

function drawOverlay(context: Context2D, model: StageModel): void {
  const { width, height, pixelRatio } = model.size
  clearOverlay(context)
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0)
  const labels = new Labels(context, width, height)
  drawAxes(context, labels, model)
  if (model.surface === undefined) return
  if (model.content.modelPatch !== undefined) drawModelPatch(context, model, model.content.modelPatch)
  drawPoints(context, model)
  if (model.content.legend) drawLegend(context, model.scale, model.content, model.size)
}

interface Painter {
  draw(quality: DrawQuality): void
  flatten(overlay: AnyCanvas): void
  dispose(): void
}

function createPainter(canvas: AnyCanvas, model: StageModel, options: StageOptions): Painter | undefined {
  const gl = canvas.getContext('webgl2', {
    alpha: false,
    // the static layer is multisampled and has the depth; what is drawn over it smooths its own edges
    antialias: false,
    depth: false,
    stencil: false,
    powerPreference: 'high-performance',
  }) as WebGL2RenderingContext | null
  if (gl === null) {
    options.onUnavailable?.('3-D view unavailable: this machine offers no WebGL 2; the contour map shows the same race')
    return undefined
  }
  const renderer = new WebGLRenderer({ canvas: canvas as HTMLCanvasElement, context: gl })
  // the shaders write the colours that are shown
  renderer.outputColorSpace = LinearSRGBColorSpace
  renderer.sortObjects = false
  renderer.autoClear = false

  const uniforms = new StageUniforms()
  const layer = new StaticLayer(uniforms.layerDepth)
  const surface = new SurfaceMark(uniforms)
  const frame = new FrameMark(uniforms)
  const rim = new RimMark(uniforms)
  const paths = new PathsMark(uniforms)
  const still = new Scene().add(surface.mesh, frame.group, rim.mesh)
  const separatrices = new PathsMark(uniforms, [3.4, 1.6])
  const moving = new Scene().add(layer.copy, separatrices.group, paths.group)
  still.matrixWorldAutoUpdate = moving.matrixWorldAutoUpdate = false
  const camera = new Camera()

  /** Draws all that does not depend on the playhead, unless the layer shows it already. */
  const drawLayer = (quality: DrawQuality) => {
    const { size, content, scale, view, surface: drawn, xTicks, yTicks, boxHeight } = model
    const { colorMap, contours, theme, paint } = content
    const inputs = [size, drawn, scale, view, xTicks, yTicks, boxHeight, colorMap, contours, theme, paint]
    if (layer.shows(inputs, quality)) return
    const isMoving = quality === 'moving'
    const pixelRatio = isMoving ? Math.min(movingPixelRatio, size.pixelRatio) : size.pixelRatio
    const [width, height] = devicePixels(size, pixelRatio)
    if (canvas.width !== width || canvas.height !== height) renderer.setSize(width, height, false)

    const [r, g, b] = parseColor(stageThemes[theme].background)
    renderer.setClearColor(background.setRGB(r / 255, g / 255, b / 255), 1)
    uniforms.setColorMap(colorMap)
    uniforms.setView(view, pixelRatio)
    surface.mesh.visible = rim.mesh.visible = drawn !== undefined
    if (drawn !== undefined) {
      const stride = isMoving ? Math.max(1, Math.floor((Math.max(drawn.nx, drawn.ny) - 1) / (movingMesh - 1))) : 1
      uniforms.setSurface(drawn)
      uniforms.setScale(scale)
      uniforms.stride.value = stride
      surface.setSurface(drawn, halfWidths(content.domain))
      surface.setScale(scale)
      surface.setContours(contours)
      surface.setPaint(paint, content.domain)
      surface.setView(view, stride)
      rim.set(theme)
    }
    frame.set(model)
    renderer.setRenderTarget(layer.begin(inputs, quality, width, height))
    renderer.clear()
    renderer.render(still, camera)
    renderer.setRenderTarget(null)
  }

  const draw = (quality: DrawQuality) => {
    drawLayer(quality)
    paths.group.visible = separatrices.group.visible = model.surface !== undefined
    if (paths.group.visible) {
      separatrices.set(model, model.separatrixPaths)
      paths.set(model)
    }
    renderer.render(moving, camera)
  }

  let flat: FlatOverlay | undefined
  const flattening = new Scene()
  flattening.matrixWorldAutoUpdate = false
  const flatten = (overlay: AnyCanvas) => {
    if (flat === undefined) flattening.add((flat = new FlatOverlay(overlay)).mesh)
    flat.refresh()
    renderer.render(flattening, camera)
  }

  return {
    draw,
    flatten,
    dispose: () => {
      flat?.dispose()
      layer.dispose()
      surface.dispose()
      frame.dispose()
      rim.dispose()
      paths.dispose()
      separatrices.dispose()
      uniforms.dispose()
      renderer.dispose()
    },
  }
}

function devicePixels({ width, height }: StageSize, pixelRatio: number): [number, number] {
  return [Math.max(1, Math.round(width * pixelRatio)), Math.max(1, Math.round(height * pixelRatio))]
}
