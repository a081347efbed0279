import { NativeSelect } from '@mantine/core'
import type { BatchSetting } from '../../../core/race/settings'
import { useApp } from '../../store/app'
import { NumberField, OptionalNumberField } from '../../ui/number-field'
import { SettingRow } from '../../ui/setting-row'

interface BatchFieldsProps {
  /** Absent: a racer has the batches that all share; where there are none to share, every step sees all examples. */
  readonly batch: BatchSetting | undefined
  /** How many there are. */
  readonly examples: number
  /** Whether others can be drawn. */
  readonly canDraw: boolean
  /** Whose batches they are, for the names of the fields. */
  readonly owner: string
  /** Whether there are batches that all share, to fall back on. */
  readonly canShare: boolean
  readonly onChange: (batch: BatchSetting | undefined) => void
}

/** As the race. */
const shared = ''
const all = 'all'
/** A size that shows what batches do, where there are so many examples. */
const usualSize = 8

/** Which examples a step sees: by which sampler they are taken, and how many. */
export function BatchFields({ batch, examples, canDraw, owner, canShare, onChange }: BatchFieldsProps) {
  const { samplerCards } = useApp().cards
  const chosen = batch?.sampler ?? (canShare ? shared : all)
  const cards = samplerCards.filter(({ takes, id }) => takes !== 'new' || canDraw || id === chosen)
  const choose = (sampler: string): void => {
    if (sampler === shared || (sampler === all && !canShare)) return onChange(undefined)
    const before = batch === undefined || batch.sampler === all ? Math.min(usualSize, examples) : batch.size
    onChange({ ...batch, sampler, size: sampler === all ? examples : before })
  }
  return (
    <>
      <SettingRow
        name="batch"
        hint={
          samplerCards.find(({ id }) => id === batch?.sampler)?.description ??
          (canShare ? 'Which examples a step sees: those that the race says' : 'Every step sees all examples')
        }
      >
        <NativeSelect
          aria-label={`${owner}batch`}
          className="wide-select"
          size="xs"
          value={chosen}
          data={[
            ...(canShare ? [{ value: shared, label: 'as the race' }] : []),
            ...cards.map(({ id, title }) => ({ value: id, label: title.toLowerCase() })),
          ]}
          onChange={(event) => choose(event.currentTarget.value)}
        />
      </SettingRow>
      {batch === undefined || batch.sampler === all ? null : (
        <>
          <SettingRow name="batch size" hint={`How many of the ${examples} examples a step sees`} isPart>
            <NumberField
              aria-label={`${owner}batch size`}
              className="slider-field"
              value={batch.size}
              integer
              min={1}
              max={examples}
              onCommit={(size) => onChange({ ...batch, size })}
            />
          </SettingRow>
          <SettingRow name="batch seed" hint="Of the draws; empty: the seed of the race" isPart>
            <OptionalNumberField
              aria-label={`${owner}batch seed`}
              className="slider-field"
              placeholder="race’s"
              value={batch.seed}
              integer
              min={0}
              max={4294967295}
              onCommit={(seed) =>
                onChange({ sampler: batch.sampler, size: batch.size, ...(seed !== undefined && { seed }) })
              }
            />
          </SettingRow>
        </>
      )}
    </>
  )
}
