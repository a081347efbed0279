import { ActionIcon } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { IconMinus, IconPlus } from '@tabler/icons-react'
import { type KeyboardEvent, useMemo, useState } from 'react'
import type { NetworkLandscape } from '../../../core/scene/landscape-kinds/network'
import { namesOf, outputNames } from '../../charts/data-names'
import { type DrawnLayer, leastMargin, networkLayout, type NetworkLayout } from '../../charts/network-layout'
import { cssColor, signedColor } from '../../charts/signed-color'
import type { ShownUnit } from '../../jobs/network-follower'
import { useApp } from '../../store/app'
import { changeNetwork, hiddenWidths, setHiddenWidths } from '../../store/network-edits'
import { useNetwork } from '../../store/use-stores'
import { layerWidths, networkLayers } from './network-layers'
import { UnitTwins } from './unit-twins'
import { useCanvasInk } from './use-canvas-ink'

/** Columns nearer to each other have their buttons one below the other, or none. */
const roomForRow = 56
const roomForStack = 22
const mostUnits = 4096
/** What inputs and outputs are called stands beside them where there are no more layers than these. */
const mostNamedLayers = 5
const mostLetters = 12
const pixelsALetter = 5.5

interface DrawnNetworkProps {
  readonly landscape: NetworkLandscape
  /** The hidden unit that is chosen until a person chooses another. */
  readonly firstChosen?: ShownUnit
}

/**
 * The layers of a network as columns of units, with buttons for more and fewer. Its links have the colours of their
 * weights at the playhead; a unit under the pointer, or reached by the arrow keys, has its own alone. A click or Enter
 * chooses one, where a twin can be made.
 */
export function DrawnNetwork({ landscape, firstChosen }: DrawnNetworkProps) {
  const { network, edit, cards } = useApp()
  const { ref, width } = useElementSize()
  const unit = useNetwork((view) => view.unit)
  const [chosen, setChosen] = useState(firstChosen)
  const widths = layerWidths(landscape)
  const ends = useMemo(() => endNames(landscape), [landscape])
  const layout = useMemo(
    () => networkLayout(layerWidths(landscape), width, { left: roomFor(ends.inputs), right: roomFor(ends.outputs) }),
    [landscape, width, ends],
  )
  const hidden = hiddenWidths(landscape)
  const setUnits = (layer: number, units: number): void =>
    edit(changeNetwork(setHiddenWidths(hidden.with(layer, units)), cards))

  /** Left and right go from layer to layer, up and down from unit to unit. */
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      setChosen(undefined)
      return network.showUnit(undefined)
    }
    if (event.key === 'Enter') return setChosen(unit)
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key]
    if (step === undefined || hidden.length === 0) return
    event.preventDefault()
    const from = unit ?? { layer: 0, unit: 0 }
    const [dx, dy] = unit === undefined ? [0, 0] : step
    const layer = Math.min(hidden.length - 1, Math.max(0, from.layer + dx!))
    network.showUnit({ layer, unit: Math.min(hidden[layer]! - 1, Math.max(0, from.unit + dy!)) })
  }
  const drawing = (
    <div
      ref={ref}
      className="drawn-network"
      role="group"
      aria-label={`Layers of ${widths.join(', ')} units`}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onBlur={() => network.showUnit(undefined)}
    >
      <div className="network-columns">
        {layout.layers.map((drawn) => (
          <ColumnHead
            key={drawn.layer}
            drawn={drawn}
            name={columnName(drawn.layer, widths.length)}
            units={widths[drawn.layer]!}
            spacing={layout.spacing}
            onUnits={
              landscape.tied === undefined && drawn.layer > 0 && drawn.layer < widths.length - 1
                ? (units) => setUnits(drawn.layer - 1, units)
                : undefined
            }
          />
        ))}
      </div>
      <svg width={width} height={layout.height} aria-hidden="true" onPointerLeave={() => network.showUnit(undefined)}>
        <Links landscape={landscape} layout={layout} unit={unit} />
        {layout.layers.map((drawn) => (
          <Units
            key={drawn.layer}
            drawn={drawn}
            layout={layout}
            count={widths.length}
            lit={unit}
            chosen={chosen}
            onChoose={setChosen}
          />
        ))}
        <UnitNames names={ends.inputs} drawn={layout.layers[0]!} radius={layout.radius} side="left" />
        <UnitNames names={ends.outputs} drawn={layout.layers.at(-1)!} radius={layout.radius} side="right" />
      </svg>
    </div>
  )
  return (
    <>
      {drawing}
      <UnitTwins landscape={landscape} chosen={chosen} />
    </>
  )
}

/** What inputs and outputs are called; none where a deep network has no room for that. */
function endNames(landscape: NetworkLandscape): {
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
} {
  const widths = layerWidths(landscape)
  if (widths.length > mostNamedLayers) return { inputs: [], outputs: [] }
  const names = namesOf(landscape.data)
  return { inputs: names.inputs ?? [], outputs: outputNames(names, landscape.loss, widths.at(-1)!) }
}

/** For the names beside a column. */
function roomFor(names: readonly string[]): number {
  const letters = names.reduce((most, name) => Math.max(most, Math.min(mostLetters, name.length)), 0)
  return letters === 0 ? leastMargin : Math.max(leastMargin, 14 + pixelsALetter * letters)
}

interface UnitNamesProps {
  readonly names: readonly string[]
  readonly drawn: DrawnLayer
  readonly radius: number
  readonly side: 'left' | 'right'
}

