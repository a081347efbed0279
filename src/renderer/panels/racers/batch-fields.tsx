import { NativeSelect, Switch } from '@mantine/core'
import type { SumFacts } from '../../../core/objectives/measures'
import type { BatchSetting } from '../../../core/race/settings'
import { useApp } from '../../store/app'
import { NumberField, OptionalNumberField } from '../../ui/number-field'
import { SettingRow } from '../../ui/setting-row'
import { batchesInOrder } from './listed-batches'
import { ListedBatchesField } from './listed-batches-field'

interface BatchFieldsProps {
  /** Absent: a racer has the batches that all share; where there are none to share, every step sees all examples. */
  readonly batch: BatchSetting | undefined
  /** What is known of the examples. */
  readonly sum: SumFacts
  /** Whose batches they are, for the names of the fields. */
  readonly owner: string
  /** Whether there are batches that all share, to fall back on. */
  readonly canShare: boolean
  readonly onChange: (batch: BatchSetting | undefined) => void
}

/** As the race. */
const shared = ''
const all = 'full'
/** A size that shows what batches do, where there are so many examples. */
const usualSize = 8

/** Which examples a step sees: by which sampler they are taken, and how many. */
export function BatchFields({ batch, sum, owner, canShare, onChange }: BatchFieldsProps) {
  const { examples, isDrawn, leastBatch = 1 } = sum
  const { samplerCards } = useApp().cards
  const chosen = batch?.sampler ?? (canShare ? shared : all)
  const card = samplerCards.find(({ id }) => id === chosen)
  const cards = samplerCards.filter(({ takes, id }) => id === chosen || takes !== 'new' || isDrawn)
  const choose = (sampler: string): void => {
    if (sampler === shared || (sampler === all && !canShare)) return onChange(undefined)
    const takes = samplerCards.find(({ id }) => id === sampler)?.takes
    const { size = Math.min(usualSize, examples), seed, dropLast } = batch ?? {}
    if (takes === 'listed') return onChange({ sampler, batches: batchesInOrder(size, examples) })
    onChange({
      sampler,
      ...(takes !== 'all' && { size }),
      ...(seed !== undefined && { seed }),
      ...(takes === 'some' && dropLast !== undefined && { dropLast }),
    })
  }
  return (
    <>
      <SettingRow
        name="batch"
        hint={
          (batch === undefined ? undefined : card?.description) ??
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
      {batch?.batches === undefined ? null : (
        <ListedBatchesField
          batches={batch.batches}
          sum={sum}
          label={`${owner}batches`}
          onChange={(batches) => onChange({ ...batch, batches })}
        />
      )}
      {batch?.size === undefined || card?.takes === 'all' ? null : (
        <>
          <SettingRow name="batch size" hint={`How many of the ${examples} examples a step sees`} isPart>
            <NumberField
              aria-label={`${owner}batch size`}
              className="slider-field"
              value={batch.size}
              integer
              min={leastBatch}
              max={examples}
              onCommit={(size) => onChange({ ...batch, size })}
            />
          </SettingRow>
          {card?.takes === 'some' ? (
            <SettingRow
              name="drop last"
              hint="Whether an epoch ends before a last batch that would have fewer examples"
              isPart
            >
              <Switch
                aria-label={`${owner}drop last batch`}
                checked={batch.dropLast === true}
                onChange={({ currentTarget: { checked } }) => {
                  const { dropLast: _dropLast, ...kept } = batch
                  onChange(checked ? { ...kept, dropLast: true } : kept)
                }}
              />
            </SettingRow>
          ) : null}
          <SettingRow name="batch seed" hint="Of the draws; empty: the seed of the race" isPart>
            <OptionalNumberField
              aria-label={`${owner}batch seed`}
              className="slider-field"
              placeholder="race’s"
              value={batch.seed}
              integer
              min={0}
              max={4294967295}
              onCommit={(seed) => {
                const { seed: _seed, ...kept } = batch
                onChange(seed === undefined ? kept : { ...kept, seed })
              }}
            />
          </SettingRow>
        </>
      )}
    </>
  )
}
