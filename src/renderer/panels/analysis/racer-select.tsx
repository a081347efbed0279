import { NativeSelect } from '@mantine/core'
import { useScene } from '../../store/use-stores'
import { RacerGlyph } from '../../ui/marker-glyph'

interface RacerSelectProps {
  /** What a screen reader calls it. */
  readonly label: string
  /** The id of the chosen racer; undefined is all of them. */
  readonly value: string | undefined
  readonly onChange: (racer: string | undefined) => void
  /** What choosing all of them is called, where that can be done. */
  readonly all?: string
  /** The ids of those that can be chosen, where not every one can. */
  readonly among?: readonly string[]
}

/** Chooses a racer; its marker stands before its name. */
export function RacerSelect({ label, value, onChange, all, among }: RacerSelectProps) {
  const racers = useScene((scene) => scene.racers)
  const racer = racers.find(({ id }) => id === value)
  return (
    <NativeSelect
      className={racer === undefined ? '' : 'racer-select-one'}
      size="xs"
      aria-label={label}
      value={racer === undefined ? '' : `racer ${racer.id}`}
      leftSection={racer && <RacerGlyph look={racer} size={11} />}
      leftSectionWidth={racer === undefined ? 0 : 36}
      data={[
        ...(all === undefined ? [] : [{ value: '', label: all }]),
        ...racers
          .filter(({ id }) => among?.includes(id) ?? true)
          .map(({ id }) => ({ value: `racer ${id}`, label: id })),
      ]}
      onChange={({ currentTarget }) => onChange(racers.find(({ id }) => `racer ${id}` === currentTarget.value)?.id)}
    />
  )
}
