import { NativeSelect } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { type PointerEvent, useLayoutEffect, useMemo, useRef } from 'react'
import type { NetworkLandscape } from '../../../core/scene/landscape-kinds/network'
import type { DataNames } from '../../../core/tables/given-examples'
import {
  type DataPictureContent,
  dataPictureFrame,
  drawDataPicture,
  exampleAt,
  valuesAt,
} from '../../charts/data-picture'
import { inputName, namesOf } from '../../charts/data-names'
import { useApp } from '../../store/app'
import { changeNetwork, moveExample } from '../../store/network-edits'
import { useNetwork } from '../../store/use-stores'
import { formatNumber } from '../../ui/format'
import { useCanvasInk } from './use-canvas-ink'
import { plainContext } from '../../charts/plain-context'

/**
 * The data of a network with what it gives for them at the playhead. Examples of a person's own can be dragged. It is
 * `aria-busy` while something newer or finer is on its way.
 */
export function DataPicture({ landscape }: { readonly landscape: NetworkLandscape }) {
  const app = useApp()
  const data = useNetwork((view) => view.data)
  const outputs = useNetwork((view) => view.outputs)
  const unit = useNetwork((view) => view.outputsOf)
  const point = useNetwork((view) => view.point)
  const isBusy = useNetwork((view) => view.isBusy)
  const error = useNetwork((view) => view.error)
  const { ref: host, width } = useElementSize()
  const canvas = useRef<HTMLCanvasElement>(null)
  const output = useRef<HTMLOutputElement>(null)
  const dragged = useRef<number>(undefined)
  /** Where the pointer is. */
  const pointed = useRef<readonly [number, number]>(undefined)
  const ink = useCanvasInk()
  const { loss } = landscape
  const names = namesOf(landscape.data)
  const content = useMemo(
    (): DataPictureContent | undefined => data && { data, names, loss, outputs, isUnit: unit !== undefined },
    [data, names, loss, outputs, unit],
  )
  const frame = useMemo(() => content && dataPictureFrame(content, width), [content, width])
  const isOwn = 'inputs' in landscape.data && (data?.inputs ?? 3) <= 2

  useLayoutEffect(() => {
    const { current } = canvas
    if (current === null || width === 0 || content === undefined || frame === undefined) return
    current.width = Math.round(width * ink.pixelRatio)
    current.height = Math.round(frame.fullHeight * ink.pixelRatio)
    drawDataPicture(plainContext(current), content, frame, ink)
  }, [content, frame, ink, width])

  // What is read under the pointer is of what is drawn there now.
  useLayoutEffect(() => {
    if (output.current === null || content === undefined || frame === undefined) return
    output.current.textContent =
      pointed.current === undefined ? '' : valuesAt(...pointed.current, content, frame, readNumber)
  }, [content, frame])

  const placeOf = ({ nativeEvent }: PointerEvent): readonly [number, number] => [
    nativeEvent.offsetX,
    nativeEvent.offsetY,
  ]
  const grab = (event: PointerEvent<HTMLElement>): void => {
    if (!isOwn || content === undefined || frame === undefined) return
    dragged.current = exampleAt(...placeOf(event), content, frame)
    if (dragged.current !== undefined) event.currentTarget.setPointerCapture(event.pointerId)
  }
  const move = (event: PointerEvent<HTMLElement>): void => {
    if (content === undefined || frame === undefined) return
    const [px, py] = (pointed.current = placeOf(event))
    const index = dragged.current
    if (index !== undefined) {
      const [x, y] = frame.fromCanvas(px, py)
      const row = content.data.training.rows[index]!
      const isPlane = content.data.columns.length === 2
      // A class stays what it is; a number goes where the hand goes.
      const target = isPlane || content.data.classes !== undefined ? undefined : y
      app.edit(changeNetwork(moveExample(row, isPlane ? [x, y] : [x], target), app.cards), 'example')
      return
    }
    event.currentTarget.style.cursor = isOwn && exampleAt(px, py, content, frame) !== undefined ? 'grab' : 'default'
    if (output.current !== null) output.current.textContent = valuesAt(px, py, content, frame, readNumber)
  }
  const drop = (): void => {
    if (dragged.current !== undefined) app.document.endGesture()
    dragged.current = undefined
  }
  const leave = (): void => {
    pointed.current = undefined
    if (output.current !== null) output.current.textContent = ''
  }

  return (
    <div className="data-picture" data-control="data">
      <div
        ref={host}
        className="data-picture-host"
        role="img"
        aria-label={content === undefined ? 'Data' : pictureName(content, point?.racer, point?.step ?? 0, unit)}
        aria-busy={isBusy || content === undefined || width === 0}
        style={{ minHeight: frame?.fullHeight ?? 190, touchAction: isOwn ? 'none' : undefined }}
        onPointerDown={grab}
        onPointerMove={move}
        onPointerUp={drop}
        onPointerCancel={drop}
        onPointerLeave={leave}
      >
        <canvas ref={canvas} aria-hidden="true" style={{ height: frame?.fullHeight ?? 0 }} />
        {unit === undefined ? null : (
          <div className="data-unit">
            unit {unit.unit + 1} of layer {unit.layer + 1}
            {content?.data.inputs === 1 ? ', to its own scale' : ': orange below 0, blue above'}
          </div>
        )}
        <output ref={output} className="data-readout" />
      </div>
      {error === undefined ? null : (
        <p className="network-error" role="alert">
          {error.message}
        </p>
      )}
      {data !== undefined && data.inputs > 2 ? <Columns inputs={data.inputs} names={names} /> : null}
    </div>
  )
}

