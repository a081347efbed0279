import type { NetworkLandscape } from '../../../core/scene/landscape-kinds/network'
import { cssColor } from '../../charts/signed-color'
import { className, namesOf } from '../../charts/data-names'
import { useNetwork } from '../../store/use-stores'
import { attractorColor } from '../../ui/attractor-colors'

/** The most classes whose colours are named one by one. */
const mostNamed = 6

/** What is what in the picture of the data. */
export function PictureLegend({ landscape }: { readonly landscape: NetworkLandscape }) {
  const data = useNetwork((view) => view.data)
  const isComputed = useNetwork((view) => view.outputs !== undefined)
  if (data === undefined) return null
  const { classes = 0, test, validation, training } = data
  const names = namesOf(landscape.data)
  const hasFlips = data.classes !== undefined && training.corrupted.some(Boolean)
  return (
    <div className="picture-legend">
      {Array.from({ length: classes <= mostNamed ? classes : 0 }, (_, label) => (
        <span key={label}>
          <i style={{ background: cssColor(attractorColor(label)) }} /> {className(names, label)}
        </span>
      ))}
      {test.count + validation.count === 0 ? null : (
        <span>
          <i className="hollow" /> held out
        </span>
      )}
      {hasFlips ? <span>× label flipped</span> : null}
      {landscape.batchNorm === true && isComputed ? <span>by statistics of the whole training set</span> : null}
    </div>
  )
}
