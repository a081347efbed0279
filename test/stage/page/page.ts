import { createStage } from '../../../src/renderer/scene/create-stage'
import type { DrawQuality, PathData, Stage, StageContent, SurfaceGrid } from '../../../src/renderer/scene/stage'
import { emptyContent } from '../../../src/renderer/scene/stage-model'
import { countCalls, type GlWatch, watchCalls } from './gl-calls'

const size = { width: 320, height: 220, pixelRatio: 1 }
const domain = { x: [-2, 2], y: [-1, 3] } as const
const points = 48
/** The mesh: two triangles a cell. */
const surfaceIndices = 6 * (points - 1) ** 2

/** A bowl with ridges, so that some of it hides behind the rest. */
const height = (x: number, y: number) => x * x + (y - 1) ** 2 + Math.cos(4 * x)
const slope = (x: number, y: number) => [2 * x - 4 * Math.sin(4 * x), 2 * (y - 1)] as const

function surfaceGrid(): SurfaceGrid {
  const at = ([min, max]: readonly [number, number], i: number) => min + ((max - min) * i) / (points - 1)
  const places = Array.from({ length: points ** 2 }, (_, k) => {
    return [at(domain.x, k % points), at(domain.y, Math.floor(k / points))] as const
  })
  const values = places.map((place) => height(...place))
  const reference = Math.min(...values)
  return {
    domain,
    nx: points,
    ny: points,
    heights: Float32Array.from(values, (value) => value - reference),
    gradients: Float32Array.from(places.flatMap((place) => slope(...place))),
    reference,
    span: Math.max(...values) - reference,
  }
}

function straightPath(id: string, from: readonly [number, number], to: readonly [number, number]): PathData {
  const rows = Array.from({ length: 21 }, (_, k) => k)
  return {
    id,
    color: '#ff00ff',
    marker: 'circle',
    visible: true,
    count: rows.length,
    clock: Float64Array.from(rows),
    points: Float64Array.from(
      rows.flatMap((k) => [0, 1].map((axis) => from[axis]! + ((to[axis]! - from[axis]!) * k) / 20)),
    ),
  }
}

const content: Partial<StageContent> = {
  surface: surfaceGrid(),
  domain,
  camera: { azimuth: -70, elevation: 48 },
  landmarks: [],
  start: undefined,
  legend: false,
}

function mount(changes: Partial<StageContent> = {}) {
  const canvas = document.createElement('canvas')
  const overlay = document.createElement('canvas')
  const messages: string[] = []
  const stage = createStage(canvas, overlay, {
    onUnavailable: (message) => messages.push(message),
    onAvailable: () => messages.push('available'),
  })
  stage.resize(size)
  stage.update({ ...content, ...changes })
  const pixels = (): Uint8Array => {
    const gl = canvas.getContext('webgl2')!
    const bytes = new Uint8Array(4 * canvas.width * canvas.height)
    gl.readPixels(0, 0, canvas.width, canvas.height, gl.RGBA, gl.UNSIGNED_BYTE, bytes)
    return bytes
  }
  return { canvas, overlay, stage, pixels, messages }
}

/** The middle of all pixels of a colour like magenta, weighed by how much they are; undefined where there are few. */
function magentaMiddle(context: CanvasRenderingContext2D): [number, number] | undefined {
  const { data, width } = context.getImageData(0, 0, context.canvas.width, context.canvas.height)
  let [x, y, sum] = [0, 0, 0]
  for (let at = 0; at < data.length; at += 4) {
    const weight = (data[at + 3]! / 255) * Math.max(0, Math.min(data[at]!, data[at + 2]!) - data[at + 1]! - 100)
    x += weight * (((at / 4) % width) + 0.5)
    y += weight * (Math.floor(at / 4 / width) + 0.5)
    sum += weight
  }
  return sum > 500 ? [x / sum, y / sum] : undefined
}

/** No surface, and nothing on it. */
const bare = { surface: undefined, paths: [], paint: undefined, separatrices: [], ghosts: [], stems: [] } as const

/** What the analysis lays over a surface. */
const analysed = {
  paint: {
    domain,
    nx: 2,
    ny: 2,
    colors: new Uint8ClampedArray(16).fill(200),
    smooth: false,
    legend: { kind: 'classes', title: 'basins', entries: [] },
  },
  separatrices: [Float64Array.of(0, 0, 1, 1, 1.5, 2)],
  ghosts: [
    { grid: surfaceGrid(), color: '#33aa77' },
    { grid: surfaceGrid(), color: 'rgb(204, 102, 119)' },
  ],
  stems: [
    { color: '#e8a13a', clock: Float64Array.of(-1), points: Float64Array.of(0.5, 0.5), loss: Float64Array.of(3) },
  ],
} satisfies Partial<StageContent>

