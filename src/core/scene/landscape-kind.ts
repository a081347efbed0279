import { z } from 'zod'
import type { SampledGrid } from '../objectives/sampled-grid'
import type { Pieces } from '../pieces'
import type { Checked } from '../problem'
import type { Grids } from './grids'
import type { LandscapeSpec, SceneLandscape } from './landscape'
import type { SceneRacer } from './racer'
import type { ResolvedLandscape } from './resolved-landscape'
import type { StartSetting } from './start'

// Without this zod compiles its checks with `new Function`, which the content security policy forbids.
z.config({ jitless: true })

type Start = readonly [number, number]

/** What is known of a scene while its landscape is checked. */
export interface LandscapeContext extends SceneContext {
  /** The starts it names, all in order. */
  readonly starts: readonly Start[]
  /** The scene's, for what is drawn and has none of its own. */
  readonly seed: number
}

/** What lies beside a scene. */
export interface SceneContext {
  /** Where the grids of its measured surface go and come from. */
  readonly grids: Grids
  /** What the landscape's `file` holds, where it has been read. */
  readonly file?: SampledGrid
}

/** What a scene of this landscape has where it says nothing else, and no other landscape would suggest. */
export interface LandscapeDefaults {
  readonly title?: string
  readonly heightScale?: 'linear' | 'log'
  /** Asked only where they are needed: to find them may take a fit. */
  start?(): StartSetting | undefined
  racers?(): readonly SceneRacer[]
}

/** The grid of a name that a checked landscape has. */
export type GridSource = (name: string) => SampledGrid

/**
 * A kind of landscape, whole: how files spell it, what is wrong with one, how it is written again, and how it is
 * computed. One file per kind, `export default defineLandscapeKind({...})`; the format, its JSON Schema, jobs and the
 * command line follow from it. The window has a panel for each.
 */
export interface LandscapeKind<
  File = unknown,
  Landscape extends SceneLandscape = SceneLandscape,
  Spec extends LandscapeSpec = LandscapeSpec,
> {
  /** Equal to the file's name, and the `kind` of such landscapes. */
  readonly id: string
  /** In a file, before its catalogue names and numbers are looked at. */
  readonly file: z.ZodObject & z.ZodType<File>
  /** In a job: what `landscapeSpec` makes of it. */
  readonly spec: z.ZodObject & z.ZodType<Spec>
  /** Whether its parameters begin somewhere of their own: those of a network. */
  readonly hasInitialisation?: true
  /** Whether `file` names a file of measurements beside the scene. */
  readonly readsFile?: true
  /** A landscape with its defaults filled in, or every problem of it. */
  check(document: File, context: LandscapeContext): Checked<Landscape>
  defaults(landscape: Landscape, grids: Grids): LandscapeDefaults
  /** The file's form again, as short as it may be. */
  write(landscape: Landscape, grids: Grids): Readonly<Record<string, unknown>>
  /**
   * Makes ready what a job computes, or says what is wrong with its spec; `gridOf` is asked when first computed with.
   */
  resolve(spec: Spec, gridOf: GridSource): Checked<ResolvedLandscape>
  /** Makes, in pieces, what `resolve` makes once and keeps, where that may take long. */
  ahead?(spec: Spec): Pieces<void>
}

/** Declares a kind; it ties the parts to the schemas, and gives it as one whose own types nobody else needs. */
export function defineLandscapeKind<File, Landscape extends SceneLandscape, Spec extends LandscapeSpec>(
  kind: LandscapeKind<File, Landscape, Spec>,
): LandscapeKind {
  return kind as LandscapeKind<never, never, never> as unknown as LandscapeKind
}
