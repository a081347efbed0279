import type { NetworkLandscape } from '../../../../core/scene/landscape-kinds/network'
import { Section } from '../../../ui/section'
import { DataFields } from '../../network/data-fields'
import { DataPicture } from '../../network/data-picture'
import { DrawnNetwork } from '../../network/drawn-network'
import { InitFields } from '../../network/init-fields'
import { LayerFields } from '../../network/layer-fields'
import { NetworkMoment } from '../../network/network-moment'
import { PlaneChoice } from '../../network/plane-choice'
import { PictureLegend } from '../../network/picture-legend'
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
      <PlaneChoice landscape={landscape} />
      <p className="plane-note">{planeText(landscape)}</p>
    </Section>,
    <Section key="data" title="Data">
      <DataFields landscape={landscape} />
    </Section>,
    <Section key="weights" title="Weights">
      <InitFields landscape={landscape} />
      <WeightMaps landscape={landscape} />
    </Section>,
  ],
})

function sizeText({ dimension, sum }: NetworkLandscape): string {
  return `${dimension} parameters, ${sum.examples} examples`
}

/** What planes lie along, by their recipes. */
const words: Readonly<Record<string, string>> = {
  random: 'along two random directions, each as long as its weights, unit by unit',
  eigenvectors: 'along the two directions in which it bends most at a point',
  pca: 'along the principal directions of a recorded path, about its end',
}

/** How the surface stands to the loss. */
function planeText({ dimension, slice }: NetworkLandscape): string {
  if (slice !== undefined) {
    const by = 'kind' in slice ? words[slice.kind] : undefined
    return `The surface is a slice of the loss over ${dimension} parameters, ${by ?? 'along the scene’s own directions'}.`
  }
  return dimension === 2
    ? 'Two parameters: the surface is the whole loss, no slice.'
    : `The surface is a slice of the loss over ${dimension} parameters: the plane through where they begin along two random directions.`
}
