import { useMemo } from 'react'
import { parseColor } from '../../../core/scene/color-table'
import { stageThemes } from '../../scene/theme'
import { useResolvedTheme } from '../../ui/use-resolved-theme'

/** The colours of drawings of a network, in the theme on screen. */
export interface CanvasInk {
  readonly text: string
  /** Of ticks. */
  readonly muted: string
  readonly line: string
  readonly ground: [r: number, g: number, b: number]
  readonly pixelRatio: number
}

export function useCanvasInk(): CanvasInk {
  const theme = useResolvedTheme()
  return useMemo(() => {
    const { text, mutedText, background, line } = stageThemes[theme]
    const pixelRatio = Math.min(window.devicePixelRatio, 2)
    return { text, muted: mutedText, line, ground: parseColor(background), pixelRatio }
  }, [theme])
}
