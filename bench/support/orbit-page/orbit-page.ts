import plotly from 'plotly.js-dist-min'
import { createStage } from '../../../src/renderer/scene/create-stage'
import type { DrawQuality } from '../../../src/renderer/scene/stage'
import { coordinates, domain, grid, paths, rows } from '../himmelblau'

/** What is turned: our stage as the window makes it, and a plotly.js surface. */
export type Subject = 'rest' | 'full' | 'moving' | 'full with six paths' | 'plotly'

export interface OrbitPage {
  /** Turns a subject by a degree a frame and times each frame until its pixels can be read, milliseconds. */
  turn(subject: Subject, frames: number): Promise<number[]>
  readonly facts: { readonly renderer: string; readonly plotlySamples: number }
}

declare global {
  interface Window {
    readonly orbit: Promise<OrbitPage>
  }
}

const size = { width: 1280, height: 720, pixelRatio: 1 } as const

Object.assign(window, { orbit: open() })

async function open(): Promise<OrbitPage> {
  const canvas = document.querySelector<HTMLCanvasElement>('#stage')!
  const overlay = document.querySelector<HTMLCanvasElement>('#overlay')!
  const stage = createStage(canvas, overlay)
  const racers = paths()
  stage.resize(size)
  stage.update({ surface: grid(), domain, playhead: 200, contours: true, legend: true })
  const gl = canvas.getContext('webgl2')!
  const labels = overlay.getContext('2d')!

  const figure = await plotly.newPlot(
    document.querySelector<HTMLElement>('#plotly')!,
    [{ type: 'surface', x: coordinates(), y: coordinates(), z: rows(), colorscale: 'Viridis' }],
    { width: size.width, height: size.height, margin: { l: 0, r: 0, t: 0, b: 0 } },
    { plotGlPixelRatio: size.pixelRatio },
  )
  const { glplot } = figure._fullLayout.scene._scene

  let degree = 0
  const turnStage = (quality: DrawQuality) => {
    const begun = performance.now()
    stage.update({ camera: { azimuth: degree, elevation: 35 } })
    stage.draw(quality)
    complete(gl)
    labels.getImageData(0, 0, 1, 1)
    return performance.now() - begun
  }
  const turnPlotly = async () => {
    const angle = (degree * Math.PI) / 180
    const eye = { x: 1.77 * Math.cos(angle), y: 1.77 * Math.sin(angle), z: 1.25 }
    await plotly.relayout(figure, { 'scene.camera': { eye } })
    complete(glplot.gl)
    // a drag turns the camera without relayout, so only what an animation frame does is timed
    const begun = performance.now()
    glplot.redraw()
    complete(glplot.gl)
    return performance.now() - begun
  }

  return {
    facts: {
      renderer: rendererOf(gl),
      plotlySamples: glplot.gl.getParameter(gl.SAMPLES) as number,
    },
    turn: async (subject, frames) => {
      stage.update({ paths: subject === 'full with six paths' ? racers : [] })
      const times: number[] = []
      for (let frame = 0; frame < frames; frame++) {
        degree = (degree + 1) % 360
        if (subject === 'plotly') times.push(await turnPlotly())
        else times.push(turnStage(subject === 'full with six paths' ? 'full' : subject))
      }
      return times
    },
  }
}

/** Waits until what was drawn is there: only reading a pixel back does. */
function complete(gl: WebGLRenderingContext): void {
  gl.finish()
  gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4))
}

function rendererOf(gl: WebGL2RenderingContext): string {
  const names = gl.getExtension('WEBGL_debug_renderer_info')
  return String(gl.getParameter(names === null ? gl.RENDERER : names.UNMASKED_RENDERER_WEBGL))
}
