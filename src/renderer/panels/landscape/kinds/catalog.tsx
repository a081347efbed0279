import type { CatalogLandscape } from '../../../../core/scene/landscape-kinds/catalog'
import { cardOf } from '../../../store/cards'
import { setDimension } from '../../../store/space-edits'
import { Math as Tex } from '../../../ui/math'
import { Section } from '../../../ui/section'
import { FormulaSection } from '../formula-section'
import { defineLandscapePanel } from '../landscape-kind-panel'
import { Parameters } from '../parameters'
import { SpaceSection } from '../space-section'

/** An entry's formula, which can be edited into one's own; a family's as it is printed, and its space. */
export default defineLandscapePanel<CatalogLandscape>({
  kind: 'catalog',
  sections(landscape, { cards, edit }) {
    const card = cardOf(landscape, cards.landscapeCards)
    if (card?.expression !== undefined) return [<FormulaSection key="formula" dimension={undefined} />]
    return [
      <Section key="family" title="Formula">
        <div className="formula">{card ? <Tex display tex={card.tex} className="formula-tex" /> : null}</div>
        <Parameters />
      </Section>,
      card?.dimension && (
        <SpaceSection key="space" range={card.dimension} onDimension={(next) => edit(setDimension(next))} />
      ),
    ]
  },
})
