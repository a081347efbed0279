import { IconAdjustments } from '@tabler/icons-react'
import type { ParameterSetting } from '../../../core/scene/landscape'
import { cardOf } from '../../store/cards'
import { useApp } from '../../store/app'
import * as edits from '../../store/edits'
import { setParameterRange } from '../../store/formula-edits'
import { useScene } from '../../store/use-stores'
import { InfoPopover } from '../../ui/info-popover'
import { NumberField } from '../../ui/number-field'
import { SliderRow } from '../../ui/slider-row'

/** A slider for each parameter of the landscape; those of a person's own formula have ranges of their own. */
export function Parameters() {
  const app = useApp()
  const landscape = useScene((scene) => scene.landscape)
  const card = cardOf(landscape, app.cards.landscapeCards)
  const settings = edits.parameterSettings(landscape, app.cards.landscapeCards)
  return Object.entries(settings).map(([name, setting]) => {
    const { value, min, max } = setting
    const definition = card?.parameters[name]
    const bounds = card === undefined ? ([-1e300, 1e300] as const) : ([min, max] as const)
    return (
      <div key={name} className="parameter" data-own={card === undefined}>
        <SliderRow
          name={name}
          control="parameters"
          description={definition?.description}
          label={`parameter ${name}`}
          value={value}
          range={[min, max]}
          min={bounds[0]}
          max={bounds[1]}
          scale={definition?.scale ?? 'linear'}
          integer={definition?.integer ?? false}
          onChange={(next, gesture) => app.edit(edits.setParameter(name, next), gesture)}
          onChangeEnd={app.document.endGesture}
        />
        {card === undefined ? <ParameterRange name={name} setting={setting} /> : null}
      </div>
    )
  })
}

/** What the slider spans. */
function ParameterRange({
  name,
  setting: { min, max },
}: {
  readonly name: string
  readonly setting: ParameterSetting
}) {
  const app = useApp()
  return (
    <InfoPopover
      icon={<IconAdjustments size={13} />}
      label={`Range of ${name}`}
      hint={`Slider from ${min} to ${max}`}
      size={20}
      position="right"
      className="range-fields"
    >
      <NumberField
        label="From"
        aria-label={`${name} from`}
        value={min}
        check={(next) => (next < max ? undefined : `must be below ${max}`)}
        onCommit={(next) => app.edit(setParameterRange(name, next, max))}
      />
      <NumberField
        label="To"
        aria-label={`${name} to`}
        value={max}
        check={(next) => (next > min ? undefined : `must be above ${min}`)}
        onCommit={(next) => app.edit(setParameterRange(name, min, next))}
      />
    </InfoPopover>
  )
}
