import { Button, NativeSelect, SegmentedControl } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { SliceRecipeSetting } from '../../../core/scene/landscape'
import type { ConnectResult, FoundPath, PathId } from '../../../engine'
import { pathColors } from '../../charts/path-colors'
import { PathPlot } from '../../charts/path-plot'
import { useSlice } from '../../jobs/use-slice'
import { useApp } from '../../store/app'
import { aroundPoints, drawOn } from '../../store/network-plane'
import { isNetwork } from '../../store/network-edits'
import { useScene } from '../../store/use-stores'
import { capitalised, formatNumber } from '../../ui/format'
import { orbitText } from './orbit-text'

/** What the ends of paths are called. */
export interface PathNames {
  readonly from: string
  readonly to: string
  /** Whether the other end is a twin of the first. */
  readonly isTwin: boolean
}

interface PathsOutcomeProps {
  readonly result: ConnectResult
  readonly names: PathNames
  readonly isOutdated: boolean
}

/** Both ends to the last digit, the loss along the paths between them, and how high their barriers are. */
export function PathsOutcome({ result, names, isOutdated }: PathsOutcomeProps) {
  const { orbit, paths } = result
  return (
    <div className="paths" data-outdated={isOutdated}>
      <Ends result={result} names={names} />
      {isOutdated ? null : <ShownEnd result={result} names={names} />}
      {names.isTwin && orbit !== undefined ? (
        <p className="plane-note">{capitalised(orbitText(orbit.words))}.</p>
      ) : null}
      <p className="chart-title">Loss along the paths</p>
      <PathPlot paths={paths} from={names.from} to={names.to} />
      <Barriers paths={paths} />
      {isOutdated ? null : <PlaneThrough result={result} names={names} />}
    </div>
  )
}

function Ends({ result: { from, to }, names }: Pick<PathsOutcomeProps, 'result' | 'names'>) {
  const hasSharpness = from.sharpness !== undefined && to.sharpness !== undefined
  const rows = [
    { name: names.from, end: from },
    { name: names.to, end: to },
  ]
  return (
    <table className="stages path-losses" aria-label="Ends of the paths">
      <thead>
        <tr>
          <th scope="col">end</th>
          <th scope="col">loss</th>
          {hasSharpness ? (
            <th scope="col" title="The largest eigenvalue of the Hessian">
              sharpness
            </th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, end }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{String(end.loss)}</td>
            {hasSharpness ? <td>{formatNumber(end.sharpness!, 5)}</td> : null}
          </tr>
        ))}
        <tr data-sum="true">
          <th scope="row">difference</th>
          <td>{formatNumber(to.loss - from.loss, 2)}</td>
          {hasSharpness ? <td>× {formatNumber(to.sharpness! / from.sharpness!, 3)}</td> : null}
        </tr>
      </tbody>
    </table>
  )
}

/** Which of the two ends the drawn network shows, while this is on screen. */
function ShownEnd({ result: { from, to }, names }: Pick<PathsOutcomeProps, 'result' | 'names'>) {
  const { network } = useApp()
  const landscape = useScene((scene) => scene.landscape)
  const [shown, setShown] = useState('playhead')
  useEffect(() => {
    const [end, name] = shown === 'to' ? [to, names.to] : [from, names.from]
    network.showPoint(shown === 'playhead' ? undefined : { theta: end.theta, step: 0, name })
    return () => network.showPoint(undefined)
  }, [network, shown, from, to, names.from, names.to])
  if (!isNetwork(landscape)) return null
  return (
    <SegmentedControl
      size="xs"
      fullWidth
      aria-label="Network shown"
      value={shown}
      data={[
        { value: 'playhead', label: 'playhead' },
        { value: 'from', label: names.from },
        { value: 'to', label: names.to },
      ]}
      onChange={setShown}
    />
  )
}

const pathNames: Readonly<Record<PathId, string>> = {
  straight: 'straight',
  match: 'matched',
  bezier: 'Bézier',
  polygonal: 'polygonal',
}

function Barriers({ paths }: { readonly paths: readonly FoundPath[] }) {
  const hasPerformance = paths.some(({ performance }) => performance !== undefined)
  return (
    <>
      <table className="stages path-barriers" aria-label="Barriers">
        <thead>
          <tr>
            <th scope="col">path</th>
            <th scope="col" title="The largest height of the loss above the line between the losses of the ends">
              barrier
            </th>
            <th scope="col">highest loss</th>
            {hasPerformance ? (
              <th scope="col" title="The least accuracy, or R², on the training examples along the path">
                least acc.
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {paths.map(({ path, barrier, loss, performance }) => (
            <tr key={path}>
              <th scope="row">
                <span className="stage-key" style={{ color: pathColors[path] }} />
                {pathNames[path]}
              </th>
              <td>{Number.isNaN(barrier.height) ? '—' : formatNumber(barrier.height, 3)}</td>
              <td>
                {formatNumber(
                  loss.reduce((a, b) => Math.max(a, b)),
                  3,
                )}
              </td>
              {performance === undefined ? null : (
                <td>
                  {formatNumber(
                    performance.reduce((a, b) => Math.min(a, b)),
                    3,
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {paths.map(({ path, reason }) =>
        reason === undefined ? null : (
          <p key={path} className="plane-note" role="status">
            {capitalised(`${pathNames[path]}: ${reason}.`)}
          </p>
        ),
      )}
    </>
  )
}

/** The plane through both ends and a third point: the bend of a curve, or where another racer ends. */
function PlaneThrough({ result: { from, to, paths }, names }: Pick<PathsOutcomeProps, 'result' | 'names'>) {
  const app = useApp()
  const slice = useSlice()
  const racers = useScene((scene) => scene.racers)
  const [chosen, setChosen] = useState<string>()
  const ends = [Array.from(from.theta), Array.from(to.theta)] as const
  const choices = [
    ...paths.flatMap(({ path, bend }) =>
      bend === undefined
        ? []
        : [{ value: path, label: `the ${pathNames[path]} bend`, third: Array.from(bend) as readonly number[] }],
    ),
    ...racers
      .filter(({ id }) => id !== names.from && id !== names.to)
      .map(({ id }) => ({ value: `racer ${id}`, label: `the end of ${id}`, third: { kind: 'end', of: id } })),
  ]
  const choice = choices.find(({ value }) => value === chosen) ?? choices[0]
  if (choice === undefined || slice === undefined) return null
  const draw = (): void => {
    const recipe = { kind: 'points', points: [ends[0], ends[1], choice.third] } as SliceRecipeSetting
    app.edit(drawOn(recipe, slice, aroundPoints))
  }
  return (
    <div className="analysis-choices">
      <NativeSelect
        size="xs"
        aria-label="Plane through both ends and"
        value={choice.value}
        data={choices.map(({ value, label }) => ({ value, label: `ends and ${label}` }))}
        onChange={({ currentTarget }) => setChosen(currentTarget.value)}
      />
      <Button variant="default" px={10} onClick={draw}>
        Draw plane
      </Button>
    </div>
  )
}
