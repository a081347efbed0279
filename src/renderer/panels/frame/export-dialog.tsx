import { Button, Checkbox, Modal, Progress, SegmentedControl } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { FilmFormat, FilmSettings } from '../../../core/scene/film-settings'
import {
  estimatedBytes,
  filmFormats,
  filmProblems,
  filmSizes,
  frameCount,
  frameRates,
} from '../../../core/scene/film-settings'
import type { FilmInTheMaking } from '../../jobs/film-maker'
import { useApp } from '../../store/app'
import { useDocument, useSession } from '../../store/use-stores'
import { duration } from '../../ui/duration'
import { NumberField } from '../../ui/number-field'

interface ExportDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly theme: 'dark' | 'light'
}

/** What a film should be, how large it will be and how long it will take; then how far it is. */
export function ExportDialog({ isOpen, onClose, theme }: ExportDialogProps) {
  const { film } = useApp()
  const making = useStore(film, (state) => state.making)
  return (
    <Modal opened={isOpen} onClose={onClose} title="Export film" size={440}>
      {making === undefined ? (
        <FilmForm onClose={onClose} onExport={(settings) => void film.make(settings, theme)} />
      ) : (
        <FilmProgress making={making} onCancel={film.cancel} />
      )}
    </Modal>
  )
}

function FilmProgress({ making, onCancel }: { readonly making: FilmInTheMaking; readonly onCancel: () => void }) {
  const { name, frame, frameCount, left } = making
  return (
    <div className="export">
      <Progress value={(100 * frame) / frameCount} aria-label="Film progress" />
      <div className="export-foot">
        <span className="numbers" aria-live="polite">
          {frame === 0 ? `${name}: computing the race` : `${name}: frame ${frame} of ${frameCount}`}
          {left === undefined ? '' : `, ${duration(left / 1000)} left`}
        </span>
        <Button variant="default" onClick={onCancel}>
          Cancel film
        </Button>
      </div>
    </div>
  )
}

interface FilmFormProps {
  readonly onClose: () => void
  readonly onExport: (settings: FilmSettings) => void
}

function FilmForm({ onClose, onExport }: FilmFormProps) {
  const { film, session } = useApp()
  const hasRacers = useDocument((state) => state.scene.racers.some(({ visible }) => visible))
  const settings = useSession((state) => state.film)
  const change = (some: Partial<FilmSettings>): void =>
    session.setState((state) => ({ film: { ...state.film, ...some } }))
  const canEncode = useCanEncode(settings)
  const problems = [
    ...filmProblems(settings),
    ...(canEncode ? [] : [cannotEncode(settings.format)]),
    ...(hasRacers ? [] : [{ message: 'no racer is shown', remedy: 'add or show one' }]),
  ]
  const choice = <T extends string>(
    label: string,
    value: T,
    data: readonly { readonly value: T; readonly label: string }[],
    onChange: (value: T) => void,
  ) => (
    <div className="export-row">
      <span>{label}</span>
      <SegmentedControl
        size="xs"
        aria-label={label}
        value={value}
        data={[...data]}
        onChange={(next) => onChange(next as T)}
      />
    </div>
  )
  const size = filmSizes.find(({ width, height }) => width === settings.width && height === settings.height)

  return (
    <div className="export">
      {choice(
        'Format',
        settings.format,
        filmFormats.map((format) => ({ value: format, label: formatNames[format] })),
        (format) => change({ format }),
      )}
      {choice(
        'Size',
        size?.label ?? filmSizes[0].label,
        filmSizes.map(({ label }) => ({ value: label, label })),
        (label) => {
          const { width, height } = filmSizes.find((each) => each.label === label)!
          change({ width, height })
        },
      )}
      {choice(
        'Frames a second',
        String(settings.frameRate),
        frameRates.map((rate) => ({ value: String(rate), label: String(rate) })),
        (rate) => change({ frameRate: frameRates.find((each) => String(each) === rate)! }),
      )}
      <div className="export-row">
        <span>Seconds</span>
        <NumberField
          aria-label="Seconds"
          w={84}
          value={settings.seconds}
          min={0.1}
          max={600}
          onCommit={(seconds) => change({ seconds })}
        />
      </div>
      {choice(
        'Camera',
        settings.camera,
        [
          { value: 'still', label: 'still' },
          { value: 'orbit', label: 'slow orbit' },
        ],
        (camera) => change({ camera }),
      )}
      <div className="export-row">
        <span>Show</span>
        <div className="export-checks">
          <Check label="legend" checked={settings.legend} onChange={(legend) => change({ legend })} />
          <Check label="counter" checked={settings.stepCounter} onChange={(stepCounter) => change({ stepCounter })} />
          <Check label="loss chart" checked={settings.lossChart} onChange={(lossChart) => change({ lossChart })} />
        </div>
      </div>
      {problems.length > 0 ? (
        <div role="alert" className="problems">
          {problems.map(({ message, remedy }) => (
            <div key={message}>
              <strong>{message}</strong>: {remedy}
            </div>
          ))}
        </div>
      ) : null}
      <div className="export-foot">
        <span className="numbers">
          {frameCount(settings)} frames, about {(estimatedBytes(settings) / 1e6).toPrecision(2)} MB and{' '}
          {duration(film.estimate(settings) / 1000)}
        </span>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button disabled={problems.length > 0} onClick={() => onExport(settings)}>
          Export
        </Button>
      </div>
    </div>
  )
}

/** Whether this machine has the encoder; taken to have it until it has answered. */
function useCanEncode({ format, width, height }: FilmSettings): boolean {
  const [lacking, setLacking] = useState('')
  const asked = `${format} ${width} ${height}`
  useEffect(() => {
    if (format === 'gif') return
    let isCurrent = true
    void import('../../film/video-encoder')
      .then(({ canEncode }) => canEncode(format, width, height))
      .then((can) => {
        if (isCurrent && !can) setLacking(asked)
      })
    return () => {
      isCurrent = false
    }
  }, [asked, format, width, height])
  return lacking !== asked
}

function cannotEncode(format: FilmFormat): { message: string; remedy: string } {
  const [codec, other] = format === 'mp4' ? ['H.264', 'WebM'] : ['VP9', 'GIF']
  return { message: `this machine cannot encode ${codec} at this size`, remedy: `choose a smaller size, or ${other}` }
}

const formatNames = { mp4: 'MP4', webm: 'WebM', gif: 'GIF' } as const

function Check({ label, checked, onChange }: { label: string; checked: boolean; onChange: (on: boolean) => void }) {
  return (
    <Checkbox size="xs" label={label} checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
  )
}
