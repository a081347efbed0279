import type { NetworkLandscape } from '../../../../core/scene/landscape-kinds/network'
import { Section } from '../../../ui/section'
import { SettingRow } from '../../../ui/setting-row'
import { defineLandscapePanel } from '../landscape-kind-panel'

/** What a network is made of, and where the plane lies that is drawn of its loss. */
export default defineLandscapePanel<NetworkLandscape>({
  kind: 'network',
  sections: (landscape) => [
    <Section key="network" title="Network">
      {factsOf(landscape).map(([name, value]) => (
        <SettingRow key={name} name={name}>
          <span className="setting-value">{value}</span>
        </SettingRow>
      ))}
    </Section>,
  ],
})

function factsOf(landscape: NetworkLandscape): readonly (readonly [name: string, value: string])[] {
  const { widths, tied, activation = 'tanh', loss, l2 = 0, batchNorm = false, data, sum, dimension, slice } = landscape
  const layers = tied === undefined ? widths!.join(' – ') : `${tied.width} wide, one matrix for ${tied.depth} layers`
  return [
    ['Layers', layers],
    ['Activation', typeof activation === 'string' ? activation : activation.join(', ')],
    ['Loss', loss],
    ...(l2 === 0 ? [] : [['Penalty', `${l2} / 2 |θ|²`] as const]),
    ...(batchNorm ? [['Batch normalisation', 'each hidden layer, by the whole batch'] as const] : []),
    ['Data', 'id' in data ? String(data.id) : 'its own'],
    ['Training examples', String(sum.examples)],
    ['Parameters', String(dimension)],
    ['Plane', slice === undefined ? standardPlane(dimension) : 'of its own'],
  ]
}

function standardPlane(parameters: number): string {
  return parameters === 2 ? 'the whole loss' : 'two random directions'
}
