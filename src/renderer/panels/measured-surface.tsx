import { NativeSelect } from '@mantine/core'
import { useStore } from 'zustand'
import { useApp } from '../store/app'
import { useScene } from '../store/use-stores'

/** What is known of a measured surface, and the choice among those of its file while that is at hand. */
export function MeasuredSurface() {
  const app = useApp()
  const landscape = useScene((scene) => scene.landscape)
  const opened = useStore(app.files.opened)
  if (landscape.kind !== 'sampled') return null
  const names = opened?.surfaces.includes(landscape.surface) === true ? opened.surfaces : [landscape.surface]
  return (
    <div className="measured">
      <NativeSelect
        size="xs"
        label="Measured surface"
        data={[...names]}
        value={landscape.surface}
        disabled={names.length === 1}
        onChange={(event) => void app.files.showSurface(event.currentTarget.value)}
      />
      <p className="kink-note">A smooth spline through the measured points; undefined outside them.</p>
    </div>
  )
}
