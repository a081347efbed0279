import { Button, Checkbox, Modal, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import type { FilmSettings } from '../../core/scene/film-settings'
import {
  defaultFilmSettings,
  estimatedBytes,
  filmFormats,
  filmProblems,
  filmSizes,
  frameCount,
  frameRates,
} from '../../core/scene/film-settings'
import { NumberField } from '../ui/number-field'

interface ExportDialogProps {
  readonly isOpen: boolean
  /** Whether there is a race to film. */
  readonly hasRace: boolean
  readonly onClose: () => void
  readonly onExport: (settings: FilmSettings) => void
}

/** What a film should be; says beforehand how long and how large it will be. */
export function ExportDialog({ isOpen, hasRace, onClose, onExport }: ExportDialogProps) {
  const [settings, setSettings] = useState<FilmSettings>(defaultFilmSettings)
  const change = (some: Partial<FilmSettings>): void => setSettings((current) => ({ ...current, ...some }))
  const problems = filmProblems(settings)
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
    <Modal opened={isOpen} onClose={onClose} title="Export film" size={440}>
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
            {hasRace
              ? `${frameCount(settings)} frames, about ${(estimatedBytes(settings) / 1e6).toPrecision(2)} MB`
              : 'nothing to film yet: run the optimizers first'}
          </span>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button disabled={!hasRace || problems.length > 0} onClick={() => onExport(settings)}>
            Export
          </Button>
        </div>
      </div>
    </Modal>
  )
}

const formatNames = { mp4: 'MP4', webm: 'WebM', gif: 'GIF' } as const

function Check({ label, checked, onChange }: { label: string; checked: boolean; onChange: (on: boolean) => void }) {
  return (
    <Checkbox size="xs" label={label} checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
  )
}
