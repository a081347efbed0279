import { ActionIcon, Button, NativeSelect, Popover, Progress, Tooltip, UnstyledButton } from '@mantine/core'
import {
  IconAlertTriangle,
  IconChevronDown,
  IconChevronLeft,
  IconChevronRight,
  IconChevronUp,
  IconFlagFilled,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconRepeat,
} from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { exampleCount } from '../../../core/scene/landscape'
import { RaceChart } from '../../charts/race-chart'
import { clockNames } from '../../playback/clock-names'
import { speeds } from '../../playback/playback'
import { cancelledText, progressText } from '../../playback/race-progress'
import { endOf, isLost } from '../../playback/standings'
import { useApp } from '../../store/app'
import { useDerived, usePlayback, useRaceProgress, useScene, useSession, useTour } from '../../store/use-stores'
import { clockText, formatNumber } from '../../ui/format'
import { outcomeNames } from '../../ui/outcome-names'
import { useHeld } from '../../ui/use-held'
import { ExampleList } from './example-list'
import { StandingsTable } from './standings-table'

/** Bottom: the race in time. The buttons, slider, chart and table share one playhead. */
export function TimePanel() {
  const isOpen = useSession((session) => session.timeOpen)
  return (
    <section className="panel panel-time" aria-label="Time">
      <Transport />
      <RaceTrouble />
      <RaceInProgress />
      {isOpen ? <TimeViews /> : null}
    </section>
  )
}

function TimeViews() {
  const hasRace = useDerived((state) => state.race.traces.length > 0)
  const isTour = useTour(({ place }) => place !== undefined)
  const isStartHeld = useHeld('start') !== undefined
  if (hasRace) {
    return (
      <div className="time-views" data-control="chart">
        <RaceChart />
        <StandingsTable />
      </div>
    )
  }
  if (isTour) {
    const elsewhere = isStartHeld ? '' : ', or click the surface to race from there'
    return <p className="empty tour-first-step">Press Race{elsewhere}.</p>
  }
  return (
    <div className="time-views first-steps">
      <p className="empty">Click the surface to race from there, or open an example:</p>
      <ExampleList />
    </div>
  )
}

function Transport() {
  const { race, playback, session } = useApp()
  const isOpen = useSession((state) => state.timeOpen)
  const isPlaying = usePlayback((state) => state.playing)
  const isEmpty = usePlayback((state) => state.length === 0)
  const loop = usePlayback((state) => state.loop)
  const speed = usePlayback((state) => state.speed)
  const isBusy = useDerived((state) => state.race.status.kind === 'busy')
  const { dispatch } = playback
  return (
    <div className="transport">
      <Button
        className="race-button"
        data-control="race"
        onClick={race.run}
        leftSection={<IconFlagFilled size={14} />}
        data-busy={isBusy}
        w={84}
        px={0}
      >
        Race
      </Button>
      <ActionIcon.Group>
        <ActionIcon
          variant={isPlaying ? 'light' : 'default'}
          color={isPlaying ? 'blue' : undefined}
          aria-label="Play"
          disabled={isEmpty}
          onClick={() => dispatch({ type: 'play' })}
        >
          <IconPlayerPlayFilled size={14} />
        </ActionIcon>
        <ActionIcon variant="default" aria-label="Pause" disabled={isEmpty} onClick={() => dispatch({ type: 'pause' })}>
          <IconPlayerPauseFilled size={14} />
        </ActionIcon>
      </ActionIcon.Group>
      <ActionIcon.Group>
        <ActionIcon
          variant="default"
          aria-label="One back"
          disabled={isEmpty}
          onClick={() => dispatch({ type: 'step', by: -1 })}
        >
          <IconChevronLeft size={16} />
        </ActionIcon>
        <ActionIcon
          variant="default"
          aria-label="One forward"
          disabled={isEmpty}
          onClick={() => dispatch({ type: 'step', by: 1 })}
        >
          <IconChevronRight size={16} />
        </ActionIcon>
      </ActionIcon.Group>
      <Seek />
      <Tooltip label="Speed: a whole race takes 8 s at 1×">
        <NativeSelect
          size="xs"
          w={66}
          aria-label="Speed"
          value={String(speed)}
          data={speeds.map((factor) => ({ value: String(factor), label: `${factor}×` }))}
          onChange={(event) => dispatch({ type: 'speed', factor: Number(event.currentTarget.value) })}
        />
      </Tooltip>
      <Tooltip label="Begin again at the end (L)">
        <ActionIcon
          aria-label="Loop"
          aria-pressed={loop}
          variant={loop ? 'light' : 'subtle'}
          color={loop ? 'blue' : 'gray'}
          onClick={() => dispatch({ type: 'loop', on: !loop })}
        >
          <IconRepeat size={16} />
        </ActionIcon>
      </Tooltip>
      <LostRacers />
      <Tooltip label={isOpen ? 'Hide chart and standings (4)' : 'Show chart and standings (4)'}>
        <ActionIcon
          aria-label="Chart and standings"
          aria-expanded={isOpen}
          onClick={() => session.setState({ timeOpen: !isOpen })}
        >
          {isOpen ? <IconChevronDown size={16} /> : <IconChevronUp size={16} />}
        </ActionIcon>
      </Tooltip>
    </div>
  )
}

