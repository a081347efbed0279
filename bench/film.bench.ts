import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { Report } from './report'
import { buildPage, root, withPage } from './support/chromium'
import type { FilmTimes } from './support/film-page/film-page'
import { coordinates, paths, rows } from './support/himmelblau'
import { median } from './support/median'

/** A film frame at 1280x720, drawn and encoded, against a frame of the same surface and paths drawn by matplotlib. */
const rounds = 3
const frames = 16
const formats = ['webm', 'mp4'] as const
const codecs = { webm: 'VP9', mp4: 'H.264' } as const
/** Measured once on two cores, matplotlib 3.6: what stands in where this machine has no matplotlib. */
const recordedMatplotlib = 1800

export async function bench(report: Report): Promise<void> {
  const folder = await buildPage('film-page')
  const python = ['python3', '/usr/bin/python3'].find(
    (command) => spawnSync(command, ['-c', 'import matplotlib']).status === 0,
  )
  if (python === undefined) console.log(`  no python3 with matplotlib: its recorded ${recordedMatplotlib} ms stand in`)
  await withPage(folder, async (page, url) => {
    await page.goto(url)
    await page.waitForFunction(() => 'filmBench' in window)
    const able = await page.evaluate(
      (names) => Promise.all(names.map((name) => window.filmBench.canEncode(name))),
      formats,
    )
    const encoded = formats.filter((_, index) => able[index])
    const made: Record<(typeof formats)[number], FilmTimes[]> = { webm: [], mp4: [] }
    const peer: number[] = []
    for (let round = 0; round < rounds; round++) {
      for (const format of encoded) {
        made[format].push(await page.evaluate(([name, n]) => window.filmBench.make(name, n), [format, frames] as const))
      }
      peer.push(python === undefined ? recordedMatplotlib : median(plotFrames(python, 1)))
    }
    for (const format of formats) {
      const name = `a film frame in ${codecs[format]}`
      if (!encoded.includes(format)) {
        console.log(`  ${name}: this Chromium cannot encode it`)
        continue
      }
      const ratio = median(made[format].map(({ film }, round) => film / peer[round]!))
      report({ name: `${name} against matplotlib`, value: ratio, unit: 'times', aim: { atMost: 0.2 } })
      report({ name, value: median(made[format].map(({ film }) => film)), unit: 'ms' })
    }
    const paint = Object.values(made).flatMap((list) => list.map((times) => times.paint))
    report({ name: 'a film frame, drawn only', value: median(paint), unit: 'ms' })
    report({ name: 'a frame of matplotlib', value: median(peer), unit: 'ms' })
  })
}

/** Milliseconds of frames drawn by matplotlib, after a first one that is not counted. */
function plotFrames(python: string, count: number): number[] {
  const axis = coordinates()
  const lines = paths().map(({ points, loss, color }) => ({
    x: [...points].filter((_, index) => index % 2 === 0),
    y: [...points].filter((_, index) => index % 2 === 1),
    z: [...loss],
    color,
  }))
  const input = JSON.stringify({ x: axis, y: axis, z: rows(), paths: lines, frames: count })
  const { status, stdout, stderr } = spawnSync(python, [join(root, 'bench/support/plot-surface.py')], {
    input,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`matplotlib drew nothing: ${stderr}`)
  return (JSON.parse(stdout) as { times: number[] }).times
}
