import { NativeSelect, Switch } from '@mantine/core'
import type { ActivationId } from '../../../core/networks/activations'
import type { LossId } from '../../../core/networks/loss-ids'
import type { NetworkLandscape } from '../../../core/scene/landscape-kinds/network'
import { useApp } from '../../store/app'
import {
  changeNetwork,
  dataShape,
  hiddenWidths,
  lossProblem,
  type NetworkChange,
  normalisationProblem,
  setHiddenWidths,
  setTied,
  setTiedDepth,
  tieProblem,
} from '../../store/network-edits'
import { Disclosure } from '../../ui/disclosure'
import { NumberField } from '../../ui/number-field'
import { SettingRow } from '../../ui/setting-row'
import { Stepper } from '../../ui/stepper'
import { activations, losses } from './network-words'

const mostHidden = 31
const mostDepth = 512
const mostUnits = 4096
/** A layer that is added to none has so many units. */
const firstUnits = 8
/** Each layer its own. */
const each = ''

const activationIds = Object.keys(activations) as ActivationId[]
const lossIds = Object.keys(losses) as LossId[]

/** What a network is made of beside its units: layers, activations, loss. */
export function LayerFields({ landscape }: { readonly landscape: NetworkLandscape }) {
  const app = useApp()
  const edit = (change: NetworkChange): void => app.edit(changeNetwork(change, app.cards))
  const shape = dataShape(landscape.data, app.cards)
  const hidden = hiddenWidths(landscape)
  const { tied, activation = 'tanh', loss, l2 = 0, batchNorm = false } = landscape
  const notTied = tieProblem(landscape, shape)
  const notNormalised = normalisationProblem(landscape)
  const isEach = typeof activation !== 'string'
  return (
    <>
      <SettingRow name="hidden layers" hint="Layers between the inputs and the outputs">
        <Stepper
          label="Hidden layers"
          value={hidden.length}
          min={0}
          max={tied === undefined ? mostHidden : mostDepth - 1}
          onChange={(count) =>
            edit(
              tied === undefined
                ? setHiddenWidths(Array.from({ length: count }, (_, k) => hidden[k] ?? hidden.at(-1) ?? firstUnits))
                : setTiedDepth(count + 1),
            )
          }
        />
      </SettingRow>
      {hidden.length === 0 ? null : (
        <SettingRow name="activation" hint={isEach ? 'What hidden units make of their sums' : activations[activation]}>
          <NativeSelect
            aria-label="Activation"
            className="wide-select"
            size="xs"
            value={isEach ? each : activation}
            data={[...activationIds, ...(hidden.length > 1 || isEach ? [{ value: each, label: 'each its own' }] : [])]}
            onChange={({ currentTarget: { value } }) =>
              edit((network) => ({
                ...network,
                activation: value === each ? hidden.map(() => (isEach ? 'tanh' : activation)) : (value as ActivationId),
              }))
            }
          />
        </SettingRow>
      )}
      {hidden.length > 0 && tied === undefined ? (
        <EachLayer key={String(isEach)} landscape={landscape} hidden={hidden} edit={edit} />
      ) : isEach ? (
        <ActivationOfEach activation={activation} edit={edit} />
      ) : null}
      <SettingRow name="loss" hint={losses[loss].hint}>
        <NativeSelect
          aria-label="Loss"
          className="wide-select"
          size="xs"
          value={loss}
          data={lossIds.map((id) => {
            const problem = lossProblem(id, shape)
            return {
              value: id,
              label: problem === undefined ? losses[id].title : `${losses[id].title}: ${problem}`,
              disabled: problem !== undefined,
            }
          })}
          onChange={({ currentTarget: { value } }) => edit((network) => ({ ...network, loss: value as LossId }))}
        />
      </SettingRow>
      {loss === '0-1' ? (
        <p className="kink-note">
          Its gradient is 0 wherever it exists: it shows what is meant, and nothing trains on it.
        </p>
      ) : null}
      <SettingRow name="penalty" symbol="\lambda" hint="λ/2 |θ|² beside the loss, biases included" isChanged={l2 !== 0}>
        <NumberField
          aria-label="Penalty"
          className="slider-field"
          value={l2}
          min={0}
          onCommit={(value) => edit((network) => ({ ...network, l2: value }))}
        />
      </SettingRow>
      <SettingRow
        name="batch norm"
        hint={notNormalised ?? 'Each hidden unit is shifted and scaled by the mean and the variance of its batch'}
        isChanged={batchNorm}
      >
        <Switch
          aria-label="Batch normalisation"
          checked={batchNorm}
          disabled={notNormalised !== undefined}
          onChange={({ currentTarget: { checked } }) => edit((network) => ({ ...network, batchNorm: checked }))}
        />
      </SettingRow>
      {notNormalised === undefined ? null : <p className="kink-note">Cannot be normalised: {notNormalised}.</p>}
      <SettingRow
        name="tied weights"
        hint={notTied ?? 'One matrix for all layers, without biases'}
        isChanged={tied !== undefined}
      >
        <Switch
          aria-label="Tied weights"
          checked={tied !== undefined}
          disabled={notTied !== undefined && tied === undefined}
          onChange={({ currentTarget: { checked } }) => edit(setTied(checked))}
        />
      </SettingRow>
      {notTied === undefined || tied !== undefined ? null : <p className="kink-note">Cannot be tied: {notTied}.</p>}
    </>
  )
}

interface EachLayerProps {
  readonly landscape: NetworkLandscape
  readonly hidden: readonly number[]
  readonly edit: (change: NetworkChange) => void
}

/** The units of each hidden layer to the number, and its activation where each has its own. */
function EachLayer({ landscape: { activation = 'tanh' }, hidden, edit }: EachLayerProps) {
  return (
    <Disclosure title="Each layer">
      {hidden.map((units, layer) => (
        <SettingRow key={layer} name={`layer ${layer + 1}`} isPart>
          {typeof activation === 'string' ? null : (
            <ActivationSelect layer={layer} activation={activation} edit={edit} />
          )}
          <NumberField
            aria-label={`Units of hidden layer ${layer + 1}`}
            className="slider-field"
            value={units}
            integer
            min={1}
            max={mostUnits}
            onCommit={(next) => edit(setHiddenWidths(hidden.with(layer, next)))}
          />
        </SettingRow>
      ))}
    </Disclosure>
  )
}

interface ActivationProps {
  readonly activation: readonly ActivationId[]
  readonly edit: (change: NetworkChange) => void
}

function ActivationOfEach(props: ActivationProps) {
  return (
    <Disclosure title="Each layer">
      {props.activation.map((_, layer) => (
        <SettingRow key={layer} name={`layer ${layer + 1}`} isPart>
          <ActivationSelect layer={layer} {...props} />
        </SettingRow>
      ))}
    </Disclosure>
  )
}

function ActivationSelect({ layer, activation, edit }: ActivationProps & { readonly layer: number }) {
  return (
    <NativeSelect
      aria-label={`Activation of hidden layer ${layer + 1}`}
      size="xs"
      value={activation[layer]}
      data={activationIds}
      onChange={({ currentTarget: { value } }) =>
        edit((network) => ({ ...network, activation: activation.with(layer, value as ActivationId) }))
      }
    />
  )
}
