import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { NetworkLandscape } from '../../../core/scene/landscape-kinds/network'
import { mostTwins } from '../../../core/scene/twins'
import type { Symmetry } from '../../../core/symmetry/symmetry'
import type { ShownUnit } from '../../jobs/network-follower'
import { useApp } from '../../store/app'
import { addTwin, setTwins } from '../../store/edits'
import { hiddenWidths } from '../../store/network-edits'
import { useNetwork, useScene } from '../../store/use-stores'
import { formatNumber } from '../../ui/format'
import { NumberField } from '../../ui/number-field'
import { twinWays } from '../analysis/paths-question'

interface UnitTwinsProps {
  readonly landscape: NetworkLandscape
  /** The hidden unit that was chosen in the drawing. */
  readonly chosen: ShownUnit | undefined
}

/** Under the drawn network: what makes a twin of it at the chosen unit, and both losses. */
export function UnitTwins({ landscape, chosen }: UnitTwinsProps) {
  const app = useApp()
  const twins = useScene(({ view }) => view.twins)
  const ways = twinWays(landscape)
  const units = chosen === undefined ? undefined : hiddenWidths(landscape)[chosen.layer]
  const isThere = chosen !== undefined && units !== undefined && chosen.unit < units && landscape.tied === undefined
  const allows = (kind: Symmetry['kind']): boolean =>
    isThere && ways.some((way) => way.kind === kind && way.layers.includes(chosen.layer))
  const isFull = (twins?.length ?? 0) >= mostTwins
  const show = (symmetry: Symmetry): void => {
    if (!isFull) app.edit(addTwin(symmetry))
  }
  return (
    <>
      {isThere ? (
        <div className="unit-twins" role="group" aria-label="Twin at the chosen unit">
          <span className="unit-twins-name">
            unit {chosen.unit + 1} of layer {chosen.layer + 1}
          </span>
          {allows('swap') ? (
            <Swap key={`${chosen.layer} ${chosen.unit}`} chosen={chosen} units={units} onSwap={show} />
          ) : null}
          {allows('flip') ? (
            <Button variant="default" px={8} onClick={() => show({ kind: 'flip', ...chosen })}>
              Flip its sign
            </Button>
          ) : null}
          {allows('rescale') ? <Rescale chosen={chosen} onRescale={show} /> : null}
        </div>
      ) : null}
      {twins === undefined ? null : <TwinLosses count={twins.length} />}
    </>
  )
}

interface SwapProps {
  readonly chosen: ShownUnit
  readonly units: number
  readonly onSwap: (symmetry: Symmetry) => void
}

function Swap({ chosen: { layer, unit }, units, onSwap }: SwapProps) {
  const others = Array.from({ length: units }, (_, k) => k).filter((k) => k !== unit)
  const [other, setOther] = useState(others[0]!)
  return (
    <>
      <Button variant="default" px={8} onClick={() => onSwap({ kind: 'swap', layer, units: [unit, other] })}>
        Swap with
      </Button>
      <NativeSelect
        size="xs"
        aria-label="Unit to swap with"
        value={String(other)}
        data={others.map((k) => ({ value: String(k), label: String(k + 1) }))}
        onChange={({ currentTarget: { value } }) => setOther(Number(value))}
      />
    </>
  )
}

function Rescale({ chosen, onRescale }: { readonly chosen: ShownUnit; readonly onRescale: (by: Symmetry) => void }) {
  const [factor, setFactor] = useState(2)
  return (
    <>
      <Button variant="default" px={8} onClick={() => onRescale({ kind: 'rescale', ...chosen, factor })}>
        Rescale by
      </Button>
      <NumberField aria-label="Factor of the unit" size="xs" value={factor} min={1e-6} max={1e6} onCommit={setFactor} />
    </>
  )
}

/** The losses of the network and of the twin that is drawn in its place. */
function TwinLosses({ count }: { readonly count: number }) {
  const app = useApp()
  const twin = useNetwork((view) => view.point?.twin)
  return (
    <div className="twin-losses" role="status" aria-label="Twin in place of the network">
      {twin === undefined ? (
        <p className="plane-note">Making the twin</p>
      ) : 'error' in twin ? (
        <p className="refusal">{twin.error.message}</p>
      ) : (
        <p className="plane-note">
          A twin is drawn, by {count === 1 ? 'one change' : `${count} changes`}: loss {String(twin.before)} before,{' '}
          {String(twin.after)} after, difference {formatNumber(twin.after - twin.before, 2)}.
        </p>
      )}
      <Button variant="default" px={8} onClick={() => app.edit(setTwins([]))}>
        Show the network itself
      </Button>
    </div>
  )
}
