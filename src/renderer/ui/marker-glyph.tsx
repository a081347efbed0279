import type { LineStyle, MarkerShape, RacerLook } from '../../core/scene/palette'

/** In a square of 12. */
export const markerOutlines: Readonly<Record<MarkerShape, string>> = {
  circle: 'M6 1.2a4.8 4.8 0 1 0 0 9.6a4.8 4.8 0 1 0 0-9.6Z',
  square: 'M1.8 1.8h8.4v8.4h-8.4Z',
  triangle: 'M6 1 11.2 10.4H.8Z',
  diamond: 'M6 .4 11.6 6 6 11.6 .4 6Z',
  cross: 'M2.6 1 6 4.4 9.4 1 11 2.6 7.6 6 11 9.4 9.4 11 6 7.6 2.6 11 1 9.4 4.4 6 1 2.6Z',
  star: 'M6 .6 7.6 4.2 11.5 4.6 8.6 7.2 9.4 11 6 9 2.6 11 3.4 7.2 .5 4.6 4.4 4.2Z',
}

export function MarkerGlyph({ shape, color, size = 12 }: { shape: MarkerShape; color: string; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 12 12" aria-hidden="true" className="marker">
      <path d={markerOutlines[shape]} fill={color} />
    </svg>
  )
}

/** In a length of 24. */
const dashes: Readonly<Record<LineStyle, string | undefined>> = {
  solid: undefined,
  dashed: '4.5 3',
  dotted: '1.5 2.5',
  'dash-dotted': '5 2 1.5 2',
}

/** A racer as the pictures show it: its marker on its line. */
export function RacerGlyph({ look: { color, marker, line }, size = 12 }: { look: RacerLook; size?: number }) {
  return (
    <svg width={2 * size} height={size} viewBox="0 0 24 12" aria-hidden="true" className="marker">
      <line x1="0" y1="6" x2="24" y2="6" stroke={color} strokeWidth="2" strokeDasharray={dashes[line]} />
      <path d={markerOutlines[marker]} transform="translate(6 0)" fill={color} />
    </svg>
  )
}

/** Of a racer that has left the scene. */
export const goneLook: RacerLook = { color: '#888888', marker: 'circle', line: 'solid' }
