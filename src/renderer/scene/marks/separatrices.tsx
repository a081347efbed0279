import type { StageContent } from '../stage'
import { Paths } from './paths'

/** Paths of steepest descent from the saddles, thinner than a racer's and under it. */
export function Separatrices(props: Pick<StageContent, 'paths' | 'domain' | 'theme'>) {
  return <Paths {...props} widths={[3.4, 1.6]} />
}
