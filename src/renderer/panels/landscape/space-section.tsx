import { useScene } from '../../store/use-stores'
import { NumberField } from '../../ui/number-field'
import { Section } from '../../ui/section'
import { SettingRow } from '../../ui/setting-row'
import { PlaneFields } from './plane-fields'

interface SpaceSectionProps {
  readonly range: { readonly min: number; readonly max: number }
  readonly onDimension: (dimension: number) => void
}

/** Of a landscape in more than two dimensions: their number, and the plane through them that is drawn. */
export function SpaceSection({ range, onDimension }: SpaceSectionProps) {
  const landscape = useScene((scene) => scene.landscape)
  if (landscape.dimension === undefined) return null
  // A plane that is being typed belongs to this landscape in this dimension.
  const key = `${landscape.id ?? ''} ${landscape.dimension}`
  return (
    <Section title="Space">
      <SettingRow name="dimension" hint={`The number of coordinates, ${range.min} to ${range.max}`}>
        <NumberField
          aria-label="Dimension"
          className="slider-field"
          value={landscape.dimension}
          integer
          min={range.min}
          max={range.max}
          onCommit={onDimension}
        />
      </SettingRow>
      <PlaneFields key={key} />
    </Section>
  )
}
