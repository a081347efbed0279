import type { Command } from 'commander'
import { readInteger, readNumber, readOutput, readSize } from '../arguments'
import { Failure } from '../failure'
import type { SceneOptions } from '../scene-argument'
import { readScene, withScene } from '../scene-argument'

/** `basin video SCENE --out FILE`: the race as a film, through an installed Chromium. */
export function addVideo(program: Command): void {
  withScene(program.command('video').description('the race as a film'))
    .requiredOption('--out <file>', 'where to: .webm, .mp4 or .gif', readOutput(['webm', 'mp4', 'gif']))
    .option('--size <WxH>', 'pixels', readSize, [1280, 720] as const)
    .option('--fps <f>', 'frames a second', readInteger('--fps', 1, 120), 30)
    .option('--seconds <t>', 'length', readNumber('--seconds', 0.1, 600), 10)
    .action(async (argument: string | undefined, options: SceneOptions) => {
      await readScene(argument, options)
      throw new Failure(1, [
        'film not made: the command line cannot draw films in this version; open Basin and use Export film',
      ])
    })
}
