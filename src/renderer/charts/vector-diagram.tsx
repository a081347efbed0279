import { useElementSize } from '@mantine/hooks'
import { axisTicks } from '../scene/scales'
import { formatNumber } from '../ui/format'

type Vector = readonly [x: number, y: number]

export interface DrawnVector {
  readonly name: string
  readonly vector: Vector
  readonly color: string
}

interface VectorDiagramProps {
  readonly label: string
  /**
   * All from the start, dashed, shrunk or stretched together to the size of the rest: only their directions compare.
   */
  readonly directions: readonly DrawnVector[]
  /** From tip to tail. */
  readonly displacements: readonly DrawnVector[]
  /** Their sum. */
  readonly update: DrawnVector
}

const height = 170
const margin = 18

/** What a step is made of, as arrows in the plane at one scale along x and y. */
export function VectorDiagram({ label, directions, displacements, update }: VectorDiagramProps) {
  const { ref: host, width } = useElementSize()
  const tips = tipsOf(displacements.map(({ vector }) => vector))
  const reach = Math.max(...[...tips, update.vector].map(([x, y]) => Math.hypot(x, y)))
  const longest = Math.max(...directions.map(({ vector }) => Math.hypot(...vector)))
  const stretch = longest > 0 && reach > 0 ? (0.85 * reach) / longest : 0
  const stretched = directions.map((each) => ({ ...each, vector: scaled(each.vector, stretch) }))
  const frame = fit([[0, 0], ...tips, update.vector, ...stretched.map(({ vector }) => vector)], width)
  const bar = scaleBar(frame.unit, width)
  return (
    <div ref={host} className="vector-diagram">
      {width === 0 ? null : (
        <svg width={width} height={height} role="img" aria-label={label}>
          {stretched.map(({ name, vector, color }) => (
            <Arrow key={name} from={frame.at([0, 0])} to={frame.at(vector)} color={color} thickness={1.25} isDashed />
          ))}
          <Arrow from={frame.at([0, 0])} to={frame.at(update.vector)} color={update.color} thickness={4.5} isFaint />
          {displacements.map(({ name, color }, index) => (
            <Arrow
              key={name}
              from={frame.at(tips[index - 1] ?? [0, 0])}
              to={frame.at(tips[index]!)}
              color={color}
              thickness={1.75}
            />
          ))}
          <circle cx={frame.at([0, 0])[0]} cy={frame.at([0, 0])[1]} r={2.6} fill="currentColor" />
          {bar === undefined ? null : (
            <g className="scale-bar">
              <path d={`M8 ${height - 10}v4h${bar.pixels}v-4`} fill="none" stroke="currentColor" />
              <text x={8 + bar.pixels + 6} y={height - 4}>
                {formatNumber(bar.length)}
              </text>
            </g>
          )}
        </svg>
      )}
    </div>
  )
}

interface ArrowProps {
  readonly from: Vector
  readonly to: Vector
  readonly color: string
  readonly thickness: number
  readonly isDashed?: boolean
  readonly isFaint?: boolean
}

/** A line with a head that takes no more than half of it. */
function Arrow({ from, to, color, thickness, isDashed = false, isFaint = false }: ArrowProps) {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
  const length = Math.hypot(dx, dy)
  if (length < 0.5) return <circle cx={from[0]} cy={from[1]} r={thickness / 2 + 0.5} fill={color} />
  const head = Math.min(5 + 1.4 * thickness, length / 2)
  const [ux, uy] = [dx / length, dy / length]
  const neck: Vector = [to[0] - head * ux, to[1] - head * uy]
  const half = 0.42 * head
  const corners = [to, [neck[0] - half * uy, neck[1] + half * ux], [neck[0] + half * uy, neck[1] - half * ux]]
  return (
    <g opacity={isFaint ? 0.45 : 1}>
      <line
        x1={from[0]}
        y1={from[1]}
        x2={neck[0]}
        y2={neck[1]}
        stroke={color}
        strokeWidth={thickness}
        strokeDasharray={isDashed ? '4 3' : undefined}
      />
      <polygon points={corners.map((corner) => corner.join(',')).join(' ')} fill={color} />
    </g>
  )
}

/** Where each of the vectors ends when they are laid from tip to tail. */
function tipsOf(vectors: readonly Vector[]): Vector[] {
  let tip: Vector = [0, 0]
  return vectors.map(([x, y]) => (tip = [tip[0] + x, tip[1] + y]))
}

function scaled([x, y]: Vector, factor: number): Vector {
  return [factor * x, factor * y]
}

/** One scale for both axes at which all points fit, and where they then lie; y points up. */
function fit(points: readonly Vector[], width: number) {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const [left, right] = [Math.min(...xs), Math.max(...xs)]
  const [low, high] = [Math.min(...ys), Math.max(...ys)]
  const room = [(width - 2 * margin) / (right - left), (height - 2 * margin - 14) / (high - low)]
  const unit = Math.min(...room.filter(Number.isFinite))
  const pixels = Number.isFinite(unit) ? unit : 0
  const middle = [(left + right) / 2, (low + high) / 2] as const
  return {
    /** Pixels to a unit of the plane. */
    unit: pixels,
    at: ([x, y]: Vector): Vector => [
      width / 2 + pixels * (x - middle[0]),
      (height - 14) / 2 - pixels * (y - middle[1]),
    ],
  }
}

/** A round length of at most a third of the width. */
function scaleBar(unit: number, width: number): { readonly pixels: number; readonly length: number } | undefined {
  if (!(unit > 0)) return undefined
  const length = axisTicks(0, width / 3 / unit, 2).at(-1)?.value ?? 0
  return length > 0 ? { length, pixels: unit * length } : undefined
}
