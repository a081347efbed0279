import { NativeSelect, Switch, Tooltip } from '@mantine/core'
import type {
  Hyperparameter,
  HyperparameterValue,
  OptimizerCard,
  PairHyperparameter,
} from '../../core/optimizers/optimizer'
import type { SceneRacer } from '../../core/scene/scene'
import { useApp } from '../store/app'
import * as edits from '../store/edits'
import { useScene } from '../store/use-stores'
import { Math as Tex } from '../ui/math'
import { NumberField } from '../ui/number-field'
import { SliderRow } from '../ui/slider-row'

/** A racer's rule and its hyperparameters, drawn from the optimizer's own definition. */
export function RacerDetails({ racer, card }: { racer: SceneRacer; card: OptimizerCard }) {
  return (
    <div className="racer-details">
      <div className="rule" title={card.citation}>
        <Tex display tex={card.tex} />
      </div>
      {Object.entries(card.hyperparameters).map(([name, definition]) => (
        <Control key={name} racer={racer} name={name} definition={definition} />
      ))}
      <Clipping racer={racer} />
      <OwnStart racer={racer} />
    </div>
  )
}

interface ControlProps {
  readonly racer: SceneRacer
  readonly name: string
  readonly definition: Hyperparameter
}

function Control({ racer, name, definition }: ControlProps) {
  const app = useApp()
  const value = racer.hyper[name] ?? definition.default
  const label = `${racer.id} ${name}`
  const set = (next: HyperparameterValue, gesture?: string): void =>
    app.edit(edits.setHyperparameter(racer.id, name, next), gesture)

  switch (definition.kind) {
    case 'number':
      return (
        <SliderRow
          name={name}
          symbol={definition.symbol}
          description={definition.description}
          label={label}
          value={Number(value)}
          range={definition.usual}
          min={definition.min}
          max={definition.max}
          exclusiveMin={definition.exclusiveMin ?? false}
          exclusiveMax={definition.exclusiveMax ?? false}
          integer={definition.integer ?? false}
          scale={definition.scale}
          onChange={set}
          onChangeEnd={app.document.endGesture}
        />
      )
    case 'pair': {
      const pair = Array.isArray(value) ? (value as readonly [number, number]) : definition.default
      const ranges = pairRanges(definition)
      return (
        <div className="setting-row">
          <Tooltip label={definition.description} position="top-start">
            <span className="slider-name">
              {name} <Tex className="slider-symbol" tex={definition.symbol} />
            </span>
          </Tooltip>
          {([0, 1] as const).map((index) => (
            <NumberField
              key={index}
              aria-label={`${label} ${index + 1}`}
              className="slider-field"
              value={pair[index]}
              {...ranges[index]}
              onCommit={(next) => set(index === 0 ? [next, pair[1]] : [pair[0], next])}
            />
          ))}
        </div>
      )
    }
    case 'boolean':
      return (
        <div className="setting-row">
          <Tooltip label={definition.description} position="top-start">
            <span className="slider-name">{name}</span>
          </Tooltip>
          <Switch aria-label={label} checked={value === true} onChange={(event) => set(event.currentTarget.checked)} />
        </div>
      )
    case 'choice':
      return (
        <div className="setting-row">
          <Tooltip label={definition.description} position="top-start">
            <span className="slider-name">{name}</span>
          </Tooltip>
          <NativeSelect
            aria-label={label}
            size="xs"
            value={String(value)}
            data={[...definition.options]}
            onChange={(event) => set(event.currentTarget.value)}
          />
        </div>
      )
  }
}

/** The range of either number, which may be bounded by a number between them. */
function pairRanges({ min, max, exclusiveMin = false, exclusiveMax = false, around }: PairHyperparameter) {
  const range = { min, max, exclusiveMin, exclusiveMax }
  if (around === undefined) return [range, range] as const
  return [
    { ...range, max: around, exclusiveMax: true },
    { ...range, min: around, exclusiveMin: true },
  ] as const
}

function Clipping({ racer }: { racer: SceneRacer }) {
  const app = useApp()
  const { clip } = racer
  return (
    <div className="setting-row">
      <Tooltip label="Limits the gradient before the rule sees it: its length, or each entry." position="top-start">
        <span className="slider-name">clip</span>
      </Tooltip>
      <NativeSelect
        aria-label={`${racer.id} clip`}
        size="xs"
        value={clip?.kind ?? 'off'}
        data={[
          { value: 'off', label: 'off' },
          { value: 'norm', label: 'by norm' },
          { value: 'value', label: 'by value' },
        ]}
        onChange={(event) => {
          const kind = event.currentTarget.value
          const next = kind === 'norm' || kind === 'value' ? ({ kind, value: clip?.value ?? 1 } as const) : undefined
          app.edit(edits.changeRacer(racer.id, { clip: next }))
        }}
      />
      {clip === undefined ? null : (
        <NumberField
          aria-label={`${racer.id} clip at`}
          className="slider-field"
          value={clip.value}
          min={0}
          exclusiveMin
          onCommit={(value) => app.edit(edits.changeRacer(racer.id, { clip: { ...clip, value } }))}
        />
      )}
    </div>
  )
}

function OwnStart({ racer }: { racer: SceneRacer }) {
  const app = useApp()
  const { start } = racer
  const domain = useScene((scene) => scene.landscape.domain)
  return (
    <div className="setting-row">
      <Tooltip label="Begins here instead of at the start that all share." position="top-start">
        <span className="slider-name">own start</span>
      </Tooltip>
      {start === undefined ? null : (
        <>
          {([0, 1] as const).map((index) => (
            <NumberField
              key={index}
              aria-label={`${racer.id} own ${index === 0 ? 'x' : 'y'}`}
              className="slider-field"
              value={start[index]}
              check={(value) => edits.startProblem(value, index === 0 ? domain.x : domain.y)}
              onCommit={(next) =>
                app.edit(edits.changeRacer(racer.id, { start: index === 0 ? [next, start[1]] : [start[0], next] }))
              }
            />
          ))}
        </>
      )}
      <Switch
        aria-label={`${racer.id} own start`}
        checked={start !== undefined}
        onChange={(event) =>
          app.edit(edits.changeRacer(racer.id, { start: event.currentTarget.checked ? app.scene().start : undefined }))
        }
      />
    </div>
  )
}
