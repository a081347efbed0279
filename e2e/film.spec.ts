import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { basin, interruptedBasin } from './support/cli'
import type { Decoded } from './support/film'
import { colorsOf, decodeGif, decodeVideo, differingPixels, findDisc, openDecoder } from './support/film'
import { expect, test } from './support/test'

const colors = { red: [255, 0, 32], magenta: [255, 0, 255], cyan: [0, 255, 255] } as const

/** Three racers far apart, in colours that the surface has not. */
const scene = {
  title: 'Bowl',
  landscape: { kind: 'catalog', id: 'sphere', parameters: {}, domain: { x: [-4, 4], y: [-4, 4] } },
  start: [-3, 3],
  seed: 0,
  steps: 60,
  record: 1,
  stop: { escape: 1000 },
  compareBy: 'step',
  noise: { kind: 'gaussian', scale: 0 },
  racers: (
    [
      ['red', [-3.5, 3]],
      ['magenta', [3.5, 3]],
      ['cyan', [1, -3.5]],
    ] as const
  ).map(([id, start]) => ({
    id,
    optimizer: 'sgd',
    color: `#${colors[id].map((part) => part.toString(16).padStart(2, '0')).join('')}`,
    marker: 'circle',
    line: 'solid',
    visible: true,
    start,
    hyper: { lr: 0.012, weightDecay: 0, maximize: false },
  })),
  view: {
    azimuth: -60,
    elevation: 55,
    height: { scale: 'linear', exaggeration: 0.5 },
    colorMap: 'viridis',
    contours: true,
    overlay: 'height',
    criticalPoints: false,
    separatrices: false,
    model: false,
    chart: { quantity: 'loss' },
    surrogates: { over: 'margin', target: 1, threshold: 0.5 },
  },
} as const

const settings = {
  format: 'webm',
  width: 320,
  height: 180,
  frameRate: 24,
  seconds: 0.5,
  camera: 'still',
  legend: false,
  stepCounter: false,
  lossChart: false,
} as const

type Settings = {
  readonly [K in keyof typeof settings]: (typeof settings)[K] extends number ? number : (typeof settings)[K]
}
type Format = 'webm' | 'mp4' | 'gif'
interface FilmEnd {
  readonly status: 'done' | 'cancelled' | 'failed'
  readonly message?: string
}
interface FilmWindow {
  readonly basinFilm: {
    make(scene: unknown, settings: unknown, theme: 'dark' | 'light'): Promise<FilmEnd>
    heads(
      scene: unknown,
      settings: unknown,
      frame: number,
    ): Promise<readonly { readonly id: keyof typeof colors; readonly px: number; readonly py: number }[]>
    canEncode(format: string, width: number, height: number): Promise<boolean>
  }
}

/** The page behind `basin video`, with what it writes gathered here. */
class FilmPage {
  private bytes = Buffer.alloc(0)
  progress: { readonly frame: number; readonly frameCount: number }[] = []
  /** What happens to the next write. */
  refusal: string | undefined
  private constructor(readonly page: Page) {}

  static async open(page: Page): Promise<FilmPage> {
    const film = new FilmPage(page)
    await page.exposeFunction('basinWrite', (position: number, base64: string) => film.write(position, base64))
    await page.exposeFunction('basinProgress', (progress: FilmPage['progress'][number]) => film.progress.push(progress))
    await page.goto('./film.html')
    await page.waitForFunction(() => 'basinFilm' in window)
    return film
  }

  private write(position: number, base64: string): void {
    if (this.refusal !== undefined) throw new Error(this.refusal)
    const piece = Buffer.from(base64, 'base64')
    const whole = Buffer.alloc(Math.max(this.bytes.length, position + piece.length))
    this.bytes.copy(whole)
    piece.copy(whole, position)
    this.bytes = whole
  }

  async make(some: Partial<Omit<Settings, 'format'>> & { readonly format?: Format } = {}): Promise<Buffer> {
    this.bytes = Buffer.alloc(0)
    this.progress = []
    const end = await this.end(some)
    expect(end).toEqual({ status: 'done' })
    return this.bytes
  }

  end(some: object = {}): Promise<FilmEnd> {
    return this.page.evaluate(
      ([given, chosen]) => (window as unknown as FilmWindow).basinFilm.make(given, chosen, 'dark'),
      [scene, { ...settings, ...some }] as const,
    )
  }

  heads(frame: number, some: object) {
    return this.page.evaluate(
      ([given, chosen, at]) => (window as unknown as FilmWindow).basinFilm.heads(given, chosen, at),
      [scene, { ...settings, ...some }, frame] as const,
    )
  }

  canEncode(format: 'webm' | 'mp4', width: number, height: number): Promise<boolean> {
    return this.page.evaluate(
      ([container, w, h]) => (window as unknown as FilmWindow).basinFilm.canEncode(container, w, h),
      [format, width, height] as const,
    )
  }
}

