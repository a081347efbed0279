import { drawsLine } from '../store/drawn-slice'
import type { Domain } from '../../core/domain'
import type { Scene } from '../../core/scene/scene'
import type { Engine } from '../../engine/client'
import { surfaceLevels, surfaceSpec } from '../../engine/scene-specs'
import type { Host } from '../../host/host'
import type { Notices } from '../store/notices'
import type { Questions } from '../store/questions'
import { fileStem } from './scene-files'

interface SurfaceExportInputs {
  readonly engine: Pick<Engine, 'run'>
  readonly host: Pick<Host, 'files'>
  readonly scene: () => Scene
  readonly domain: () => Domain
  readonly notices: Notices
  readonly questions: Questions
}

const formats = [
  { answer: 'npz', label: 'NPZ' },
  { answer: 'h5', label: 'HDF5' },
  { answer: 'glb', label: 'glTF' },
  { answer: 'vtp', label: 'VTP' },
  { answer: 'stl', label: 'STL' },
] as const

/** Writes the surface on screen to a file: a person chooses its format, then where it goes. */
export function createSurfaceExport({ engine, host, scene, domain, notices, questions }: SurfaceExportInputs) {
  const exported = async (): Promise<void> => {
    const answer = await questions.ask({
      title: 'Export the surface',
      text: 'NPZ and HDF5 (the layout of loss-landscape) hold the values. glTF and VTP hold the mesh with its colours, STL the mesh without.',
      choices: formats,
    })
    const format = formats.find((each) => each.answer === answer)
    if (format === undefined) return
    const shown = scene()
    const { colorMap, height } = shown.view
    const name = `${fileStem(shown.title)}.${format.answer}`
    const { resolution, ...spec } = surfaceSpec(shown, domain(), surfaceLevels(shown).at(-1)!)
    const points = drawsLine(shown.landscape) ? ([resolution[0], 1] as const) : resolution
    const surface = { ...spec, resolution: points, gradient: false }
    const end = await engine.run('surface-file', { name, surface, look: { colorMap, height } }).end
    if (end.status === 'cancelled') return
    if (end.status === 'failed') return notices.problem(`surface not exported: ${end.error.message}`)
    if ('problems' in end.result) {
      const [problem] = end.result.problems
      return notices.problem(`surface not exported: ${problem!.message}`, problem!.remedy)
    }
    const filter = { name: format.label, extensions: [format.answer] }
    const handle = await host.files.saveAs(name, filter, end.result.bytes)
    if (handle !== undefined) notices.news(`surface saved as ${handle.name}`)
  }

  return async (): Promise<void> => {
    try {
      await exported()
    } catch (error) {
      notices.problem(error instanceof Error ? error.message : String(error))
    }
  }
}
