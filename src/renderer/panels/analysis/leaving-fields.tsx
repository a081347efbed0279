import { NativeSelect } from '@mantine/core'
import type { Leaving } from '../../../core/analysis/ensemble/leaving'
import { shownStart } from '../../../core/scene/start'
import { useApp } from '../../store/app'
import * as edits from '../../store/edits'
import { useScene } from '../../store/use-stores'
import { NumberField } from '../../ui/number-field'
import { SettingRow } from '../../ui/setting-row'

const subjects = [
  { value: 'x', label: 'x' },
  { value: 'y', label: 'y' },
  { value: 'loss', label: 'loss' },
  { value: 'distance', label: 'distance' },
]

/** What seeds are watched for: a seed leaves at the first step after which it is so. */
export function LeavingFields({ leaving }: { readonly leaving: Leaving | undefined }) {
  const app = useApp()
  const scene = useScene((current) => current)
  const set = (next: Leaving | undefined): void => app.edit(edits.setEnsemble({ leaving: next }))
  const choose = (of: string): void => {
    const { bound = 1 } = leaving ?? {}
    switch (of) {
      case 'x':
      case 'y':
        return set({ of, is: 'beyond', bound })
      case 'loss':
        return set({ of, is: 'below', bound })
      case 'distance': {
        const [x, y] = shownStart(scene.start, scene.landscape.domain)
        return set({ of, is: 'above', bound, from: [x, y] })
      }
      default:
        return set(undefined)
    }
  }
  const comparisons: readonly Leaving['is'][] =
    leaving?.of === 'x' || leaving?.of === 'y' ? ['beyond', 'above', 'below'] : ['above', 'below']
  return (
    <>
      <SettingRow
        name="leaves"
        hint="A seed leaves at the first step after which this is so; how many do, and when, is counted."
        isChanged={leaving !== undefined}
      >
        <NativeSelect
          aria-label="Watched"
          size="xs"
          value={leaving?.of ?? ''}
          data={[{ value: '', label: 'nothing' }, ...subjects]}
          onChange={({ currentTarget }) => choose(currentTarget.value)}
        />
        {leaving === undefined ? null : (
          <>
            <NativeSelect
              aria-label="How it is compared"
              size="xs"
              w={58}
              value={leaving.is}
              data={comparisons.map((is) => ({ value: is, label: signs[is] }))}
              onChange={({ currentTarget }) => {
                const is = comparisons.find((each) => each === currentTarget.value)
                if (is !== undefined) set({ ...leaving, is } as Leaving)
              }}
            />
            <NumberField
              aria-label="Bound"
              className="slider-field"
              value={leaving.bound}
              onCommit={(bound) => set({ ...leaving, bound })}
            />
          </>
        )}
      </SettingRow>
      {leaving?.of === 'distance' ? (
        <SettingRow name="from" isPart>
          {(['x', 'y'] as const).map((name, axis) => (
            <NumberField
              key={name}
              aria-label={`Distance from ${name}`}
              className="slider-field"
              value={leaving.from[axis]!}
              onCommit={(value) => set({ ...leaving, from: leaving.from.with(axis, value) as [number, number] })}
            />
          ))}
        </SettingRow>
      ) : null}
    </>
  )
}

const signs: Readonly<Record<Leaving['is'], string>> = { beyond: '|·| >', above: '>', below: '<' }
