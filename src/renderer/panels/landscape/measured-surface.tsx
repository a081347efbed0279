import { NativeSelect } from '@mantine/core'
import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import type { SampledLandscape } from '../../../core/scene/landscape-kinds/sampled'
import { useQuickAnswer } from '../../jobs/use-quick-answer'
import { useApp } from '../../store/app'
import { interpolate } from '../../store/edits'
import { Findings } from '../analysis/findings'
import { MeasuredReading } from './measured-reading'

/**
 * What is known of a measured surface: how fine it is, how much of it is missing, what lies between its points, and
 * while its file is at hand how it was read and how else it could be.
 */
export function MeasuredSurface({ landscape }: { readonly landscape: SampledLandscape }) {
  const { document, files } = useApp()
  const opened = useStore(files.opened)
  const measurement = useStore(files.measurements, (all) => all.get(landscape.blob))
  const grid = useQuickAnswer('grid', { blob: landscape.blob })
  const { surface, path, interpolation } = landscape
  // The file that was opened last need not be the one that this surface came from.
  const isAtHand = measurement !== undefined && opened?.blob === measurement.file.blob
  const names = isAtHand ? measurement.surfaces : [surface]
  return (
    <div className="measured">
      <NativeSelect
        size="xs"
        label="Measured surface"
        data={[...names]}
        value={surface}
        disabled={names.length === 1}
        onChange={({ currentTarget: { value } }) => {
          if (isAtHand) void files.readAgain(measurement, measurement.reading, value)
        }}
      />
      <dl className="facts">
        {measurement === undefined ? null : <Fact name="file">{measurement.file.name}</Fact>}
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
      {measurement === undefined ? null : <MeasuredReading measurement={measurement} isAtHand={isAtHand} />}
      <Findings />
      <NativeSelect
        size="xs"
        label="Between the points"
        data={[
          { value: 'spline', label: 'smooth spline' },
          { value: 'monotone', label: 'monotone, without ringing' },
        ]}
        value={interpolation ?? 'spline'}
        onChange={({ currentTarget: { value } }) => document.edit(interpolate(value === 'monotone'))}
      />
      <p className="kink-note">
        {interpolation === undefined
          ? 'A smooth spline meets the measured points.'
          : 'Second derivatives jump from cell to cell.'}{' '}
        Undefined at holes and outside the grid.
      </p>
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