function readNumber(value: number): string {
  return formatNumber(value, 3)
}

/** Which two of many inputs are drawn; what the network gives depends on all of them. */
function Columns({ inputs, names }: { readonly inputs: number; readonly names: DataNames }) {
  const { network } = useApp()
  const columns = useNetwork((view) => view.columns)
  const choices = Array.from({ length: inputs }, (_, column) => ({
    value: String(column),
    label: inputName(names, column),
  }))
  return (
    <div className="data-columns">
      {([0, 1] as const).map((axis) => (
        <NativeSelect
          key={axis}
          size="xs"
          aria-label={`Input along ${axis === 0 ? 'x' : 'y'}`}
          data={choices}
          value={String(columns[axis])}
          onChange={({ currentTarget: { value } }) => {
            const chosen = Number(value)
            network.showColumns(axis === 0 ? [chosen, columns[1]] : [columns[0], chosen])
          }}
        />
      ))}
      <p>What the network gives depends on all {inputs} inputs, so no regions are drawn over two of them.</p>
    </div>
  )
}

/** `280 training and 60 test examples of 2 classes, over the regions of adam at step 40`. */
function pictureName(
  { data, outputs }: DataPictureContent,
  racer: string | undefined,
  step: number,
  unit: { readonly layer: number; readonly unit: number } | undefined,
): string {
  const { training, validation, test, classes, columns } = data
  const counts = [
    `${training.count} training`,
    ...(validation.count > 0 ? [`${validation.count} validation`] : []),
    ...(test.count > 0 ? [`${test.count} test`] : []),
  ].join(', ')
  const targets = classes === undefined ? '' : ` of ${classes} classes`
  const examples = `${counts} examples${targets}`
  if (outputs === undefined) return examples
  const shown =
    unit !== undefined
      ? `unit ${unit.unit + 1} of hidden layer ${unit.layer + 1}`
      : columns.length === 1
        ? 'the curve'
        : classes === undefined
          ? 'the outputs'
          : 'the regions'
  return `${examples}, with ${shown} of ${racer === undefined ? 'the network as it begins' : `${racer} at step ${step}`}`
}
