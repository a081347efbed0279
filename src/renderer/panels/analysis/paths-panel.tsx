import { Chip, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { ConnectSpec, PathId } from '../../../engine'
import { withoutPlane } from '../../jobs/network-follower'
import { sameQuestion } from '../../store/answer'
import { useApp } from '../../store/app'
import { hiddenWidths, isNetwork } from '../../store/network-edits'
import { useDerived, useScene, useSession } from '../../store/use-stores'
import { RacerGlyph } from '../../ui/marker-glyph'
import { AnswerBar } from './answer-bar'
import { type PathNames, PathsOutcome } from './paths-outcome'
import { pathsQuestion, pointOf, twinSetting, twinWays } from './paths-question'
import { RacerSelect } from './racer-select'
import { TwinFields } from './twin-fields'

/** What is found besides the straight line, and what it is called. */
const searched: readonly (readonly [PathId, string, string])[] = [
  [
    'match',
    'matched',
    'The straight line once the units of the second network are in the order of those they are like',
  ],
  ['bezier', 'Bézier', 'A curve with one bend, searched for by Adam where the loss along it is small'],
  ['polygonal', 'polygonal', 'Two straight lines with one bend, searched for likewise'],
]

/** Whose points a question joins, which it does not say itself. */
const namesOf = new WeakMap<ConnectSpec, PathNames>()

/** The paths between two racers, or between a network and its twin, and the barriers on them. */
export function PathsPanel() {
  const app = useApp()
  const scene = useScene((current) => current)
  const choice = useSession((session) => session.paths)
  const answer = useDerived((state) => state.analysis.connect)
  const traces = useDerived((state) => state.race.traces)
  // Traces grow in place.
  useDerived((state) => state.race.version)
  const [refused, setRefused] = useState<string>()
  const { landscape, racers } = scene
  const ways = twinWays(landscape)
  const from = racers.find(({ id }) => id === choice.from) ?? racers[0]
  const others = racers.filter(({ id }) => id !== from?.id)
  const to = others.find(({ id }) => id === choice.to) ?? (ways.length === 0 ? others[0] : undefined)
  if (from === undefined || (to === undefined && ways.length === 0))
    return <p className="empty">Add a second racer, to see the paths between the points that both arrive at.</p>

  const choose = (change: Partial<typeof choice>): void => {
    app.session.setState({ paths: { ...choice, ...change } })
    setRefused(undefined)
  }
  const widths = isNetwork(landscape) ? hiddenWidths(landscape) : []
  const compute = (): void => {
    const pointNow = (id: string) =>
      pointOf(
        traces.find((trace) => trace.id === id),
        scene.compareBy,
        app.playback.now(),
      )
    const [a, b] = [pointNow(from.id), to && pointNow(to.id)]
    if (a === undefined || (to !== undefined && b === undefined))
      return setRefused(`${a === undefined ? from.id : to!.id} has no point at the playhead; race first.`)
    const spec = pathsQuestion(scene, a, b ?? twinSetting(ways, choice.twin, widths), choice.paths)
    const names = { from: from.id, to: to?.id ?? `twin of ${from.id}`, isTwin: to === undefined }
    setRefused(undefined)
    namesOf.set(spec, names)
    app.analyst.connect.ask(spec)
  }
  const { result, spec } = answer
  const isOutdated = spec !== undefined && !sameQuestion(spec.landscape, withoutPlane(landscape))
  return (
    <>
      <div className="analysis-choices path-ends">
        <RacerSelect label="Path from" value={from.id} onChange={(id) => choose({ from: id })} />
        <span className="dash">to</span>
        <NativeSelect
          size="xs"
          aria-label="Path to"
          className={to === undefined ? '' : 'racer-select-one'}
          value={to === undefined ? '' : `racer ${to.id}`}
          leftSection={to && <RacerGlyph look={to} size={11} />}
          leftSectionWidth={to === undefined ? 0 : 36}
          data={[
            ...(ways.length === 0 ? [] : [{ value: '', label: 'its twin' }]),
            ...others.map(({ id }) => ({ value: `racer ${id}`, label: id })),
          ]}
          onChange={({ currentTarget: { value } }) =>
            choose({ to: others.find(({ id }) => `racer ${id}` === value)?.id })
          }
        />
      </div>
      {to === undefined ? (
        <TwinFields
          ways={ways}
          widths={widths}
          setting={twinSetting(ways, choice.twin, widths)}
          onChange={(twin) => choose({ twin })}
        />
      ) : null}
      <div className="path-kinds" role="group" aria-label="Paths besides the straight line">
        {searched
          .filter(([path]) => path !== 'match' || isNetwork(landscape))
          .map(([path, label, hint]) => (
            <Chip
              key={path}
              size="xs"
              title={hint}
              checked={choice.paths.includes(path)}
              onChange={(isWanted) =>
                choose({
                  paths: searched
                    .map(([id]) => id)
                    .filter((id) => (id === path ? isWanted : choice.paths.includes(id))),
                })
              }
            >
              {label}
            </Chip>
          ))}
      </div>
      <AnswerBar
        answer={answer}
        name="paths"
        isCurrent={false}
        onCompute={compute}
        onCancel={app.analyst.connect.cancel}
        onForce={(tooLarge) => app.analyst.connect.ask(tooLarge, true)}
      >
        {refused ?? 'from where they are at the playhead'}
      </AnswerBar>
      {isOutdated ? (
        <p className="outdated" role="status">
          Outdated: the landscape has changed since
        </p>
      ) : null}
      {result === undefined ? null : (
        <PathsOutcome result={result} names={namesOf.get(spec!)!} isOutdated={isOutdated} />
      )}
    </>
  )
}
