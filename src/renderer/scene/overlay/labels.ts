import type { Context2D } from '../markers'
import { fontFamily } from '../theme'

/** Draws text where no text is yet: a label that would touch an earlier one is left out. */
export class Labels {
  private readonly taken: { left: number; top: number; right: number; bottom: number }[] = []

  constructor(
    private readonly context: Context2D,
    private readonly width: number,
    private readonly height: number,
  ) {}

  /**
   * Sets a text beside an anchor, its box touching the anchor on the side that (dx, dy), a unit vector, points away
   * from. Returns the text's reach along that direction, or undefined where it was left out.
   */
  place(text: string, x: number, y: number, dx: number, dy: number, style: LabelStyle): number | undefined {
    const { context } = this
    context.font = labelFont(style)
    const halfWidth = context.measureText(text).width / 2
    const halfHeight = style.size * 0.5
    const reach = Math.abs(dx) * halfWidth + Math.abs(dy) * halfHeight
    let centreX = x + dx * reach
    if (style.kept) centreX = Math.min(this.width - halfWidth - 4, Math.max(halfWidth + 4, centreX))
    const centreY = y + dy * reach
    const gap = 3
    const box = {
      left: centreX - halfWidth - gap,
      right: centreX + halfWidth + gap,
      top: centreY - halfHeight - gap / 2,
      bottom: centreY + halfHeight + gap / 2,
    }
    if (box.left < 0 || box.top < 0 || box.right > this.width || box.bottom > this.height) return undefined
    if (this.taken.some((other) => overlap(box, other))) return undefined
    this.taken.push(box)
    if (style.halo !== undefined) {
      context.textAlign = 'center'
      context.lineJoin = 'round'
      context.lineWidth = 4
      context.strokeStyle = style.halo
      context.strokeText(text, centreX, centreY + style.size * 0.36)
    }
    context.fillStyle = style.color
    context.textAlign = 'center'
    context.textBaseline = 'alphabetic'
    // digits' optical middle, not the font's
    context.fillText(text, centreX, centreY + style.size * 0.36)
    return 2 * reach
  }
}

export interface LabelStyle {
  /** CSS pixels. */
  readonly size: number
  readonly color: string
  readonly weight?: number
  readonly italic?: boolean
  /** The colour around the letters of a text that stands on the surface. */
  readonly halo?: string
  /** Moved sideways into the canvas rather than left out. */
  readonly kept?: boolean
}

/** Canvas text knows no tabular figures; labels stand centred on their ticks, where that does not show. */
export function labelFont({ size, weight = 450, italic = false }: LabelStyle): string {
  return `${italic ? 'italic ' : ''}${weight} ${size}px ${fontFamily}`
}

interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}
