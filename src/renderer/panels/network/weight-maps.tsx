import { useElementSize } from '@mantine/hooks'
import { type KeyboardEvent, type PointerEvent, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { alikeUnits } from '../../../core/networks/alike-units'
import type { Layer } from '../../../core/networks/network'
import type { NetworkLandscape } from '../../../core/scene/landscape-kinds/network'
import { plainContext } from '../../charts/plain-context'
import { cssColor, signedColor } from '../../charts/signed-color'
import { drawWeightMap, type WeightCell, weightCellAt, weightMapFrame, weightScale } from '../../charts/weight-map'
import { useNetwork } from '../../store/use-stores'
import { formatNumber } from '../../ui/format'
import { networkLayers } from './network-layers'
import { useCanvasInk } from './use-canvas-ink'

/** The most layers that are drawn one below the other. */
const mostMaps = 12

interface WeightMapsProps {
  readonly landscape: NetworkLandscape
  /** Parameters of the network; undefined until they have come. */
  readonly theta: ArrayLike<number> | undefined
  /** Of a map at most, in pixels. */
  readonly tallest?: number
}

/**
 * The weights of each layer: a row a unit, a column an input, biases apart at the right. Units that are the same to the
 * last bit are lit, and joined by a bar. A cell is read under the pointer, or by the arrow keys.
 */
export function WeightMaps({ landscape, theta, tallest }: WeightMapsProps) {
  const layers = useMemo(() => networkLayers(landscape), [landscape])
  const isTied = landscape.tied !== undefined
  const shown = isTied ? layers.slice(0, 1) : layers.slice(0, mostMaps)
  if (theta?.length !== landscape.dimension) return <div aria-busy="true" />
  return (
    <>
      {shown.map((layer, index) => (
        <WeightMap
          key={index}
          theta={theta}
          layer={layer}
          index={index}
          tallest={tallest}
          name={isTied ? 'all layers' : index === layers.length - 1 ? 'outputs' : `hidden layer ${index + 1}`}
        />
      ))}
      {shown.length < layers.length && !isTied ? (
        <p className="plane-note">and {layers.length - shown.length} layers more</p>
      ) : null}
    </>
  )
}

interface WeightMapProps {
  readonly theta: ArrayLike<number>
  readonly layer: Layer
  readonly index: number
  readonly name: string
  readonly tallest: number | undefined
}

function WeightMap({ theta, layer, index, name, tallest }: WeightMapProps) {
  const { inputs, outputs, weight, bias } = layer
  const { ref, width } = useElementSize()
  const canvas = useRef<HTMLCanvasElement>(null)
  const ink = useCanvasInk()
  const lit = useNetwork(({ unit }) => (unit?.layer === index ? unit.unit : undefined))
  const [read, setRead] = useState<WeightCell>()
  const groups = useMemo(() => alikeUnits(theta, layer), [theta, layer])
  const row = read?.unit ?? lit
  const content = useMemo(
    () => ({ rows: outputs, columns: inputs, theta, weight, bias, row, groups }),
    [outputs, inputs, theta, weight, bias, row, groups],
  )
  const frame = weightMapFrame({ rows: outputs, columns: inputs, bias }, width, tallest)
  const scale = weightScale(content)
  useLayoutEffect(() => {
    const { current } = canvas
    if (current === null || width === 0) return
    current.width = Math.max(1, Math.round(frame.width * ink.pixelRatio))
    current.height = Math.max(1, Math.round(frame.height * ink.pixelRatio))
    drawWeightMap(plainContext(current), content, frame, ink.ground, ink.pixelRatio)
  })
  const alike = groups.reduce((count, group) => count + (group < 0 ? 0 : 1), 0)
  const end = (unit: number): string => cssColor(signedColor(unit, ink.ground))
  const limit = formatNumber(scale, 2)
  const columns = inputs + (bias === undefined ? 0 : 1)
  const move = (event: KeyboardEvent): void => {
    const step = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key]
    if (event.key === 'Escape') return setRead(undefined)
    if (step === undefined) return
    event.preventDefault()
    const from = read ?? { unit: 0, column: 0 }
    const [dx, dy] = read === undefined ? [0, 0] : step
    setRead({ unit: within(from.unit + dy!, outputs), column: within(from.column + dx!, columns) })
  }
  const point = ({ nativeEvent: { offsetX, offsetY } }: PointerEvent): void => {
    const cell = weightCellAt(content, frame, [offsetX, offsetY])
    if (cell?.unit !== read?.unit || cell?.column !== read?.column) setRead(cell)
  }
  return (
    <figure className="weight-map" data-alike={alike > 0 || undefined}>
      <figcaption>
        <span>
          {name} <span className="weight-units">{unitsText(outputs, alike)}</span>
        </span>
        <span className="weight-scale">
          −{limit}
          <span style={{ background: `linear-gradient(to right, ${end(-1)}, ${end(0)}, ${end(1)})` }} />
          {limit}
        </span>
      </figcaption>
      <div
        ref={ref}
        role="group"
        aria-label={`Weights of ${name}: ${unitsText(outputs, alike)}, of ${inputs} ${inputs === 1 ? 'input' : 'inputs'}${bias === undefined ? '' : ' and a bias'} each, from −${limit} to ${limit}`}
        tabIndex={0}
        onKeyDown={move}
        onBlur={() => setRead(undefined)}
        onPointerMove={point}
        onPointerLeave={() => setRead(undefined)}
      >
        <canvas ref={canvas} aria-hidden="true" style={{ width: frame.width, height: frame.height }} />
        <output className="weight-reading" aria-live="polite">
          {read === undefined ? '' : cellText(read, content)}
        </output>
      </div>
    </figure>
  )
}

function within(index: number, count: number): number {
  return Math.min(count - 1, Math.max(0, index))
}

/** `16 units, 16 alike`; of several groups how many groups there are. */
function unitsText(units: number, alike: number): string {
  const all = `${units} ${units === 1 ? 'unit' : 'units'}`
  return alike === 0 ? all : `${all}, ${alike} alike`
}

interface ReadContent {
  readonly columns: number
  readonly theta: ArrayLike<number>
  readonly weight: number
  readonly bias: number | undefined
  readonly groups: Int32Array
}

/** `unit 3, input 1: 0.2914; like units 1, 2, 4 …`. */
function cellText({ unit, column }: WeightCell, { columns, theta, weight, bias, groups }: ReadContent): string {
  const isBias = column === columns
  const value = theta[isBias ? bias! + unit : weight + unit * columns + column]!
  const place = `unit ${unit + 1}, ${isBias ? 'bias' : `input ${column + 1}`}: ${formatNumber(value, 4)}`
  const group = groups[unit]!
  const like = group < 0 ? 0 : groups.reduce((count, each) => count + (each === group ? 1 : 0), -1)
  return like === 0 ? place : `${place}; ${like} more like it`
}
