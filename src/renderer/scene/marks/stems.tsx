import { useFrame } from '@react-three/fiber'
import { useRef } from 'react'
import { lastAtOrBefore } from '../path-segments'
import type { StageContent } from '../stage'
import type { DrawnStems } from '../stage-model'
import { stageThemes } from '../theme'
import { useStage } from '../use-stage'
import { RibbonLines, type RibbonLinesHandle, RibbonMaterial } from './ribbon'

/** How strongly a stem shows where the surface hides it. */
const hiddenAlpha = 0.35

interface StemsProps extends Pick<StageContent, 'theme'> {
  readonly stems: readonly DrawnStems[]
}

/** From the surface to the true loss at each point of a path, up to the playhead: what a slice leaves out. */
export function Stems({ stems, theme }: StemsProps) {
  return stems.map(({ color, ...lines }) => (
    <mesh key={color} frustumCulled={false}>
      <StemLines {...lines} />
      <RibbonMaterial
        attach="material-0"
        color={stageThemes[theme].casing}
        alpha={0.6}
        width={3.2}
        butt
        overlaid={{ hiddenAlpha }}
      />
      <RibbonMaterial attach="material-1" color={color} alpha={1} width={1.6} butt overlaid={{ hiddenAlpha }} />
    </mesh>
  ))
}

function StemLines({ segments, clock }: Omit<DrawnStems, 'color'>) {
  const { model } = useStage()
  const lines = useRef<RibbonLinesHandle>(null)
  useFrame(() => {
    const { playhead } = model.content
    const isBefore = clock.length === 0 || clock[0]! > playhead
    lines.current!.show(0, isBefore ? 0 : lastAtOrBefore(clock, clock.length, playhead) + 1)
  })
  return <RibbonLines ref={lines} args={[segments]} />
}
