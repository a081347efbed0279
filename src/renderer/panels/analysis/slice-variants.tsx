import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import type { AnswerOf } from '../../store/answer'
import { rangeOfAll, SmallSurface } from '../../charts/small-surface'
import { useSlice } from '../../jobs/use-slice'
import { sameQuestion } from '../../store/answer'
import { useApp } from '../../store/app'
import { isNetwork } from '../../store/network-edits'
import {
  comparedNormalisations,
  comparedSeeds,
  drawVariant,
  randomRecipe,
  type Variant,
  variantSpec,
} from '../../store/slice-variants'
import { useDerived, useScene } from '../../store/use-stores'
import { Disclosure } from '../../ui/disclosure'
import { useResolvedTheme } from '../../ui/use-resolved-theme'
import { AnswerBar } from './answer-bar'
import { variantsSentence } from './slice-sentences'

/** What other random directions would have shown through the same origin: of other seeds, and of another length. */
export function SliceVariants() {
  const landscape = useScene((scene) => scene.landscape)
  const drawn = randomRecipe(landscape.slice)
  const normalise = drawn?.['normalise'] === 'none' ? 'none' : 'filter'
  return (
    <>
      <Disclosure title="Nine seeds of random directions">
        <Variants
          name="seeds"
          answers="seedSurfaces"
          variants={comparedSeeds.map((seed) => ({ seed }))}
          label={({ seed }) => `seed ${seed!}`}
          shown={drawn?.['seed']}
          size={84}
        >
          how much the surface changes between them
        </Variants>
      </Disclosure>
      {isNetwork(landscape) ? (
        <Disclosure title="Raw beside filter-normalised directions">
          <Variants
            name="normalisations"
            answers="normalisedSurfaces"
            variants={comparedNormalisations.map((each) => ({ normalise: each }))}
            label={({ normalise: each }) => (each === 'none' ? 'raw' : 'filter-normalised')}
            shown={drawn && normalise}
            size={126}
          >
            each over the same coordinates of its own directions
          </Variants>
        </Disclosure>
      ) : null}
    </>
  )
}

interface VariantsProps {
  readonly name: string
  readonly answers: 'seedSurfaces' | 'normalisedSurfaces'
  readonly variants: readonly Variant[]
  readonly label: (variant: Variant) => string
  /** What is drawn now. */
  readonly shown: unknown
  /** CSS pixels. */
  readonly size: number
  readonly children: ReactNode
}

/** Small surfaces on one scale; one that is clicked is drawn in the place of the slice. */
function Variants({ name, answers, variants, label, shown, size, children }: VariantsProps) {
  const app = useApp()
  const scene = useScene((current) => current)
  const slice = useSlice()
  const all = useDerived(({ analysis }) => analysis[answers])
  const theme = useResolvedTheme()
  if (slice === undefined) return null
  const specs = variants.map((variant) => variantSpec(scene, slice, variant))
  const inquiries = app.analyst[answers]
  const isCurrent = all.every(({ spec }, k) => sameQuestion(spec, specs[k]))
  const surfaces = all.flatMap(({ result }) => (result === undefined ? [] : [result]))
  const range = rangeOfAll(surfaces)
  const ask = (force: boolean): void => inquiries.forEach((inquiry, k) => inquiry.ask(specs[k]!, force))
  return (
    <div className="variants">
      <AnswerBar
        answer={together(all)}
        name={name}
        isCurrent={isCurrent}
        onCompute={() => ask(false)}
        onCancel={() => inquiries.forEach(({ cancel }) => cancel())}
        onForce={() => ask(true)}
      >
        {children}
      </AnswerBar>
      {surfaces.length === 0 ? null : <p className="answer-note">{variantsSentence(surfaces)}</p>}
      {surfaces.length === 0 ? null : (
        <div className="variant-grid" style={{ gridTemplateColumns: `repeat(auto-fill, ${size}px)` }}>
          {variants.map((variant, k) => {
            const { result } = all[k]!
            const text = label(variant)
            return result === undefined ? null : (
              <UnstyledButton
                key={text}
                aria-label={`Draw ${text}`}
                aria-pressed={shown !== undefined && Object.values(variant).includes(shown as never)}
                onClick={() => app.edit(drawVariant(slice, variant))}
              >
                <SmallSurface
                  surface={result}
                  range={range}
                  size={size}
                  height={scene.view.height}
                  colorMap={scene.view.colorMap}
                  theme={theme}
                />
                <span>{text}</span>
              </UnstyledButton>
            )
          })}
        </div>
      )}
    </div>
  )
}

/** Several answers as one: busy while any is, failed where one is. */
function together(answers: readonly AnswerOf<'surface'>[]): AnswerOf<'surface'> {
  const failed = answers.find(({ status }) => status.kind === 'failed')
  if (failed !== undefined) return failed
  const busy = answers.find(({ status }) => status.kind === 'busy')
  const first = answers[0]!
  if (busy?.status.kind !== 'busy') return first
  const done = answers.reduce(
    (sum, { status }) => sum + (status.kind === 'busy' ? status.fraction : status.kind === 'done' ? 1 : 0),
    0,
  )
  return { ...first, status: { ...busy.status, fraction: done / answers.length } }
}
