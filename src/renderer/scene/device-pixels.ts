import type { StageSize } from './stage'

export function devicePixels({ width, height }: StageSize, pixelRatio: number): [width: number, height: number] {
  return [Math.max(1, Math.round(width * pixelRatio)), Math.max(1, Math.round(height * pixelRatio))]
}
