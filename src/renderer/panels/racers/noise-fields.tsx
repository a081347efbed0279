import { NativeSelect } from '@mantine/core'
import type { NoiseSetting } from '../../../core/race/settings'
import { noiseScale } from '../../store/edits'
import { NumberField } from '../../ui/number-field'
import { SettingRow } from '../../ui/setting-row'

type Kind = NoiseSetting['kind'] | 'none' | 'shared'

interface NoiseFieldsProps {
  /** Absent: a racer has the noise that all share. */
  readonly noise: NoiseSetting | undefined
  /** The landscape's. */
  readonly dimension: number
  /** Whose noise it is, for the names of the fields. */
  readonly owner: string
  /** Whether there is noise that all share, to fall back on. */
  readonly canShare: boolean
  readonly onChange: (noise: NoiseSetting | undefined) => void
}

const names = {
  shared: 'as the race',
  none: 'none',
  gaussian: 'Gaussian',
  'student-t': 'Student’s t',
  covariance: 'with covariance',
} as const satisfies Record<Kind, string>

/** The noise that is added to every gradient: its kind, and what that takes. */
export function NoiseFields({ noise, dimension, owner, canShare, onChange }: NoiseFieldsProps) {
  const kind = kindOf(noise)
  const kinds = (Object.keys(names) as Kind[]).filter((each) => {
    if (each === 'shared') return canShare
    // A matrix of more than four entries is for a file.
    return each !== 'covariance' || dimension === 2 || kind === 'covariance'
  })
  const label = (what: string): string => `${owner}${what}`
  return (
    <>
      <SettingRow
        name="noise"
        hint="Added to every gradient, drawn by seed and step: racers of one race meet the same noise"
      >
        <NativeSelect
          aria-label={label('noise')}
          size="xs"
          value={kind}
          data={kinds.map((value) => ({ value, label: names[value] }))}
          onChange={(event) => onChange(changed(noise, event.currentTarget.value as Kind))}
        />
        {noise === undefined || noise.kind === 'covariance' || kind === 'none' ? null : (
          <NumberField
            aria-label={label('noise scale')}
            title="Scale: the standard deviation in every coordinate where it is Gaussian"
            className="slider-field"
            value={noise.scale}
            min={0}
            onCommit={(scale) => onChange({ ...noise, scale })}
          />
        )}
      </SettingRow>
      {noise?.kind === 'student-t' ? (
        <SettingRow
          name="degrees of freedom"
          hint="Fewer degrees of freedom, heavier tails: no variance at 2 or fewer, Cauchy’s at 1"
          isPart
        >
          <NumberField
            aria-label={label('noise degrees')}
            className="slider-field"
            value={noise.degrees}
            min={0}
            exclusiveMin
            onCommit={(degrees) => onChange({ ...noise, degrees })}
          />
        </SettingRow>
      ) : null}
      {noise?.kind === 'covariance' ? (
        <CovarianceFields covariance={noise.covariance} label={label} onChange={onChange} />
      ) : null}
    </>
  )
}

interface CovarianceFieldsProps {
  readonly covariance: readonly (readonly number[])[]
  readonly label: (what: string) => string
  readonly onChange: (noise: NoiseSetting) => void
}

function CovarianceFields({ covariance, label, onChange }: CovarianceFieldsProps) {
  const n = covariance.length
  if (n !== 2) return <p className="kink-note">{`A ${n} × ${n} matrix, from the scene’s file.`}</p>
  const [xx, xy, yy] = [covariance[0]![0]!, covariance[0]![1]!, covariance[1]![1]!]
  const set = (a: number, b: number, c: number): void =>
    onChange({
      kind: 'covariance',
      covariance: [
        [a, b],
        [b, c],
      ],
    })
  // No noise has a covariance with a negative eigenvalue.
  const variance = (value: number, other: number): string | undefined =>
    value * other >= xy * xy ? undefined : `too small for the covariance ${xy}`
  return (
    <div className="covariance">
      <NumberField
        label="var x"
        aria-label={label('noise variance x')}
        value={xx}
        min={0}
        check={(value) => variance(value, yy)}
        onCommit={(value) => set(value, xy, yy)}
      />
      <NumberField
        label="cov"
        aria-label={label('noise covariance')}
        value={xy}
        check={(value) => (value * value <= xx * yy ? undefined : 'its square is at most var x · var y')}
        onCommit={(value) => set(xx, value, yy)}
      />
      <NumberField
        label="var y"
        aria-label={label('noise variance y')}
        value={yy}
        min={0}
        check={(value) => variance(value, xx)}
        onCommit={(value) => set(xx, xy, value)}
      />
    </div>
  )
}

function kindOf(noise: NoiseSetting | undefined): Kind {
  if (noise === undefined) return 'shared'
  return noise.kind === 'gaussian' && noise.scale === 0 ? 'none' : noise.kind
}

/** Noise of another kind and the same scale; of scale 1 where there was none. */
function changed(noise: NoiseSetting | undefined, kind: Kind): NoiseSetting | undefined {
  const before = noise === undefined ? 0 : noiseScale(noise)
  const scale = before > 0 ? before : 1
  switch (kind) {
    case 'shared':
      return undefined
    case 'none':
      return { kind: 'gaussian', scale: 0 }
    case 'gaussian':
      return { kind, scale }
    case 'student-t':
      return { kind, scale, degrees: 3 }
    case 'covariance':
      return {
        kind,
        covariance: [
          [scale * scale, 0],
          [0, scale * scale],
        ],
      }
  }
}
