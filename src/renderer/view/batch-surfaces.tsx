import { NativeSelect } from '@mantine/core'
import { mostBatchSurfaces } from '../../core/scene/overlays'
import { exampleCount } from '../../core/scene/landscape'
import { drawnBatches, seenExamples } from '../../engine/scene-specs'
import { useApp } from '../store/app'
import * as edits from '../store/edits'
import { useDerived, useScene } from '../store/use-stores'
import { batchColor } from './scene-marks'
import './batch-surfaces.css'

const counts = Array.from({ length: mostBatchSurfaces + 1 }, (_, count) => count)
/** Of how many examples a surface is offered. */
const subsets = [16, 64, 256, 1024, 4096, 16_384]
/** Indices of a batch that its hint lists. */
const mostListed = 64

/** Of how many batches the surfaces are drawn, as ghosts about that of all examples. */
export function BatchSurfacesSelect({ className }: { readonly className?: string }) {
  const app = useApp()
  const count = useScene(({ view }) => view.batchSurfaces)
  const hasBatches = useScene((scene) => drawnBatches(scene) !== undefined)
  return (
    <NativeSelect
      size="xs"
      aria-label="Surfaces of batches"
      {...(className && { className })}
      disabled={!hasBatches}
      value={hasBatches ? count : 0}
      data={counts.map((each) => ({ value: String(each), label: each === 0 ? 'off' : String(each) }))}
      onChange={({ currentTarget: { value } }) => app.edit(edits.setView({ batchSurfaces: Number(value) }))}
    />
  )
}

/** Of how many examples the surface is: a part of many takes a part of the time. */
export function SurfaceExamplesSelect({ className }: { readonly className?: string }) {
  const app = useApp()
  const all = useScene(({ landscape }) => exampleCount(landscape) ?? 0)
  const seen = useScene(seenExamples)
  const offered = [...new Set([...subsets.filter((size) => size < all), ...(seen === undefined ? [] : [seen])])]
  return (
    <NativeSelect
      size="xs"
      aria-label="Examples of the surface"
      {...(className && { className })}
      value={seen ?? 'all'}
      data={[
        { value: 'all', label: `all ${all}` },
        ...offered.sort((a, b) => a - b).map((size) => ({ value: String(size), label: String(size) })),
      ]}
      onChange={({ currentTarget: { value } }) =>
        app.edit(edits.setView({ surfaceExamples: value === 'all' ? undefined : Number(value) }))
      }
    />
  )
}

/** Which batches those are, and how many examples each has; or why there are none. */
export function BatchSurfacesNote() {
  const { samplerCards } = useApp().cards
  const { batchSurfaces: count, colorMap } = useScene(({ view }) => view)
  const batches = useScene(drawnBatches)
  const examples = useScene(({ landscape }) => landscape.sum?.leastBatch)
  const answers = useDerived(({ analysis }) => analysis.batchSurfaces)
  if (batches === undefined)
    return (
      <p className="batch-note">
        Every step sees all examples: there is one surface. With a sampler for the race’s batches each has its own.
      </p>
    )
  if (count === 0) return null
  const shown = answers.slice(0, count)
  const failed = shown.find(({ status }) => status.kind === 'failed')?.status
  const title = samplerCards.find(({ id }) => id === batches.sampler)?.title.toLowerCase() ?? batches.sampler
  return (
    <div className="batch-note">
      <p>
        Batches that the first steps see, {title}
        {examples === undefined ? '' : '; each normalised by its own statistics'}:
      </p>
      <ul aria-label="Batches whose surfaces are drawn">
        {shown.map(({ result, status }, k) => (
          <li key={k} title={result?.batch && listed(result.batch)}>
            <i style={{ background: batchColor(colorMap, k) }} />
            step {k + 1}:{' '}
            {result?.batch === undefined || status.kind === 'failed' ? '…' : sizeText(result.batch.length)}
          </li>
        ))}
      </ul>
      {failed?.kind === 'failed' ? <p role="alert">{failed.error.message}</p> : null}
    </div>
  )
}

function sizeText(size: number): string {
  return size === 1 ? '1 example' : `${size} examples`
}

function listed(batch: Uint32Array): string {
  const rest = batch.length - mostListed
  return `examples ${batch.slice(0, mostListed).join(', ')}${rest > 0 ? `, and ${rest} more` : ''}`
}
