import type { Engine } from '../../engine/client'
import type { ExpressionResult } from '../../engine'
import type { EngineError } from '../../engine/protocol'
import type { DerivedStore } from '../store/derived'

export type Checking =
  | { readonly status: 'checked'; readonly result: ExpressionResult }
  | { readonly status: 'failed'; readonly error: EngineError }
  | { readonly status: 'superseded' }

/** Checks formulas while they are typed; a newer text makes an older answer void. */
export function createExpressionChecker({
  engine,
  derived,
}: {
  readonly engine: Engine
  readonly derived: DerivedStore
}) {
  return {
    async check(text: string, dimension: number | undefined): Promise<Checking> {
      const end = await engine.run(
        'expression',
        { text, ...inSpace(dimension), derivatives: false },
        { priority: 'interactive', supersedes: 'expression' },
      ).end
      switch (end.status) {
        case 'done':
          return { status: 'checked', result: end.result }
        case 'failed':
          return { status: 'failed', error: end.error }
        case 'cancelled':
          return { status: 'superseded' }
      }
    },
    /** The number that a text such as `2*pi` means in the language of formulas, or why it means none. */
    async number(text: string): Promise<number | string> {
      const end = await engine.run('number', { text }, { priority: 'interactive' }).end
      if (end.status !== 'done') return end.status === 'failed' ? end.error.message : 'cancelled'
      return end.result.value ?? end.result.message ?? ''
    },
    /** Typesets the formula on screen, with its derivatives when asked. */
    async typeset(text: string, dimension: number | undefined, derivatives: boolean): Promise<void> {
      const spec = { text, ...inSpace(dimension), derivatives }
      const end = await engine.run('expression', spec, { priority: 'visible', supersedes: 'formula' }).end
      if (end.status === 'done') derived.setState({ formula: { ...end.result, isDerived: derivatives } })
    },
  }
}

function inSpace(dimension: number | undefined): { readonly dimension?: number } {
  return dimension === undefined ? {} : { dimension }
}