function expectAFilm({ width, height, frames, seconds, samples }: Decoded, expected: Settings): void {
  expect([width, height]).toEqual([expected.width, expected.height])
  expect(frames).toBe(expected.seconds * expected.frameRate)
  // Containers count in milliseconds, a GIF in hundredths.
  expect(Math.abs(seconds - expected.seconds)).toBeLessThanOrEqual(0.011)
  for (const frame of samples) expect(colorsOf(frame)).toBeGreaterThan(100)
  const [first, middle, last] = samples
  expect(differingPixels(first, middle)).toBeGreaterThan(20)
  expect(differingPixels(middle, last)).toBeGreaterThan(20)
}

test('a WebM film is VP9 of the right size and length, and each head is where it is projected', async ({ page }) => {
  const film = await FilmPage.open(page)
  const some = { width: 960, height: 540 }
  const bytes = await film.make(some)
  expect(film.progress.map(({ frame }) => frame)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1))
  const decoded = await decodeVideo(await openDecoder(page), bytes)
  expect(decoded.mime).toContain('video/webm')
  expect(decoded.codec).toBe('vp9')
  expectAFilm(decoded, { ...settings, ...some })

  const [before, heads] = [await film.heads(0, some), await film.heads(6, some)]
  expect(heads.map(({ id }) => id)).toEqual(['red', 'magenta', 'cyan'])
  for (const [index, { id, px, py }] of heads.entries()) {
    const { px: fromX, py: fromY } = before[index]!
    expect(Math.hypot(px - fromX, py - fromY), `${id} has moved`).toBeGreaterThan(15)
    // The names of the racers stand at the left.
    const found = findDisc(decoded.samples[1], colors[id], 4, (x) => x > 150)
    expect(found.share, `${id} is drawn`).toBeGreaterThan(0.2)
    expect(Math.hypot(found.px - px, found.py - py), `head of ${id}`).toBeLessThanOrEqual(3)
  }
})

test('a WebM film is the same, byte for byte, on every run', async ({ page }) => {
  const film = await FilmPage.open(page)
  const once = await film.make({ camera: 'still' })
  await page.reload()
  await page.waitForFunction(() => 'basinFilm' in window)
  expect((await film.make({ camera: 'still' })).equals(once)).toBe(true)
})

test('an MP4 film is H.264 where this Chromium encodes it, and else is refused in words', async ({ page }) => {
  const film = await FilmPage.open(page)
  if (!(await film.canEncode('mp4', settings.width, settings.height))) {
    expect(await film.end({ format: 'mp4' })).toMatchObject({
      status: 'failed',
      message: expect.stringMatching(/encode|codec/i),
    })
    return
  }
  const decoded = await decodeVideo(await openDecoder(page), await film.make({ format: 'mp4' }))
  expect(decoded.mime).toContain('video/mp4')
  expect(decoded.codec).toBe('avc')
  expectAFilm(decoded, settings)
})

test('a GIF has every frame', async ({ page }) => {
  const film = await FilmPage.open(page)
  const decoded = await decodeGif(await openDecoder(page), await film.make({ format: 'gif' }))
  expectAFilm(decoded, settings)
})

test('a film that cannot be written ends with the reason', async ({ page }) => {
  const film = await FilmPage.open(page)
  film.refusal = 'the disk is full'
  const end = await film.end()
  expect(end.status).toBe('failed')
  expect(end.message).toContain('the disk is full')
})

test.describe('from the command line', () => {
  let folder = ''
  test.beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'basin-film-'))
  })
  test.afterEach(() => rmSync(folder, { recursive: true }))
  const small = ['--size', '320x180', '--fps', '24', '--camera', 'still']

  test('basin video writes one whole file', async ({ page }) => {
    const out = join(folder, 'race.webm')
    const { code, stdout, stderr } = basin(['video', 'himmelblau', '--out', out, '--seconds', '0.5', ...small])
    expect(stderr).toBe('')
    expect(code).toBe(0)
    expect(stdout).toContain('12 frames, 320x180')
    expect(readdirSync(folder)).toEqual(['race.webm'])
    await page.goto('./film.html')
    const decoded = await decodeVideo(await openDecoder(page), readFileSync(out))
    expect(decoded.codec).toBe('vp9')
    expectAFilm(decoded, settings)
  })

  test('basin video, interrupted half-way, leaves nothing behind', async () => {
    const args = ['video', 'himmelblau', '--out', join(folder, 'race.webm'), '--seconds', '300', ...small]
    const { code, stdout } = await interruptedBasin(args, () =>
      readdirSync(folder).some((name) => statSync(join(folder, name)).size > 1000),
    )
    expect(code).toBe(130)
    expect(stdout).toBe('')
    expect(readdirSync(folder)).toEqual([])
  })

  test('basin video says that a place cannot be written to', () => {
    const { code, stdout, stderr } = basin(['video', 'sphere', '--out', join(folder, 'nowhere/race.webm'), ...small])
    expect(code).toBeGreaterThan(0)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/^[^\n]*nowhere[^\n]*\n$/)
    expect(readdirSync(folder)).toEqual([])
  })
})
