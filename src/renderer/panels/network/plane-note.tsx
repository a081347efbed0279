import { Button } from '@mantine/core'
import type { NetworkLandscape } from '../../../core/scene/landscape-kinds/network'
import { useApp } from '../../store/app'
import { planeWords } from '../../store/plane-recipes'
import { showing } from '../../store/session'

/** How the surface stands to the loss of a network, and the way to another plane. */
export function PlaneNote({ landscape: { dimension, slice } }: { readonly landscape: NetworkLandscape }) {
  const app = useApp()
  if (dimension === 2) return <p className="plane-note">Two parameters: the surface is the whole loss, no slice.</p>
  const open = (): void => app.session.setState(showing('slice'))
  return (
    <div className="network-plane">
      <p className="plane-note">
        Drawn over its {dimension} parameters: {planeWords(slice)}.
      </p>
      <Button variant="default" size="compact-xs" onClick={open}>
        Choose plane
      </Button>
    </div>
  )
}
