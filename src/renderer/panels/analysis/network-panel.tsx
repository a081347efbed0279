import { useScene } from '../../store/use-stores'
import { isNetwork } from '../../store/network-edits'
import { DrawnNetwork } from '../network/drawn-network'
import { NetworkMoment } from '../network/network-moment'

/** The drawn network at the playhead, and the twins that can be made of it at a unit. */
export function NetworkPanel() {
  const landscape = useScene((scene) => scene.landscape)
  if (!isNetwork(landscape)) return null
  return (
    <>
      <NetworkMoment landscape={landscape} />
      <DrawnNetwork landscape={landscape} firstChosen={{ layer: 0, unit: 0 }} />
    </>
  )
}
