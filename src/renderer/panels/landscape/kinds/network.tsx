import type { NetworkLandscape } from '../../../../core/scene/landscape-kinds/network'
import { useNetwork } from '../../../store/use-stores'
import { Section } from '../../../ui/section'
import { DataFields } from '../../network/data-fields'
import { DataPicture } from '../../network/data-picture'
import { DrawnNetwork } from '../../network/drawn-network'
import { InitFields } from '../../network/init-fields'
import { LayerFields } from '../../network/layer-fields'
import { NetworkMoment } from '../../network/network-moment'
import { PictureLegend } from '../../network/picture-legend'
import { PlaneNote } from '../../network/plane-note'
import { WeightMaps } from '../../network/weight-maps'
import { defineLandscapePanel } from '../landscape-kind-panel'

/** A network: its data and what it makes of them, its layers, what it learns from and begins with, its weights. */
export default defineLandscapePanel<NetworkLandscape>({
  kind: 'network',
  sections: (landscape) => [
    <Section key="network" title="Network" aside={<span className="network-size">{sizeText(landscape)}</span>}>
      <DataPicture landscape={landscape} />
      <PictureLegend landscape={landscape} />
      <NetworkMoment landscape={landscape} />
      <DrawnNetwork landscape={landscape} />
      <LayerFields landscape={landscape} />
      <PlaneNote landscape={landscape} />
    </Section>,
    <Section key="data" title="Data">
      <DataFields landscape={landscape} />
    </Section>,
    <Section key="weights" title="Weights">
      <InitFields landscape={landscape} />
      <FollowedWeights landscape={landscape} />
    </Section>,
  ],
})

/** The weights of the network that is drawn. */
function FollowedWeights({ landscape }: { readonly landscape: NetworkLandscape }) {
  const theta = useNetwork((view) => view.point?.theta)
  return <WeightMaps landscape={landscape} theta={theta} />
}

function sizeText({ dimension, sum }: NetworkLandscape): string {
  return `${dimension} parameters, ${sum.examples} examples`
}
