/** What the drag equation is integrated with: each drag's coefficient, and how long. */
export interface DragSetting {
  readonly viscous: number
  readonly quadratic: number
  readonly dry: number
  /** The last time, > 0. */
  readonly time: number
}

export const defaultDrag: DragSetting = { viscous: 1, quadratic: 1, dry: 0.2, time: 60 }
