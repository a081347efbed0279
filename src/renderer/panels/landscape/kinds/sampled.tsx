import type { SampledLandscape } from '../../../../core/scene/landscape-kinds/sampled'
import { Section } from '../../../ui/section'
import { defineLandscapePanel } from '../landscape-kind-panel'
import { MeasuredSurface } from '../measured-surface'

export default defineLandscapePanel<SampledLandscape>({
  kind: 'sampled',
  sections: (landscape) => [
    <Section key="measurement" title="Measurement">
      <MeasuredSurface landscape={landscape} />
    </Section>,
  ],
})
