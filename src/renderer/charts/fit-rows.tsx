import { Switch } from '@mantine/core'
import type { StopMarks } from '../../core/scene/chart'
import { bestKnownValue } from '../../core/scene/best-known-points'
import { referenceOf } from '../../engine/accumulations/race-quantities'
import { clockNames } from '../playback/clock-names'
import { lengthOf } from '../playback/trace'
import { useApp } from '../store/app'
import { cardOf } from '../store/cards'
import { setChart } from '../store/edits'
import { useDerived, useScene } from '../store/use-stores'
import { formatNumber } from '../ui/format'
import { NumberField, OptionalNumberField } from '../ui/number-field'
import { SettingRow } from '../ui/setting-row'
import { canHave } from './missing-quantity'
import { axisOf, shownQuantities } from './race-content'

/** What the shown quantities are from, where they are from something. */
export function ReferenceRows() {
  const app = useApp()
  const scene = useScene((current) => current)
  const { best = {} } = scene.view.chart
  const card = cardOf(scene.landscape, app.cards.landscapeCards)
  const known = card && bestKnownValue(card, scene.landscape)
  const from = shownQuantities(scene).map(referenceOf)
  const [x, y] = best.at ?? []
  const setPlace = (at: readonly [x: number | undefined, y: number | undefined]): void => {
    const place = at.every((each) => each === undefined) ? undefined : ([at[0] ?? 0, at[1] ?? 0] as const)
    app.edit(setBest({ ...best, at: place }))
  }
  return (
    <>
      {from.includes('value') ? (
        <SettingRow
          name="J*"
          hint="The loss that an excess is above. Empty: the lowest that is known of the landscape."
          isChanged={best.value !== undefined}
        >
          <OptionalNumberField
            aria-label="Lowest loss"
            className="slider-field"
            placeholder={known === undefined ? 'not known' : formatNumber(known)}
            value={best.value}
            onCommit={(value) => app.edit(setBest({ ...best, value }))}
          />
        </SettingRow>
      ) : null}
      {from.includes('places') ? (
        <SettingRow
          name="distance from"
          hint="A place on the plane. Empty: the nearest of the best that are known, else the lowest that was reached."
          isChanged={best.at !== undefined}
        >
          <OptionalNumberField
            aria-label="Distance from x"
            className="slider-field"
            placeholder="x"
            value={x}
            onCommit={(value) => setPlace([value, y])}
          />
          <OptionalNumberField
            aria-label="Distance from y"
            className="slider-field"
            placeholder="y"
            value={y}
            onCommit={(value) => setPlace([x, value])}
          />
        </SettingRow>
      ) : null}
    </>
  )
}

function setBest(best: { readonly value?: number | undefined; readonly at?: readonly [number, number] | undefined }) {
  const given = Object.fromEntries(Object.entries(best).filter(([, each]) => each !== undefined))
  return setChart({ best: Object.keys(given).length === 0 ? undefined : given })
}

/** Of which stop rules it is marked where they would have ended the race. */
export function StopRows() {
  const app = useApp()
  const { landscape, view } = useScene((scene) => scene)
  const { patience, gradientNorm } = view.chart.stops ?? {}
  const set = (stops: StopMarks): void => {
    const isNone = Object.values(stops).every((each) => each === undefined)
    app.edit(setChart({ stops: isNone ? undefined : stops }))
  }
  return (
    <>
      {canHave(landscape, 'validation') ? (
        <SettingRow
          name="mark t*"
          hint="Marks the best validation loss: where early stopping would go back to, with patience for so many measured rows without a better one. The race goes on. Empty: no mark."
          isChanged={patience !== undefined}
        >
          <OptionalNumberField
            aria-label="Mark early stopping with patience"
            className="slider-field"
            placeholder="none"
            value={patience}
            integer
            min={1}
            onCommit={(next) => set({ patience: next, gradientNorm })}
          />
          <span className="unit">checks</span>
        </SettingRow>
      ) : null}
      <SettingRow
        name="mark ‖∇J‖ ≤"
        hint="Marks the first row where the norm of the gradient is at most this. The race goes on. Empty: no mark."
        isChanged={gradientNorm !== undefined}
      >
        <OptionalNumberField
          aria-label="Mark gradient norm"
          className="slider-field"
          placeholder="none"
          value={gradientNorm}
          min={0}
          onCommit={(next) => set({ patience, gradientNorm: next })}
        />
      </SettingRow>
    </>
  )
}

/** Whether a law is fitted, and over which range. */
export function FitRows() {
  const app = useApp()
  const scene = useScene((current) => current)
  const traces = useDerived((state) => state.race.traces)
  useDerived((state) => state.race.version)
  const { fit, againstScale } = scene.view.chart
  const axis = axisOf(scene)
  const { title } = clockNames[axis]
  const begin = (): readonly [number, number] => {
    const length = Math.max(lengthOf(traces, axis), 2)
    // The last decade of a power, where others have died away; of a geometric law what the start does not spoil.
    const from = length / (againstScale === 'log' ? 10 : 4)
    return [axis === 'step' || axis === 'examples' ? Math.floor(from) : from, length]
  }
  const set = (range: readonly [number, number] | undefined): void => app.edit(setChart({ fit: range }))
  return (
    <>
      <SettingRow
        name="fitted law"
        hint="A least-squares line through the logarithms of the first quantity over a range: a power where the axis below is logarithmic, else a factor a step. Over many seeds of their mean. Its standard error takes the rows’ deviations for independent."
        isChanged={fit !== undefined}
      >
        <Switch
          aria-label="Fit a law"
          size="xs"
          checked={fit !== undefined}
          onChange={({ currentTarget }) => set(currentTarget.checked ? begin() : undefined)}
        />
      </SettingRow>
      {fit === undefined ? null : (
        <SettingRow name={`over ${clockNames[axis].plural}`} isPart>
          <NumberField
            aria-label={`Fitted from ${title}`}
            className="slider-field"
            value={fit[0]}
            min={0}
            check={(value) => (value < fit[1] ? undefined : `must be below ${fit[1]}`)}
            onCommit={(value) => set([value, fit[1]])}
          />
          <NumberField
            aria-label={`Fitted to ${title}`}
            className="slider-field"
            value={fit[1]}
            min={0}
            check={(value) => (value > fit[0] ? undefined : `must be above ${fit[0]}`)}
            onCommit={(value) => set([fit[0], value])}
          />
        </SettingRow>
      )}
    </>
  )
}
