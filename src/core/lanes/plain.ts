import type { Mask, Numbers } from '../assembly/lanes'

/**
 * A function of lanes: what it gives, and where that is right. Elsewhere, at borders of the range that are rare, the
 * function of `core/elementary` is asked, lane by lane. Absent where it is right everywhere.
 */
export interface Plain {
  readonly result: Numbers
  readonly isPlain?: Mask
}
