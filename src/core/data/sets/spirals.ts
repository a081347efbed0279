import { defineDataSet } from '../../definitions/data-set'
import { cos, sin } from '../../elementary'
import { labelOptions, noiseOption } from '../set-options'

const TWO_PI = 6.283185307179586

export default defineDataSet({
  id: 'spirals',
  title: 'Two spirals',
  description:
    'Two spirals wound around each other: hard for a network of few units, and harder with every turn. The original has 3 turns.',
  citation:
    'K. J. Lang, M. J. Witbrock, Learning to Tell Two Spirals Apart, Proceedings of the 1988 Connectionist Models Summer School, 1988. Differs from the source: the outer radius is 1 and not 6.5, places along a spiral are drawn, and turns are 1.5 by default.',
  task: 'classification',
  inputs: 2,
  classes: 2,
  options: {
    ...labelOptions,
    noise: noiseOption(0.03, 'The standard deviation of both coordinates about the spirals.'),
    turns: {
      kind: 'number',
      description: 'How often a spiral winds around the middle.',
      symbol: 'n',
      default: 1.5,
      min: 0,
      max: 20,
      exclusiveMin: true,
      scale: 'linear',
      usual: [0.5, 3],
    },
  },
  draw(stream, { noise, turns }, outInputs) {
    const label = stream.uniform() < 0.5 ? 0 : 1
    const along = stream.uniform()
    const angle = TWO_PI * turns * along
    // From 6.5 to 0.5 in the source, in units of 6.5; the second spiral is the first through the middle.
    const radius = (label === 0 ? 1 : -1) * (1 - (12 / 13) * along)
    outInputs[0] = radius * sin(angle) + noise * stream.normal()
    outInputs[1] = radius * cos(angle) + noise * stream.normal()
    return label
  },
})
