import type { KnownPoint, LandscapeCard } from '../definitions/landscape'
import type { SceneLandscape } from './landscape'

/**
 * The places of the lowest known minima of a catalogue landscape. They hold at its default parameters only, and for a
 * family in its default dimension and plane, so with others nothing is known.
 */
export function bestKnownPoints(
  card: LandscapeCard,
  landscape: KnownLandscape,
): readonly (readonly [x: number, y: number])[] {
  return lowestMinima(card, landscape).map(({ at }) => at)
}

/** The value there; undefined where nothing is known. */
export function bestKnownValue(card: LandscapeCard, landscape: KnownLandscape): number | undefined {
  const [lowest] = lowestMinima(card, landscape).sort((a, b) => a.value - b.value)
  return lowest?.value
}

type KnownLandscape = Pick<SceneLandscape, 'parameters' | 'dimension' | 'slice'>

function lowestMinima(card: LandscapeCard, { parameters = {}, dimension, slice }: KnownLandscape): KnownPoint[] {
  const isDefault = Object.entries(card.parameters).every(
    ([name, definition]) => parameters[name] === undefined || parameters[name] === definition.default,
  )
  if (!isDefault || slice !== undefined || dimension !== card.dimension?.default) return []
  const minima = card.knownPoints.filter((point) => point.kind === 'minimum')
  const lowest = Math.min(...minima.map((point) => point.value))
  const tolerance = 1e-6 * Math.max(1, Math.abs(lowest))
  return minima.filter((point) => point.value <= lowest + tolerance)
}