/** The slider and its readout follow the playhead outside React. */
function Seek() {
  const app = useApp()
  const slider = useRef<HTMLInputElement>(null)
  const readout = useRef<HTMLOutputElement>(null)
  const length = usePlayback((state) => state.length)
  const unit = useScene((scene) => scene.compareBy)
  const isSum = useScene((scene) => exampleCount(scene.landscape) !== undefined)
  // A step on a batch is a part of an evaluation and of an epoch.
  const isInParts = isSum && (unit === 'epoch' || unit === 'evaluation')

  useEffect(() => {
    let shown = ''
    return app.loop.addPainter((playhead) => {
      const place = isInParts ? clockText(Math.floor(10 * playhead) / 10) : String(Math.floor(playhead))
      const text = `${place} / ${clockText(length)}`
      const input = slider.current
      if (input === null) return
      if (input.valueAsNumber !== playhead) input.value = String(playhead)
      input.style.setProperty('--progress', length === 0 ? '0' : String(playhead / length))
      if (text === shown || readout.current === null) return
      shown = text
      readout.current.textContent = text
      input.setAttribute('aria-valuetext', `${unit} ${place} of ${clockText(length)}`)
    })
  }, [app, isInParts, length, unit])

  return (
    <>
      <input
        ref={slider}
        type="range"
        className="seek"
        aria-label="Step"
        min={0}
        max={Math.max(length, 1)}
        step="any"
        defaultValue={0}
        disabled={length === 0}
        onInput={(event) => app.playback.dispatch({ type: 'seek', to: event.currentTarget.valueAsNumber })}
        onKeyDown={(event) => {
          const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key]
          if (by === undefined) return
          event.preventDefault()
          event.stopPropagation()
          app.playback.dispatch({ type: 'step', by })
        }}
      />
      <span className="readout" title={clockNames[unit].title}>
        <span className="readout-unit">{clockNames[unit].short}</span>
        <output ref={readout}>0 / 0</output>
      </span>
    </>
  )
}

/** How far a long race is, and a way to end it; once it is cancelled, where. It takes its line from the chart. */
function RaceInProgress() {
  const { race } = useApp()
  const progress = useRaceProgress()
  const status = useDerived((state) => state.race.status)
  if (progress === undefined) {
    if (status.kind !== 'cancelled') return null
    return (
      <p className="race-progress" role="status">
        {cancelledText(status.step)}
      </p>
    )
  }
  const text = progressText(progress)
  const percent = Math.floor(100 * progress.fraction)
  return (
    <div className="race-progress">
      <Progress.Root
        size={4}
        role="progressbar"
        aria-label="Progress of the race"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={text}
      >
        <Progress.Section value={percent} withAria={false} />
      </Progress.Root>
      <span
        className="numbers"
        aria-hidden="true"
        title={progress.racers > 1 ? `${text}; steps on average over the racers` : text}
      >
        {text}
      </span>
      <Tooltip label="What has come stays (Esc)">
        <UnstyledButton className="cancel-race" aria-label="Cancel the race" onClick={race.cancel}>
          Cancel
        </UnstyledButton>
      </Tooltip>
    </div>
  )
}

/** Why a race could not be run. It lies over the chart, so that nothing moves. */
function RaceTrouble() {
  const status = useDerived((state) => state.race.status)
  if (status.kind !== 'failed') return null
  return (
    <p className="race-trouble" role="alert">
      {status.error.message}
    </p>
  )
}

/** How many racers left, and on asking: where, when and why. */
function LostRacers() {
  const app = useApp()
  const traces = useDerived((state) => state.race.traces)
  const axis = useScene((scene) => scene.compareBy)
  useDerived((state) => state.race.version)
  const lost = traces.filter(({ ending }) => ending !== undefined && isLost(ending.outcome))
  if (lost.length === 0) return null
  return (
    <Popover position="top-end" shadow="md" width={340} withArrow>
      <Popover.Target>
        <Tooltip label="Racers that left: when and why">
          <UnstyledButton className="lost-racers">
            <IconAlertTriangle size={13} /> {lost.length} lost
          </UnstyledButton>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p={8} aria-label="Racers that left">
        <ul className="race-events" aria-label="Events">
          {lost.map((trace) => {
            const { outcome, step, reason } = trace.ending!
            return (
              <li key={trace.id}>
                <button type="button" onClick={() => app.playback.dispatch({ type: 'seek', to: endOf(trace, axis) })}>
                  <strong>{trace.id}</strong> {outcomeNames[outcome]} at step {formatNumber(step, 8)}: {reason}
                </button>
              </li>
            )
          })}
        </ul>
      </Popover.Dropdown>
    </Popover>
  )
}