/** The stage of `playFrames`. */
let played: Stage | undefined
let watched: { watch: GlWatch; canvas: HTMLCanvasElement; stage: Stage } | undefined

const toBase64 = (bytes: Uint8Array): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))

const page = {
  /** How many colours the 3-D canvas shows. */
  colors(): number {
    const { stage, pixels } = mount()
    stage.draw('rest')
    const count = new Set(new Uint32Array(pixels().buffer)).size
    stage.dispose()
    return count
  },

  /** Pixels between where a head is seen and where `project` puts it, for heads here and there. */
  headErrors(): (number | undefined)[] {
    const paths = [straightPath('a', [-1.5, 2], [1, 0])]
    const { overlay, stage } = mount({ paths })
    const errors = [0, 3.5, 10, 14.25, 20].map((playhead) => {
      stage.update({ playhead })
      stage.draw('rest')
      const seen = magentaMiddle(overlay.getContext('2d')!)
      const t = playhead / 20
      const expected = stage.project(-1.5 + 2.5 * t, 2 - 2 * t)
      return seen && expected && Math.hypot(seen[0] - expected.px, seen[1] - expected.py)
    })
    stage.dispose()
    return errors
  },

  /** How often one frame draws the surface after each kind of change. */
  surfacesDrawn(): Record<string, number> {
    const { stage } = mount({ paths: [straightPath('a', [-1.5, 2], [1, 0])] })
    stage.draw('rest')
    const drawnAfter = (changes: Partial<StageContent>, quality: DrawQuality = 'rest') => {
      stage.update(changes)
      return countCalls(() => stage.draw(quality)).drawn.filter((count) => count === surfaceIndices).length
    }
    const result = {
      nothing: drawnAfter({}),
      playhead: drawnAfter({ playhead: 7.5 }),
      'playhead, moving': drawnAfter({ playhead: 8.5 }, 'moving'),
      start: drawnAfter({ start: [0, 0] }),
      probe: drawnAfter({
        probe: {
          at: [0, 0],
          isHeld: true,
          gradient: [1, 0],
          eigenvalues: [-1, 2],
          eigenvectors: [
            [1, 0],
            [0, 1],
          ],
        },
      }),
      hover: drawnAfter({ hover: [0.5, 0.5] }),
      paths: drawnAfter({ paths: [straightPath('b', [1, 1], [0, 2])] }),
      camera: drawnAfter({ camera: { azimuth: -60, elevation: 48 } }),
      theme: drawnAfter({ theme: 'light' }),
      'color map': drawnAfter({ colorMap: 'magma' }),
      contours: drawnAfter({ contours: false }),
      'height scale': drawnAfter({ height: { scale: 'log', exaggeration: 1 } }),
      exaggeration: drawnAfter({ height: { scale: 'log', exaggeration: 1.5 } }),
      domain: drawnAfter({ domain: { x: [-1, 1], y: [0, 2] } }),
      surface: drawnAfter({ surface: surfaceGrid() }),
      'nothing, full': drawnAfter({}, 'full'),
      'camera, full': drawnAfter({ camera: { azimuth: -40, elevation: 48 } }, 'full'),
      'rest after full': drawnAfter({}),
    }
    stage.dispose()
    return result
  },

  /** The 3-D canvas after a race was played up to a step, and as drawn by a new stage at that step. */
  playedAndFresh(): [string, string] {
    const paths = [straightPath('a', [-1.8, 2.8], [1.8, -0.8])]
    const played = mount({ paths })
    played.stage.draw('rest')
    for (let playhead = 0; playhead <= 12; playhead += 1.5) {
      played.stage.update({ playhead })
      played.stage.draw('moving')
    }
    const fresh = mount({ paths, playhead: 12 })
    fresh.stage.draw('rest')
    const result: [string, string] = [toBase64(played.pixels()), toBase64(fresh.pixels())]
    for (const { stage } of [played, fresh]) stage.dispose()
    return result
  },

  /** The 3-D canvas of a stage that showed other things before, and of a new one. */
  livedAndFresh(): [string, string] {
    const lines = ['a', 'b', 'c'].map((id, k) => straightPath(id, [-1.8, 2 - k], [1.8, k - 0.5]))
    const shown = {
      paths: lines,
      playhead: 15,
      theme: 'light',
      colorMap: 'magma',
      ...analysed,
    } satisfies Partial<StageContent>
    const lived = mount({ ...shown, theme: 'dark', colorMap: 'viridis' })
    lived.stage.draw('rest')
    for (const change of [
      { paths: lines.slice(1), paint: undefined, domain: { x: [-1, 1], y: [0, 2] } },
      { camera: { azimuth: 130, elevation: 20 }, height: { scale: 'log', exaggeration: 2 } },
      bare,
      { surface: surfaceGrid(), paths: lines.slice(2) },
    ] satisfies Partial<StageContent>[]) {
      lived.stage.update(change)
      lived.stage.draw('moving')
    }
    lived.stage.update({ ...emptyContent, ...content, ...shown })
    lived.stage.draw('rest')
    const fresh = mount(shown)
    fresh.stage.draw('rest')
    const result: [string, string] = [toBase64(lived.pixels()), toBase64(fresh.pixels())]
    for (const { stage } of [lived, fresh]) stage.dispose()
    return result
  },

  /** Opens a stage under watch, shows all sorts of things on it and takes them away again. */
  openWatched(rounds: number): void {
    const watch = watchCalls()
    const { canvas, stage } = mount(bare)
    const drawAll = (azimuth: number) => {
      for (const quality of ['moving', 'full', 'rest'] as const) {
        stage.update({ camera: { azimuth, elevation: 30 } })
        stage.draw(quality)
      }
    }
    drawAll(10)
    for (let round = 0; round < rounds; round++) {
      for (const theme of ['dark', 'light'] as const) {
        for (const azimuth of [10, 100, 190, 280]) {
          const paths = [straightPath(`${azimuth}`, [-1, 0], [1, 2]), straightPath('stays', [1, 1], [0, 2])]
          const colorMap = theme === 'dark' ? 'viridis' : 'magma'
          stage.update({ surface: surfaceGrid(), paths, theme, colorMap, ...analysed })
          drawAll(azimuth)
        }
      }
      stage.resize({ ...size, width: 200 })
      drawAll(20)
      stage.resize(size)
      stage.update(bare)
      drawAll(10)
    }
    watched = { watch, canvas, stage }
  },

  /** GPU objects that are there now; objects that were taken away go when the page is idle. */
  watchedObjects(): { created: number; left: Record<string, number> } {
    const { created, left } = watched!.watch
    return { created, left: { ...left } }
  },

  /** Disposes the stage under watch; answers whether its context is gone. */
  closeWatched(): boolean {
    const { watch, canvas, stage } = watched!
    stage.dispose()
    watch.stop()
    watched = undefined
    return canvas.getContext('webgl2')!.isContextLost()
  },

  /** Plays a race, turns the camera once around it, and plays on: so many frames each, on a stage that stays open. */
  playFrames(count: number): void {
    played ??= mount({ paths: [straightPath('a', [-1.8, 2.8], [1.8, -0.8])], legend: true }).stage
    for (const { quality, turns } of [
      { quality: 'rest', turns: false },
      { quality: 'moving', turns: true },
      { quality: 'full', turns: false },
    ] as const) {
      for (let frame = 0; frame < count; frame++) {
        if (turns) played.update({ camera: { azimuth: (360 * frame) / count, elevation: 40 } })
        else played.update({ playhead: (20 * frame) / count })
        played.draw(quality)
      }
    }
  },

  /** The 3-D canvas before and after the context was lost, and what was reported. */
  async lostAndRestored(): Promise<{ before: string; after: string; messages: readonly string[] }> {
    const { canvas, stage, pixels, messages } = mount({ paths: [straightPath('a', [-1, 0], [1, 2])], playhead: 9.5 })
    const picture = () => {
      stage.draw('rest')
      return toBase64(pixels())
    }
    const before = picture()
    const loss = canvas.getContext('webgl2')!.getExtension('WEBGL_lose_context')!
    const happens = (event: string) => new Promise((resolve) => canvas.addEventListener(event, resolve, { once: true }))
    const lost = happens('webglcontextlost')
    loss.loseContext()
    await lost
    stage.draw('rest')
    const restored = happens('webglcontextrestored')
    // not before the event that tells of the loss is over
    await new Promise((resolve) => requestAnimationFrame(resolve))
    loss.restoreContext()
    await restored
    const after = picture()
    stage.dispose()
    return { before, after, messages }
  },
}

export type StagePage = typeof page
Object.assign(globalThis, { page })
