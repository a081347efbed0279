import { memo, type Ref } from 'react'
import { FlatOverlay, type FlatOverlayHandle } from './flat-overlay'
import type { DrawnSurface } from './height-field'
import { Frame } from './marks/frame'
import { Ghosts } from './marks/ghosts'
import { Paths } from './marks/paths'
import { Rim } from './marks/rim'
import { Separatrices } from './marks/separatrices'
import { Stems } from './marks/stems'
import { Surface } from './marks/surface'
import type { HeightScale, Tick } from './scales'
import type { AnyCanvas, StageContent } from './stage'
import type { DrawnGhost, Sides } from './stage-model'
import { StaticLayer } from './static-layer'
import { StageContext, type StageParts } from './use-stage'

interface StagePictureProps {
  readonly parts: StageParts
  /** A canvas that is to be laid over the picture when its handle says so. */
  readonly flat: { readonly canvas: AnyCanvas; readonly ref: Ref<FlatOverlayHandle> } | undefined
}

/**
 * The 3-D picture. A mark is one component: inside `StillPicture` if it stands still while a race plays, else beside
 * it. It is rendered when content changes; the camera, the playhead and the quality are set by frames, without React.
 */
export function StagePicture({ parts, flat }: StagePictureProps) {
  const { content, surface, scale, boxHeight, sides, domain, xTicks, yTicks, separatrixPaths, ghosts, stems } =
    parts.model
  const { paths, theme, colorMap, contours, paint } = content
  const still = { surface, ghosts, scale, boxHeight, sides, xTicks, yTicks, theme, colorMap, contours, paint }
  return (
    <StageContext value={parts}>
      <StillPicture {...still} />
      {surface && <Separatrices paths={separatrixPaths} domain={domain} theme={theme} />}
      {surface && <Paths paths={paths} domain={domain} theme={theme} />}
      <Stems stems={stems} theme={theme} />
      {flat && <FlatOverlay {...flat} />}
    </StageContext>
  )
}

interface StillPictureProps extends Pick<StageContent, 'theme' | 'colorMap' | 'contours' | 'paint'> {
  readonly surface: DrawnSurface | undefined
  readonly ghosts: readonly DrawnGhost[]
  readonly scale: HeightScale
  readonly boxHeight: number
  readonly sides: Sides
  readonly xTicks: readonly Tick[]
  readonly yTicks: readonly Tick[]
}

/** All that the static layer holds. Its props say what it depends on: while they are the same it is not drawn again. */
const StillPicture = memo(function StillPicture(props: StillPictureProps) {
  const { surface, ghosts, scale, boxHeight, sides, xTicks, yTicks, theme, colorMap, contours, paint } = props
  return (
    <StaticLayer>
      {surface && <Surface surface={surface} scale={scale} colorMap={colorMap} contours={contours} paint={paint} />}
      <Frame xTicks={xTicks} yTicks={yTicks} scale={scale} boxHeight={boxHeight} sides={sides} theme={theme} />
      {surface && <Rim theme={theme} />}
      <Ghosts ghosts={ghosts} />
    </StaticLayer>
  )
})
