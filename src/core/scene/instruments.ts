/** What a landscape, a rule or a race can be looked at with: a scene may open with one. */
export const instruments = [
  'points',
  'basins',
  'sweep',
  'step',
  'drag',
  'noise',
  'curvature',
  'slice',
  'network',
  'weights',
  'paths',
  'seeds',
  'schedules',
  'examples',
  'surrogates',
  'cross-section',
  'taylor',
  'throw',
] as const
export type Instrument = (typeof instruments)[number]
