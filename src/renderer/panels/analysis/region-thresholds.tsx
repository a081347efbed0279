import { Button } from '@mantine/core'
import type { RegionThresholds } from '../../../core/analysis/region/region-class'
import { useApp } from '../../store/app'
import * as edits from '../../store/edits'
import { useScene } from '../../store/use-stores'
import { Disclosure } from '../../ui/disclosure'
import { NumberField } from '../../ui/number-field'
import { SettingRow } from '../../ui/setting-row'

type Name = keyof RegionThresholds

/** In the order in which the classes ask for them. */
const texts = {
  here: ['on the point', 'A critical point is here: within this distance, in half-widths of the domain.'],
  near: ['near the point', 'A critical point is close by: within this distance, in half-widths.'],
  degenerate: ['degenerate', 'Curvatures further apart than this ratio leave the kind of a critical point open.'],
  reach: ['reach', 'Surroundings belong to a critical point within this distance, in half-widths.'],
  rise: ['rise', 'and with less than this rise or fall on the way, in height ranges.'],
  upward: ['upward', 'A valley curves upward by at least this part of the greatest curvature.'],
  downward: ['both ways', 'A saddle region curves down, and up, by at least this part of the greatest curvature.'],
  flat: ['flat', 'A plateau: a half-width changes the height by less than this part of the height range.'],
  steep: ['steep', 'A cliff: the slope crosses all heights within one over this many half-widths.'],
  illConditioned: ['ill-conditioned', 'A valley: this much more curved across than along.'],
  floor: ['floor', 'On the floor of a valley: its bottom is within this distance, in half-widths.'],
  floorSlope: [
    'slope at the floor',
    'On the floor of a valley: hardly any slope across, in height ranges a half-width.',
  ],
} as const satisfies Readonly<Record<Name, readonly [name: string, description: string]>>

const names = Object.keys(texts) as Name[]

/** The pure numbers that tell the classes of regions apart, on the surface and in the probe. */
export function RegionThresholdFields() {
  const app = useApp()
  const thresholds = useScene((scene) => scene.view.thresholds)
  const usual = app.cards.defaultScene.view.thresholds
  const changed = names.filter((name) => thresholds[name] !== usual[name]).length
  const set = (change: Partial<RegionThresholds>): void =>
    app.edit(edits.setView({ thresholds: { ...thresholds, ...change } }))
  return (
    <div className="thresholds">
      <Disclosure title="Thresholds of region classes" note={changed === 0 ? undefined : `${changed} changed`}>
        <div className="threshold-list">
          {names.map((name) => {
            const [text, description] = texts[name]
            return (
              <SettingRow key={name} name={text} hint={description} isChanged={thresholds[name] !== usual[name]}>
                <NumberField
                  aria-label={`Threshold ${text}`}
                  className="slider-field"
                  value={thresholds[name]}
                  min={0}
                  exclusiveMin
                  onCommit={(value) => set({ [name]: value })}
                />
              </SettingRow>
            )
          })}
          <Button variant="default" disabled={changed === 0} onClick={() => set(usual)}>
            Usual thresholds
          </Button>
        </div>
      </Disclosure>
    </div>
  )
}
