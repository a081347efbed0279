import { NativeSelect } from '@mantine/core'
import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import type { SampledLandscape } from '../../../core/scene/landscape-kinds/sampled'
import { useQuickAnswer } from '../../jobs/use-quick-answer'
import { useApp } from '../../store/app'

/**
 * What is known of a measured surface: how fine it is, how much of it is missing, and the others of its file while that
 * is at hand.
 */
export function MeasuredSurface({ landscape }: { readonly landscape: SampledLandscape }) {
  const { files } = useApp()
  const opened = useStore(files.opened)
  const grid = useQuickAnswer('grid', { blob: landscape.blob })
  const { surface, path } = landscape
  // The file that was opened last need not be the one that this surface came from.
  const file = opened?.surfaces.includes(surface) === true ? opened : undefined
  const names = file?.surfaces ?? [surface]
  return (
    <div className="measured">
      <NativeSelect
        size="xs"
        label="Measured surface"
        data={[...names]}
        value={surface}
        disabled={names.length === 1}
        onChange={(event) => void files.showSurface(event.currentTarget.value)}
      />
      <dl className="facts">
        {file === undefined ? null : <Fact name="file">{file.name}</Fact>}
        {grid === undefined ? null : (
          <>
            <Fact name="grid">{grid.resolution.join(' × ')}</Fact>
            <Fact name="holes">
              {grid.holes === 0 ? 'none' : `${grid.holes} of ${grid.resolution[0] * grid.resolution[1]}`}
            </Fact>
          </>
        )}
        {path === undefined ? null : <Fact name="recorded path">{path.length} points</Fact>}
      </dl>
      <p className="kink-note">A smooth spline through the measured points; undefined at holes and outside the grid.</p>
    </div>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
