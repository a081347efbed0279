import type { Command } from 'commander'
import { brief } from '../../core/brief'
import type { DoctorResult, FindingAction } from '../../engine'
import { doctorSpec } from '../../engine/scene-specs'
import type { JsonSource } from '../../formats/json'
import { json } from '../../formats/json'
import { compute, forceOption } from '../compute'
import { print } from '../output'
import type { SceneOptions } from '../scene-argument'
import { readScene, withScene } from '../scene-argument'
import { otherOrder } from '../surface-argument'

interface DoctorOptions extends SceneOptions {
  readonly json?: boolean
}

/** Points along each axis of a surface that is not measured. */
const points = 65

/** `basin doctor SCENE`: what is odd about a picture, with evidence and a remedy each. */
export function addDoctor(program: Command): void {
  withScene(program.command('doctor').description('why a picture looks like this: what is odd about it, and a remedy'))
    .option(...forceOption)
    .option('--json', 'one JSON document on standard output')
    .action(async (argument: string | undefined, options: DoctorOptions) => {
      const scene = await readScene(argument, options)
      const spec = doctorSpec(scene, points, scene.racers.length > 0)
      const result = await compute('doctor', spec, options.threads, options.force === true)
      await print(options.json === true ? json(document(result)) : [text(result, scene.landscape.blob)])
    })
}

function document({ findings, unseen }: DoctorResult): JsonSource {
  return {
    ...(unseen.length > 0 && { unseen }),
    findings: findings.map(({ id, title, subject, severity, evidence, remedy, place, action }) => ({
      id,
      title,
      subject,
      severity,
      evidence,
      remedy,
      ...(place && { place: { ...place } }),
      ...(action && { action: action.kind }),
    })),
  }
}

function text({ findings, unseen }: DoctorResult, blob: string | undefined): string {
  const count = findings.length === 0 ? 'nothing odd' : `${findings.length} finding${findings.length === 1 ? '' : 's'}`
  const lines = findings.map(
    ({ title, severity, evidence, remedy, action }) =>
      `\n${severity}: ${title}\n  ${evidence}\n  remedy: ${remedy}${action === undefined ? '' : optionText(action, blob)}\n`,
  )
  const note = unseen.length === 0 ? '' : `paths too large to be looked at: ${unseen.join(', ')}; record fewer steps\n`
  return `${count}\n${note}${lines.join('')}`
}

/** What on a command line does what a finding proposes. */
function optionText(action: FindingAction, blob: string | undefined): string {
  switch (action.kind) {
    case 'log-scale':
      return ' (in a scene: "view": { "height": { "scale": "log" } })'
    case 'spikes-as-holes':
      return ' (--spikes holes)'
    case 'transpose': {
      const order = blob === undefined ? undefined : otherOrder(blob)
      return order === undefined ? '' : ` (--order ${order})`
    }
    case 'missing':
      return ` (--missing ${action.value})`
    case 'domain':
      return ` (--domain ${[...action.domain.x, ...action.domain.y].map(brief).join()})`
  }
}
