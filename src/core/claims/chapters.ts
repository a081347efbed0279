/** The chapters of the tour: sections of chapter 8 of the Deep Learning Book. */
export const chapters = [
  { id: 'learning', section: '8.1', title: 'How learning differs from optimization' },
  { id: 'challenges', section: '8.2', title: 'Challenges in neural network optimization' },
  { id: 'algorithms', section: '8.3', title: 'Basic algorithms' },
  { id: 'initialisation', section: '8.4', title: 'Parameter initialisation' },
  { id: 'adaptive', section: '8.5', title: 'Adaptive learning rates' },
  { id: 'second-order', section: '8.6', title: 'Second-order methods' },
  { id: 'beyond', section: '8.7', title: 'Strategies and what lies beside the chapter' },
] as const
export type ChapterId = (typeof chapters)[number]['id']

/** The labels of the eight scenarios that Basin opens with: those of a lecture. */
export const firstScenarios: readonly string[] = ['S2', 'S5', 'S7', 'S8', 'S11', 'S15', 'S19', 'S22']

/** That of them which races at first: much moves, and not all of it where one would think. */
export const firstAlive = 'S11'
