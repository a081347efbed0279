import { expect, it } from 'vitest'
import { landscapeKinds } from '../../../core/scene/landscape-kinds'
import { landscapeKindPanels } from './landscape-kind-panels'

it('the window has a panel for every kind of landscape, and for nothing else', () => {
  expect(landscapeKindPanels.map(({ kind }) => kind).sort()).toEqual(landscapeKinds.map(({ id }) => id))
})
