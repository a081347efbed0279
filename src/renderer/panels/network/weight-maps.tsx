import { useElementSize } from '@mantine/hooks'
import { useLayoutEffect, useMemo, useRef } from 'react'
import type { Layer } from '../../../core/networks/network'
import type { NetworkLandscape } from '../../../core/scene/landscape-kinds/network'
import { cssColor, signedColor } from '../../charts/signed-color'
import { drawWeightMap, weightMapFrame, weightScale } from '../../charts/weight-map'
import { useNetwork } from '../../store/use-stores'
import { formatNumber } from '../../ui/format'
import { networkLayers } from './network-layers'
import { useCanvasInk } from './use-canvas-ink'
import { plainContext } from '../../charts/plain-context'

/** The most layers that are drawn one below the other. */
const mostMaps = 12

/** The weights of each layer at the playhead: a row a unit, a column an input, biases apart at the right. */
export function WeightMaps({ landscape }: { readonly landscape: NetworkLandscape }) {
  const theta = useNetwork((view) => view.point?.theta)
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
}

function WeightMap({ theta, layer: { inputs, outputs, weight, bias }, index, name }: WeightMapProps) {
  const { ref, width } = useElementSize()
  const canvas = useRef<HTMLCanvasElement>(null)
  const ink = useCanvasInk()
  const row = useNetwork(({ unit }) => (unit?.layer === index ? unit.unit : undefined))
  const content = useMemo(
    () => ({ rows: outputs, columns: inputs, theta, weight, bias, row }),
    [outputs, inputs, theta, weight, bias, row],
  )
  const frame = weightMapFrame({ rows: outputs, columns: inputs, bias }, width)
  const scale = weightScale(content)
  useLayoutEffect(() => {
    const { current } = canvas
    if (current === null || width === 0) return
    current.width = Math.max(1, Math.round(frame.width * ink.pixelRatio))
    current.height = Math.max(1, Math.round(frame.height * ink.pixelRatio))
    drawWeightMap(plainContext(current), content, frame, ink.ground, ink.pixelRatio)
  })
  const end = (unit: number): string => cssColor(signedColor(unit, ink.ground))
  const limit = formatNumber(scale, 2)
  return (
    <figure ref={ref} className="weight-map">
      <figcaption>
        <span>{name}</span>
        <span className="weight-scale">
          −{limit}
          <span style={{ background: `linear-gradient(to right, ${end(-1)}, ${end(0)}, ${end(1)})` }} />
          {limit}
        </span>
      </figcaption>
      <canvas
        ref={canvas}
        role="img"
        aria-label={`Weights of ${name}: ${outputs} units of ${inputs} inputs${bias === undefined ? '' : ' and their biases'}, from −${limit} to ${limit}`}
        style={{ width: frame.width, height: frame.height }}
      />
    </figure>
  )
}
