import { Loader, NativeSelect } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { SliceRecipeSetting, SliceSetting } from '../../../core/scene/landscape'
import type { NetworkLandscape } from '../../../core/scene/landscape-kinds/network'
import type { SliceResult } from '../../../engine'
import { sliceSpec } from '../../../engine/scene-specs'
import { useSlice } from '../../jobs/use-slice'
import { useApp } from '../../store/app'
import { around, drawOn } from '../../store/network-plane'
import { useDerived, useScene } from '../../store/use-stores'
import { formatNumber } from '../../ui/format'
import { SettingRow } from '../../ui/setting-row'

const defaultPlane = 'default'
const filters: SliceRecipeSetting = { kind: 'random', normalise: 'filter' }
const line: SliceRecipeSetting = { ...filters, line: true }
const randomLine = 'random line'
const ofPath = 'pca '
const allPaths = 'all'
const atEnd = 'eigenvectors '

/** Which plane through its parameters a network's loss is drawn on: along random directions, or those of paths. */
export function PlaneChoice({ landscape }: { readonly landscape: NetworkLandscape }) {
  const app = useApp()
  const racers = useScene((scene) => scene.racers)
  const slice = useSlice()
  const [isBusy, setBusy] = useState(false)
  const facts = useDerived((state) => state.sliceFacts)
  /** Why the plane that was chosen of a network cannot be had. */
  const [failure, setFailure] = useState<{ readonly of: NetworkLandscape; readonly text: string }>()
  const cancel = useRef<() => void>(undefined)
  useEffect(() => () => cancel.current?.(), [])
  if (landscape.dimension === 2 || slice === undefined) return null
  const choice = choiceOf(landscape.slice)

  const choose = (next: string): void => {
    cancel.current?.()
    setBusy(false)
    setFailure(undefined)
    if (next === defaultPlane) return app.edit(drawOn(undefined, slice))
    if (next === filters.kind) return app.edit(drawOn(filters, slice))
    if (next === randomLine) return app.edit(drawOn(line, slice))
    const recipe = recipeOf(next)
    const edit = drawOn(recipe, slice)
    const spec = sliceSpec(edit(app.document.getState().scene))
    if (spec === undefined) return
    setBusy(true)
    const job = app.engine.run('slice', spec, { priority: 'interactive' })
    cancel.current = () => job.cancel()
    void job.end.then((end) => {
      if (end.status === 'cancelled') return
      setBusy(false)
      if (end.status === 'failed') return setFailure({ of: landscape, text: end.error.message })
      const { slice: vectors, extent } = end.result
      app.edit(drawOn({ ...recipe, ...(vectors && { vectors }) }, slice, extent && around(extent)))
    })
  }

  return (
    <>
      <SettingRow name="plane" hint="The plane through all parameters that the surface is drawn on">
        {isBusy ? <Loader size={12} aria-label="Finding the plane" /> : null}
        <NativeSelect
          aria-label="Plane"
          className="wide-select"
          size="xs"
          value={choice}
          data={[
            { value: defaultPlane, label: 'random directions' },
            { value: filters.kind, label: 'random, by filters' },
            { value: randomLine, label: 'a random line, by filters' },
            ...[...racers, ...(landscape.paths ?? [])].map(({ id }) => ({
              value: `${ofPath}${id}`,
              label: `path of ${id}`,
            })),
            ...(racers.length > 1 ? [{ value: `${ofPath}${allPaths}`, label: 'paths of all' }] : []),
            ...racers.map(({ id }) => ({ value: `${atEnd}${id}`, label: `top curvatures, ${id}` })),
            ...(choice === 'file'
              ? [{ value: 'file', label: hasOwnVectors(landscape) ? 'its own vectors' : 'another recipe' }]
              : []),
          ]}
          onChange={({ currentTarget: { value } }) => choose(value)}
        />
      </SettingRow>
      {failure?.of === landscape ? (
        <p className="network-error" role="alert">
          {failure.text}
        </p>
      ) : null}
      {facts === undefined ? null : <p className="plane-note">{factsText(facts)}</p>}
    </>
  )
}

/** A recipe that rests on the race. */
function recipeOf(choice: string): SliceRecipeSetting {
  if (choice.startsWith(ofPath)) return { kind: 'pca', of: choice.slice(ofPath.length) }
  return { kind: 'eigenvectors', origin: { kind: 'end', of: choice.slice(atEnd.length) } }
}

function choiceOf(setting: SliceSetting | undefined): string {
  if (setting === undefined) return defaultPlane
  if (!('kind' in setting)) return 'file'
  const { vectors: _vectors, ...recipe } = setting
  const { kind, of, origin } = recipe
  const end = typeof origin === 'object' && origin !== null && 'of' in origin ? origin.of : undefined
  const choices = [`${ofPath}${String(of)}`, `${atEnd}${String(end)}`].map((each) => [each, recipeOf(each)] as const)
  const known = [[filters.kind, filters] as const, [randomLine, line] as const, ...choices].find(([, each]) =>
    sameRecipe(each, recipe),
  )
  return known?.[0] ?? (kind === 'default' ? defaultPlane : 'file')
}

function hasOwnVectors({ slice }: NetworkLandscape): boolean {
  return slice !== undefined && !('kind' in slice)
}

function sameRecipe(a: SliceRecipeSetting, b: SliceRecipeSetting): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function factsText({ shares, walk, eigenvalues, residuals = [] }: Omit<SliceResult, 'slice'>): string {
  if (eigenvalues !== undefined) {
    const values = eigenvalues.map((value) => formatNumber(value)).join(' and ')
    const least = formatNumber(Math.max(...residuals), 2)
    return `Its directions are eigenvectors of the Hessian at the origin, of eigenvalues ${values}, to ${least}.`
  }
  if (shares === undefined) return ''
  const percents = (of: readonly number[]): string =>
    of.map((share) => `${formatNumber(100 * share, 3)} %`).join(' and ')
  const held = `Its directions hold ${percents(shares)} of the squared distance`
  // Of one path beside what a path that leads nowhere would give.
  return walk === undefined
    ? `${held} of the paths from the first one’s end.`
    : `${held} of the path from its end; a random walk’s would hold ${percents(walk)}.`
}