/** The names of a column's units beside them, long ones whole under the pointer. */
function UnitNames({ names, drawn: { x, units }, radius, side }: UnitNamesProps) {
  const isLeft = side === 'left'
  return units.map(({ unit, y }) => {
    const name = names[unit]
    if (name === undefined) return null
    return (
      <text
        key={unit}
        className="network-name"
        x={isLeft ? x - radius - 4 : x + radius + 4}
        y={y}
        textAnchor={isLeft ? 'end' : 'start'}
        dominantBaseline="central"
      >
        {name.length > mostLetters ? `${name.slice(0, mostLetters - 1)}…` : name}
        <title>{name}</title>
      </text>
    )
  })
}

function columnName(layer: number, count: number): string {
  if (layer === 0) return 'inputs'
  return layer === count - 1 ? 'outputs' : `hidden layer ${layer}`
}

interface ColumnHeadProps {
  readonly drawn: DrawnLayer
  readonly name: string
  readonly units: number
  readonly spacing: number
  /** Absent where units follow from the data, or are those of one matrix. */
  readonly onUnits: ((units: number) => void) | undefined
}

/** How many units a layer has, with buttons for one more and one fewer. */
function ColumnHead({ drawn: { x }, name, units, spacing, onUnits }: ColumnHeadProps) {
  const hasButtons = onUnits !== undefined && spacing >= roomForStack
  return (
    <div className="network-column" data-stacked={spacing < roomForRow || undefined} style={{ left: x }} title={name}>
      {hasButtons ? (
        <ActionIcon
          size={16}
          aria-label={`Fewer units in ${name}`}
          disabled={units <= 1}
          onClick={() => onUnits(units - 1)}
        >
          <IconMinus size={11} />
        </ActionIcon>
      ) : null}
      <span>{units}</span>
      {hasButtons ? (
        <ActionIcon
          size={16}
          aria-label={`More units in ${name}`}
          disabled={units >= mostUnits}
          onClick={() => onUnits(units + 1)}
        >
          <IconPlus size={11} />
        </ActionIcon>
      ) : null}
    </div>
  )
}

interface UnitsProps {
  readonly drawn: DrawnLayer
  readonly layout: NetworkLayout
  /** Layers in all. */
  readonly count: number
  readonly lit: ShownUnit | undefined
  readonly chosen: ShownUnit | undefined
  readonly onChoose: (unit: ShownUnit) => void
}

function Units({ drawn: { layer, x, units, hidden }, layout: { radius }, count, lit, chosen, onChoose }: UnitsProps) {
  const { network } = useApp()
  const isHidden = layer > 0 && layer < count - 1
  const gap = units.find(({ unit }, k) => unit > k)
  const before = gap === undefined ? undefined : units[units.indexOf(gap) - 1]
  return (
    <g>
      {units.map(({ unit, y }) => (
        <circle
          key={unit}
          className="network-unit"
          data-lit={(isHidden && lit?.layer === layer - 1 && lit.unit === unit) || undefined}
          data-chosen={(isHidden && chosen?.layer === layer - 1 && chosen.unit === unit) || undefined}
          data-end={!isHidden || undefined}
          cx={x}
          cy={y}
          r={radius}
          onClick={isHidden ? () => onChoose({ layer: layer - 1, unit }) : undefined}
          onPointerEnter={isHidden ? () => network.showUnit({ layer: layer - 1, unit }) : undefined}
        />
      ))}
      {gap === undefined || before === undefined || hidden === 0 ? null : (
        <text className="network-more" x={x} y={(gap.y + before.y) / 2} textAnchor="middle" dominantBaseline="central">
          ⋯
        </text>
      )}
    </g>
  )
}

interface LinksProps {
  readonly landscape: NetworkLandscape
  readonly layout: NetworkLayout
  readonly unit: ShownUnit | undefined
}

/** The links between drawn units, those of the largest weights widest. */
function Links({ landscape, layout, unit }: LinksProps) {
  const theta = useNetwork((view) => view.point?.theta)
  const ink = useCanvasInk()
  const layers = useMemo(() => networkLayers(landscape), [landscape])
  const isThere = theta?.length === landscape.dimension
  return layout.layers.slice(1).flatMap((to, column) => {
    const from = layout.layers[column]!
    if (to.layer !== from.layer + 1)
      return [
        <line
          key={to.layer}
          className="network-gap"
          x1={from.x + 12}
          x2={to.x - 12}
          y1={layout.height / 2}
          y2={layout.height / 2}
        />,
      ]
    const { weight, inputs, outputs } = layers[from.layer]!
    const scale = isThere ? largestWeight(theta, weight, inputs * outputs) : 1
    return to.units.flatMap((target) =>
      from.units.map((source) => {
        const share = isThere ? theta[weight + target.unit * inputs + source.unit]! / scale : 0.25
        const isLit = unit === undefined || (unit.layer === to.layer - 1 && unit.unit === target.unit)
        return (
          <line
            key={`${to.layer} ${target.unit} ${source.unit}`}
            x1={from.x}
            y1={source.y}
            x2={to.x}
            y2={target.y}
            stroke={cssColor(signedColor(Math.sign(share) * (0.25 + 0.75 * Math.abs(share)), ink.ground))}
            strokeWidth={0.5 + 2 * Math.abs(share)}
            opacity={isLit ? 1 : 0.12}
          />
        )
      }),
    )
  })
}

function largestWeight(theta: ArrayLike<number>, from: number, count: number): number {
  let most = 0
  for (let k = from; k < from + count; k++) most = Math.max(most, Math.abs(theta[k]!))
  return most || 1
}
