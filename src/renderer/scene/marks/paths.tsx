import { useFrame } from '@react-three/fiber'
import { useLayoutEffect, useRef } from 'react'
import type { Domain } from '../../../core/domain'
import { faintAlpha } from '../markers'
import { PathSegments } from '../path-segments'
import type { PathData, StageContent } from '../stage'
import { stageThemes } from '../theme'
import { useStage } from '../use-stage'
import { RibbonLines, type RibbonLinesHandle, RibbonMaterial } from './ribbon'

/**
 * How much nearer than the surface paths count: about their half width where the surface rises steeply behind them.
 */
const bias = 0.018

/**
 * How strongly a path shows where the surface hides it: over a faint casing, which takes the surface's colour from
 * it, so that the path keeps its own hue.
 */
const ghostCasing = 0.6
const ghost = 0.7

/** How wide a companion's path is beside a racer's. */
const thin = 0.62

interface PathsProps extends Pick<StageContent, 'paths' | 'domain' | 'theme'> {
  /** Of outline and core, CSS pixels. */
  readonly widths?: readonly [outline: number, core: number]
}

/** The racers' paths, draped on the surface up to the playhead, drawn over the static layer. */
export function Paths({ paths, domain, theme, widths = [5, 2.8] }: PathsProps) {
  const [outline, core] = widths
  return paths.map((path) => (
    <mesh key={path.id} visible={path.visible && path.isHeadAlone !== true} frustumCulled={false}>
      <PathLines path={path} domain={domain} />
      <RibbonMaterial
        attach="material-0"
        color={stageThemes[theme].casing}
        alpha={path.isFaint ? 0.75 * faintAlpha : 0.75}
        width={path.isCompanion ? thin * outline : outline}
        bias={bias}
        draped
        overlaid={{ hiddenAlpha: ghostCasing }}
      />
      <RibbonMaterial
        attach="material-1"
        color={path.color}
        alpha={path.isFaint ? faintAlpha : 1}
        width={path.isCompanion ? thin * core : core}
        bias={bias}
        draped
        overlaid={{ hiddenAlpha: ghost }}
      />
    </mesh>
  ))
}

/** A path's segments: they grow with it, and a frame shows those of its trail, up to the playhead. */
function PathLines({ path, domain }: { path: PathData; domain: Domain }) {
  const { model } = useStage()
  const segments = useRef<PathSegments>(null)
  const lines = useRef<RibbonLinesHandle>(null)
  useLayoutEffect(() => {
    if (segments.current?.domain !== domain || !segments.current.continues(path)) {
      segments.current = new PathSegments(domain)
    }
    const changedFrom = segments.current.append(path)
    lines.current!.setSegments(segments.current.data, segments.current.count, changedFrom)
  }, [path, domain])
  useFrame(() => lines.current!.show(...segments.current!.shown(model.content.playhead)))
  return <RibbonLines ref={lines} />
}
