import type { Layout } from '../../objectives/objective'

/** Parameters that stand one after the other in theta, under a name. */
export interface ParameterBlock {
  readonly name: string
  readonly offset: number
  readonly length: number
}

/** Theta's blocks by the names of the layout: `0.weight`, `0.bias`, `2.weight`, ... */
export function namedBlocks(layout: Layout): readonly ParameterBlock[] {
  return layout.map(({ name, offset, shape }) => ({
    name,
    offset,
    length: shape.reduce((product, side) => product * side, 1),
  }))
}

/** Theta's blocks by layer, the part of a name before its last point: `0` of `0.weight` and `0.bias`. */
export function layerBlocks(layout: Layout): readonly ParameterBlock[] {
  const layers: ParameterBlock[] = []
  for (const { name, offset, length } of namedBlocks(layout)) {
    const layer = name.includes('.') ? name.slice(0, name.lastIndexOf('.')) : name
    const last = layers.at(-1)
    if (last?.name === layer) layers[layers.length - 1] = { ...last, length: last.length + length }
    else layers.push({ name: layer, offset, length })
  }
  return layers
}

/** The block or layer of a name. */
export function findBlock(layout: Layout, name: string): ParameterBlock | undefined {
  return [...namedBlocks(layout), ...layerBlocks(layout)].find((block) => block.name === name)
}
