/** The colours of a stage and of the contour map; the window around them may take its own from here. */
export interface StageTheme {
  readonly background: string
  /** Axis names and tick labels. */
  readonly text: string
  readonly mutedText: string
  /** The box's edges and tick marks. */
  readonly line: string
  /** Grid lines on the floor and the back walls, and how strongly they show. */
  readonly grid: string
  readonly gridAlpha: number
  readonly lineAlpha: number
  /** Around markers and paths, so that they stand out on any colour of the map. */
  readonly casing: string
  readonly hole: string
  /** Paths of steepest descent that leave a saddle. */
  readonly separatrix: string
}

export const stageThemes = {
  dark: {
    background: '#10141a',
    text: '#d5dbe3',
    mutedText: '#98a3b1',
    line: '#c3ccd8',
    lineAlpha: 0.42,
    grid: '#c3ccd8',
    gridAlpha: 0.17,
    casing: '#0b0e12',
    hole: '#1b212a',
    separatrix: '#ffffff',
  },
  light: {
    background: '#f8f9fb',
    text: '#27303b',
    mutedText: '#5c6773',
    line: '#3a4552',
    lineAlpha: 0.5,
    grid: '#3a4552',
    gridAlpha: 0.15,
    casing: '#14181e',
    hole: '#e6e9ee',
    separatrix: '#ffffff',
  },
} satisfies Record<'dark' | 'light', StageTheme>

export const fontFamily = "'Inter Variable', Inter, system-ui, sans-serif"
