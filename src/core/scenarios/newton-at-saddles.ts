import { basins, probe, race } from '../claims/measures'
import { lastPoint } from '../claims/of-races'
import type { MeasuredBasins } from '../claims/measurement'
import { claim, defineScenario, question } from '../claims/scenario'
import himmelblau from '../landscapes/himmelblau'
import { hypotenuse } from '../linalg/hypotenuse'

/** Starts along each axis. */
const starts = 60

/** How many starts of a map have ended at critical points of each kind of this landscape. */
function endsByKind({ ends }: MeasuredBasins): {
  readonly minimum: number
  readonly saddle: number
  readonly maximum: number
} {
  const counts = { minimum: 0, saddle: 0, maximum: 0 }
  for (let i = 0; i < ends.length; i += 2) {
    const point = himmelblau.knownPoints.find(({ at: [x, y] }) => hypotenuse(ends[i]! - x!, ends[i + 1]! - y!) < 1e-3)
    if (point !== undefined && point.kind in counts) counts[point.kind as keyof typeof counts]++
  }
  return counts
}

export default defineScenario({
  id: 'newton-at-saddles',
  label: 'X1',
  chapter: 'second-order',
  section: '8.6.1',
  title: 'Newton loves saddles',
  summary: 'From a third of all starts Newton’s method ends on a saddle. Saddle-free Newton never does.',
  steps: [
    {
      title: 'To whatever is flat',
      story:
        'Newton’s method jumps to where its quadratic model of the loss is level. If the model is a bowl, that is its bottom; if it is a pass, it is the pass; if a dome, the top. So the critical points of every kind attract it alike, and the map of where its starts end has a patch for each of them. Saddle-free Newton divides by $|\\lambda|$ in place of $\\lambda$, and its map is one of minima alone. *Basins* draws either.',
      scene: {
        landscape: {
          kind: 'catalog',
          id: 'himmelblau',
          domain: { x: [-4.9877, 5.0123], y: [-4.9877, 5.0123] },
        },
        start: [0.2, 2.7],
        steps: 100,
        stop: { gradientNorm: 1e-8, escape: 1e9 },
        racers: [
          { id: 'Newton', optimizer: 'newton', gtol: 0 },
          { id: 'saddle-free Newton', optimizer: 'saddle-free-newton', gtol: 0 },
        ],
        view: { overlay: 'basins', criticalPoints: true, instrument: 'basins' },
      },
      highlight: ['racers', 'start', 'analysis'],
      question: question({
        ask: 'From 3600 starts that fill the square, what share of Newton’s runs ends on a saddle?',
        choices: ['hardly any', 'about a third', 'nearly all'],
        measure: (scene) => ({ map: basins(scene, { resolution: starts }) }),
        numbers: ({ map }) => {
          const { minimum, saddle, maximum } = endsByKind(map)
          return { minimum, saddle, maximum, share: saddle / (starts * starts) }
        },
        answer: ({ share }) => (share < 0.1 ? 0 : share < 0.7 ? 1 : 2),
        tell: 'Of 3600 runs {saddle} end on a saddle, {maximum} on the maximum and {minimum} in a minimum.',
      }),
      claims: [
        claim({
          id: '1',
          text: 'From the same start Newton ends {newton} beside a saddle, saddle-free Newton {free} beside the minimum at (3, 2).',
          measure: (scene) => ({ run: race(scene), saddle: probe(scene, [0.08667750455539636, 2.884254701174776]) }),
          numbers: ({ run: { racers }, saddle }) => {
            const [newton, free] = racers.map(lastPoint)
            return {
              newton: hypotenuse(newton![0]! - saddle.at[0]!, newton![1]! - saddle.at[1]!),
              free: hypotenuse(free![0]! - 3, free![1]! - 2),
              least: saddle.eigenvalues[0]!,
              greatest: saddle.eigenvalues[1]!,
            }
          },
          holds: [
            { number: 'newton', is: 'below', bound: 1e-6 },
            { number: 'free', is: 'below', bound: 1e-6 },
            { number: 'least', is: 'below', bound: 0 },
            { number: 'greatest', is: 'above', bound: 0 },
          ],
          counter: { start: [2.5, 2.5] },
        }),
        claim({
          id: '2',
          text: 'Of 3600 starts Newton brings {saddle} to a saddle, {share} % of them, {maximum} to the maximum and {minimum} to a minimum. Saddle-free Newton brings all {free} to a minimum.',
          measure: (scene) => ({
            newton: basins(scene, { resolution: starts }),
            free: basins(scene, { racer: 1, resolution: starts }),
          }),
          numbers: ({ newton, free }) => {
            const found = endsByKind(newton)
            return { ...found, share: (100 * found.saddle) / (starts * starts), free: endsByKind(free).minimum }
          },
          holds: [
            { number: 'share', is: 'above', bound: 25 },
            { number: 'share', is: 'below', bound: 45 },
            { number: 'free', is: 'at least', bound: 3600 },
          ],
          counter: {
            racers: [
              { optimizer: 'saddle-free-newton', gtol: 0 },
              { optimizer: 'saddle-free-newton', gtol: 0 },
            ],
          },
        }),
      ],
    },
  ],
  links: ['degenerate-saddle'],
})
