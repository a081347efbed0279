import type { Command } from 'commander'
import { Option } from 'commander'
import type { FilmFormat, FrameRate } from '../../core/scene/film-settings'
import { defaultFilmSettings, filmFormats, filmProblems, frameCount } from '../../core/scene/film-settings'
import { readNumber, readOutput, readSize } from '../arguments'
import { unusable } from '../failure'
import { filmInBrowser } from '../film-browser'
import { print, withOutput } from '../output'
import type { SceneOptions } from '../scene-argument'
import { readScene, withScene } from '../scene-argument'

interface VideoOptions extends SceneOptions {
  readonly out: string
  readonly size: readonly [number, number]
  readonly fps: number
  readonly seconds: number
  readonly camera: 'still' | 'orbit'
  readonly theme: 'dark' | 'light'
  readonly legend: boolean
  readonly counter: boolean
  readonly chart: boolean
}

/** `basin video SCENE --out FILE`: the race as a film, drawn and encoded by an installed Chromium. */
export function addVideo(program: Command): void {
  const { width, height, frameRate, seconds, camera } = defaultFilmSettings
  withScene(program.command('video').description('the race as a film'))
    .requiredOption('--out <file>', 'where to: .webm, .mp4 or .gif', readOutput(filmFormats))
    .option('--size <WxH>', 'pixels, both even', readSize, [width, height] as const)
    .option('--fps <f>', 'frames a second: 24, 30 or 60', Number, frameRate)
    .option('--seconds <t>', 'length', readNumber('--seconds', 0.1, 600), seconds)
    .addOption(new Option('--camera <motion>', 'how the camera moves').choices(['still', 'orbit']).default(camera))
    .addOption(new Option('--theme <theme>', 'the look').choices(['dark', 'light']).default('dark'))
    .option('--no-legend', 'without the colour legend')
    .option('--no-counter', 'without the step counter')
    .option('--no-chart', 'without the loss chart')
    .action(async (argument: string | undefined, options: VideoOptions) => {
      const settings = {
        format: options.out.toLowerCase().split('.').at(-1) as FilmFormat,
        width: options.size[0],
        height: options.size[1],
        frameRate: options.fps as FrameRate,
        seconds: options.seconds,
        camera: options.camera,
        legend: options.legend,
        stepCounter: options.counter,
        lossChart: options.chart,
      }
      const problems = filmProblems(settings)
      if (problems.length > 0) {
        throw unusable(...problems.map((problem) => ({ ...problem, where: optionOf(problem.where) })))
      }
      const scene = await readScene(argument, options)
      const watched = process.stderr.isTTY
      await withOutput(options.out, (file) =>
        filmInBrowser(scene, settings, options.theme, {
          write: file.writeAt,
          progress: (frame, total) => {
            if (watched) process.stderr.write(`\rframe ${frame} of ${total}`)
          },
        }),
      )
      if (watched) process.stderr.write('\r\x1b[K')
      await print([`${options.out}: ${frameCount(settings)} frames, ${options.size.join('x')}\n`])
    })
}

function optionOf(where: string | undefined): string {
  return where === 'width' || where === 'height' ? '--size' : `--${where}`
}
