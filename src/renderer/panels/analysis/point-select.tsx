import { NativeSelect } from '@mantine/core'
import type { SlicePoint } from '../../../core/scene/slice-point'
import type { PlaneSubjects } from '../../store/plane-recipes'
import { NumberField } from '../../ui/number-field'
import { SettingRow } from '../../ui/setting-row'

interface PointSelectProps {
  readonly name: string
  readonly hint: string
  /** What a screen reader calls it. */
  readonly label: string
  readonly point: SlicePoint | undefined
  /** What no point is called, where there need be none. */
  readonly none?: string
  readonly subjects: PlaneSubjects
  readonly onChange: (point: SlicePoint | undefined) => void
}

/** Chooses a point of a path: where it starts, where it ends, or where it is after a step. */
export function PointSelect({ name, hint, label, point, none, subjects, onChange }: PointSelectProps) {
  const isStep = point !== undefined && 'of' in point && point.kind === 'step'
  const points = subjects.paths.flatMap((of): readonly (readonly [SlicePoint, string])[] => [
    [{ kind: 'end', of }, `end of ${of}`],
    [{ kind: 'start', of }, `start of ${of}`],
    isStep && point.of === of
      ? [point, `a step of ${of}`]
      : [{ kind: 'step', of, step: subjects.halfway }, `a step of ${of}`],
  ])
  const options = [
    ...(none === undefined ? [] : [{ value: '', label: none }]),
    ...points.map(([each, text]) => ({ value: JSON.stringify(each), label: text })),
    ...(point === undefined || 'of' in point ? [] : [{ value: JSON.stringify(point), label: 'a vector' }]),
  ]
  return (
    <SettingRow name={name} hint={hint} isPart>
      <NativeSelect
        size="xs"
        aria-label={label}
        value={point === undefined ? '' : JSON.stringify(point)}
        data={options}
        onChange={({ currentTarget: { value } }) =>
          onChange(value === '' ? undefined : (JSON.parse(value) as SlicePoint))
        }
      />
      {isStep ? (
        <NumberField
          aria-label={`${label}, step`}
          className="slider-field"
          size="xs"
          value={point.step}
          min={0}
          integer
          onCommit={(step) => onChange({ ...point, step })}
        />
      ) : null}
    </SettingRow>
  )
}
