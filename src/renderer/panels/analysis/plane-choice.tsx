import { Loader, NativeSelect } from '@mantine/core'
import { useMemo } from 'react'
import { networkLayout } from '../../../core/networks/network'
import { pathIds } from '../../../core/scene/landscape'
import type { Scene } from '../../../core/scene/scene'
import type { SliceResult } from '../../../engine'
import { usePlaneDrawing } from '../../jobs/use-plane-drawing'
import { isLine } from '../../store/drawn-slice'
import { isNetwork } from '../../store/network-edits'
import {
  pathMeant,
  type PlaneKind,
  planeRecipe,
  type PlaneSubjects,
  sliceOfRecipe,
  usualRecipe,
  withShape,
} from '../../store/plane-recipes'
import { useDerived, useScene, useSession } from '../../store/use-stores'
import { formatNumber } from '../../ui/format'
import { SettingName } from '../../ui/setting-row'
import { networkOf } from '../network/network-layers'
import { FreezeButton } from './freeze-button'
import { PlaneSettings } from './plane-settings'

const kinds: Readonly<Record<PlaneKind, string>> = {
  default: 'default',
  random: 'random directions',
  pca: 'principal directions',
  eigenvectors: 'eigenvectors',
  gradient: 'gradient',
  axes: 'coordinates',
  points: 'points',
}

/** Which plane or line through all dimensions is drawn, and the settings of its recipe. */
export function PlaneChoice() {
  const scene = useScene((current) => current)
  const racer = useSession((session) => session.sliceRacer)
  const facts = useDerived((state) => state.sliceFacts)
  const { attempt, draw } = usePlaneDrawing()
  const parameters = useParameterNames(scene)
  const { landscape } = scene
  const paths = [...scene.racers.map(({ id }) => id), ...pathIds(landscape)]
  const half = Math.round(scene.steps / 2 / scene.record) * scene.record
  const path = pathMeant(
    landscape.slice,
    [...paths].sort((a, b) => Number(b === racer) - Number(a === racer)),
  )
  const subjects: PlaneSubjects = { paths, path, halfway: half, parameters }
  const recipe = attempt?.recipe ?? planeRecipe(landscape.slice)
  const shape = isLine(recipe === undefined ? landscape.slice : sliceOfRecipe(recipe)) ? 'line' : 'plane'
  const isBusy = attempt !== undefined && attempt.failure === undefined
  return (
    <section className="plane-choice" aria-label="What is drawn">
      <div className="analysis-choices">
        {recipe === undefined || recipe.kind === 'default' ? (
          <SettingName name={shape} hint="What is drawn of all dimensions" />
        ) : (
          <NativeSelect
            aria-label="Drawn as"
            size="xs"
            value={shape}
            data={['plane', 'line']}
            onChange={({ currentTarget: { value } }) => draw(withShape(recipe, value === 'line', subjects))}
          />
        )}
        {isBusy ? <Loader size={12} aria-label="Finding the plane" /> : null}
        <NativeSelect
          aria-label="Plane"
          size="xs"
          value={recipe?.kind ?? 'vectors'}
          data={[
            ...Object.entries(kinds).map(([value, label]) => ({
              value,
              label: value === 'axes' && isNetwork(landscape) ? 'parameters' : label,
              disabled: usualRecipe(value as PlaneKind, subjects) === undefined,
            })),
            ...(recipe === undefined ? [{ value: 'vectors', label: 'its own vectors' }] : []),
          ]}
          onChange={({ currentTarget: { value } }) => {
            const usual = usualRecipe(value as PlaneKind, subjects)
            if (usual !== undefined) draw(usual)
          }}
        />
        <FreezeButton />
      </div>
      {recipe === undefined ? null : (
        <PlaneSettings recipe={recipe} subjects={subjects} dimension={landscape.dimension!} onChange={draw} />
      )}
      {attempt?.failure === undefined ? null : (
        <p className="network-error" role="alert">
          Not drawn: {attempt.failure}
        </p>
      )}
      {facts === undefined || attempt !== undefined ? null : <p className="answer-note">{factsText(facts)}</p>}
    </section>
  )
}

/** Names of parameters that are offered at most; others are typed. */
const mostNames = 400

/** The names of a network's parameters, the first of each of its blocks before the others. */
function useParameterNames({ landscape }: Scene): readonly string[] | undefined {
  return useMemo(() => {
    if (!isNetwork(landscape)) return undefined
    const names = networkLayout(networkOf(landscape)).map(({ name, shape }) => {
      const [rows = 1, columns] = shape
      const count = Math.min(rows * (columns ?? 1), mostNames)
      return Array.from({ length: count }, (_, k) =>
        columns === undefined ? `${name}[${k}]` : `${name}[${Math.floor(k / columns)},${k % columns}]`,
      )
    })
    return [...names.flatMap((block) => block.slice(0, 1)), ...names.flatMap((block) => block.slice(1))].slice(
      0,
      mostNames,
    )
  }, [landscape])
}

function factsText({ shares, walk, eigenvalues, residuals = [] }: Omit<SliceResult, 'slice'>): string {
  if (eigenvalues !== undefined) {
    const values = eigenvalues.map((value) => formatNumber(value)).join(' and ')
    const least = formatNumber(Math.max(...residuals), 2)
    return `${eigenvalues.length === 1 ? 'Eigenvalue' : 'Eigenvalues'} of the Hessian at the origin: ${values}, to ${least}.`
  }
  if (shares === undefined) return ''
  const percents = (of: readonly number[]): string =>
    of.map((share) => `${formatNumber(100 * share, 3)} %`).join(' and ')
  const held = `Its directions hold ${percents(shares)} of the squared distance`
  // Of one path beside what a path that leads nowhere would give.
  return walk === undefined
    ? `${held} of the paths.`
    : `${held} of the path; a random walk’s would hold ${percents(walk)}.`
}
