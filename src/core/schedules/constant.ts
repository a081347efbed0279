import { defineSchedule } from '../definitions/schedule'

export default defineSchedule({
  id: 'constant',
  title: 'Constant',
  description: 'The learning rate stays what it is from the first step to the last.',
  tex: '\\eta_t = \\eta',
  citation:
    'A.-L. Cauchy, Méthode générale pour la résolution des systèmes d’équations simultanées, Comptes Rendus 25, 536–538, 1847.',
  robbinsMonro: {
    holds: false,
    why: 'The squares of a constant rate add up to infinity, so noise keeps the point moving about the minimum.',
  },
  hyperparameters: {},
  factor: () => 1,
})
