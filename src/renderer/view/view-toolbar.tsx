import { ActionIcon, NativeSelect, Popover, SegmentedControl, Slider, Switch, Tooltip } from '@mantine/core'
import {
  IconAdjustmentsHorizontal,
  IconArrowsMaximize,
  IconChartLine,
  IconCube,
  IconMap2,
  IconSquareArrowDown,
  IconStack2,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { drawsCurve, drawsLine } from '../store/drawn-slice'
import { useCommands } from '../commands/use-commands'
import { clockNames } from '../playback/clock-names'
import { overlayIds, overlayOf, overlays } from '../../core/scene/overlays'
import { exampleCount } from '../../core/scene/landscape'
import { drawnBatches } from '../../engine/scene-specs'
import { useApp } from '../store/app'
import * as edits from '../store/edits'
import { useDerived, useScene, useSession } from '../store/use-stores'
import { rulerOf } from '../ui/slider-row'
import { BatchSurfacesNote, BatchSurfacesSelect, SurfaceExamplesSelect } from './batch-surfaces'

const exaggerations = rulerOf([0.25, 3], 'log')

/** How the surface is drawn; nothing here computes anything anew. */
export function ViewToolbar() {
  const app = useApp()
  const { run } = useCommands()
  const { height } = useScene((scene) => scene.view)
  const mapOpen = useSession((session) => session.mapOpen)
  const isLine = useScene(({ landscape }) => drawsLine(landscape))
  const isCurve = useScene(drawsCurve)
  return (
    <div className="view-toolbar" data-control="view" role="toolbar" aria-label="View">
      <SegmentedControl
        size="xs"
        aria-label="Height scale"
        value={height.scale}
        data={[
          { value: 'linear', label: 'linear' },
          { value: 'log', label: 'log' },
        ]}
        onChange={(scale) =>
          app.edit(edits.setView({ height: { ...height, scale: scale === 'log' ? 'log' : 'linear' } }))
        }
      />
      {isCurve ? null : <Drawing />}
      <Overlays />
      {isLine ? (
        <ToolButton
          label={isCurve ? 'Draw it as a band in 3-D' : 'Draw it as a curve'}
          onClick={() => app.edit(edits.setView({ curve: !isCurve }))}
        >
          {isCurve ? <IconCube size={17} /> : <IconChartLine size={17} />}
        </ToolButton>
      ) : null}
      {isCurve ? null : (
        <ToolButton label="From the top (T)" onClick={() => run('view.top')}>
          <IconSquareArrowDown size={17} />
        </ToolButton>
      )}
      <ToolButton label="Whole view (0)" onClick={() => run('view.reset')}>
        <IconArrowsMaximize size={16} />
      </ToolButton>
      {isCurve ? null : (
        <ToolButton label={mapOpen ? 'Hide the map (M)' : 'Show the map (M)'} onClick={() => run('view.map')}>
          <IconMap2 size={17} />
        </ToolButton>
      )}
    </div>
  )
}

/** How a surface looks. */
function Drawing() {
  const app = useApp()
  const { height, colorMap, contours } = useScene((scene) => scene.view)
  return (
    <Popover position="bottom-end" shadow="md" width={220}>
      <Popover.Target>
        <Tooltip label="Drawing">
          <ActionIcon aria-label="Drawing">
            <IconAdjustmentsHorizontal size={17} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown className="drawing" aria-label="Drawing">
        <label>
          <span>Height</span>
          <Slider
            thumbLabel="Exaggeration"
            min={0}
            max={1}
            step={0.01}
            value={exaggerations.position(height.exaggeration)}
            onChange={(position) => {
              const exaggeration = Number(exaggerations.value(position).toFixed(2))
              app.edit(edits.setView({ height: { ...height, exaggeration } }), 'exaggeration')
            }}
            onChangeEnd={app.document.endGesture}
          />
        </label>
        <label>
          <span>Colours</span>
          <NativeSelect
            size="xs"
            aria-label="Colour map"
            value={colorMap}
            data={['viridis', 'cividis', 'magma']}
            onChange={({ currentTarget: { value } }) => {
              if (value === 'viridis' || value === 'cividis' || value === 'magma') {
                app.edit(edits.setView({ colorMap: value }))
              }
            }}
          />
        </label>
        <Switch
          label="Contour lines"
          labelPosition="left"
          checked={contours}
          onChange={(event) => app.edit(edits.setView({ contours: event.currentTarget.checked }))}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

/** What is laid over the surface, and how far it is. */
function Overlays() {
  const app = useApp()
  const { overlay, criticalPoints, separatrices, model, batchSurfaces, ensemble, companions, forces } = useScene(
    (scene) => scene.view,
  )
  const isSum = useScene(({ landscape }) => exampleCount(landscape) !== undefined)
  const hasGhosts = useScene((scene) => drawnBatches(scene) !== undefined) && batchSurfaces > 0
  const {
    field,
    points,
    basins,
    batchSurfaces: ghosts,
    'ensemble-places': places,
  } = useDerived((state) => state.analysis)
  const { source } = overlayOf(overlay)
  const isOn = source !== undefined || criticalPoints || separatrices || model || companions || forces || hasGhosts
  const wanted = [
    ...(criticalPoints || separatrices ? [points.status] : []),
    ...(source === 'field' ? [field.status] : []),
    ...(source === 'ensemble-places' ? [places.status] : []),
  ]
  const failed = wanted.find((status) => status.kind === 'failed')
  return (
    <Popover position="bottom-end" shadow="md" width={236}>
      <Popover.Target>
        <Tooltip label="Overlays">
          <ActionIcon
            aria-label="Overlays"
            variant={isOn ? 'light' : 'subtle'}
            loading={[...wanted, ...ghosts.map(({ status }) => status)].some(({ kind }) => kind === 'busy')}
          >
            <IconStack2 size={17} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown className="drawing" aria-label="Overlays">
        <label>
          <span>Colour by</span>
          <NativeSelect
            size="xs"
            aria-label="Colour by"
            value={overlay}
            data={overlays.map(({ id, title }) => ({ value: id, label: title }))}
            onChange={({ currentTarget: { value } }) => {
              const chosen = overlayIds.find((each) => each === value)
              if (chosen !== undefined) app.edit(edits.setView({ overlay: chosen }))
            }}
          />
        </label>
        {source === 'basins' && basins.result === undefined ? (
          <p className="drawing-note">No map yet: compute one under Analyse, Basins.</p>
        ) : null}
        {source === 'ensemble-places' && ensemble.seeds < 2 ? (
          <p className="drawing-note">There is one seed: choose more under Analyse, Seeds.</p>
        ) : null}
        <Switch
          label="Critical points"
          labelPosition="left"
          checked={criticalPoints}
          onChange={(event) => app.edit(edits.setView({ criticalPoints: event.currentTarget.checked }))}
        />
        <Switch
          label="Separatrices"
          labelPosition="left"
          checked={separatrices}
          onChange={(event) => app.edit(edits.setView({ separatrices: event.currentTarget.checked }))}
        />
        <Switch
          label="Quadratic at the probe"
          labelPosition="left"
          checked={model}
          onChange={(event) => app.edit(edits.setView({ model: event.currentTarget.checked }))}
        />
        <label>
          <span>Paths</span>
          <TrailSelect />
        </label>
        <RacerOverlays />
        {isSum ? (
          <>
            <label>
              <span>Examples</span>
              <SurfaceExamplesSelect />
            </label>
            <label>
              <span>Batches</span>
              <BatchSurfacesSelect />
            </label>
            <BatchSurfacesNote />
          </>
        ) : null}
        {failed === undefined ? null : (
          <p className="drawing-note" role="alert">
            {failed.error.message}
          </p>
        )}
      </Popover.Dropdown>
    </Popover>
  )
}

const trails = [10, 30, 100, 300, 1000] as const

/** How much of each path is drawn: where it zigzags, the whole of it hides the ground. */
function TrailSelect() {
  const app = useApp()
  const trail = useScene(({ view }) => view.trail)
  const clock = useScene(({ compareBy }) => compareBy)
  const lengths = [...new Set([...trails, ...(trail === undefined ? [] : [trail])])].sort((a, b) => a - b)
  return (
    <NativeSelect
      size="xs"
      aria-label="Paths"
      value={trail ?? ''}
      data={[
        { value: '', label: 'whole' },
        ...lengths.map((length) => ({ value: String(length), label: `last ${length} ${clockNames[clock].plural}` })),
      ]}
      onChange={({ currentTarget: { value } }) =>
        app.edit(edits.setView({ trail: value === '' ? undefined : Number(value) }))
      }
    />
  )
}

/** What is drawn beside racers, and why nothing is where no racer of the scene has such. */
function RacerOverlays() {
  const app = useApp()
  const { companions, forces } = useScene((scene) => scene.view)
  const racers = useScene((scene) => scene.racers)
  const cards = racers.flatMap(({ optimizer }) => app.cards.optimizerCards.find(({ id }) => id === optimizer) ?? [])
  const names = new Set(cards.flatMap(({ companion }) => companion?.name ?? []))
  const hasInertia = cards.some(({ inertia }) => inertia !== undefined)
  return (
    <>
      <Switch
        label="Companion points"
        labelPosition="left"
        checked={companions}
        onChange={(event) => app.edit(edits.setView({ companions: event.currentTarget.checked }))}
      />
      {companions ? (
        <p className="drawing-note">
          {names.size === 0
            ? 'No racer has one: Nesterov’s look-ahead and the average of averaged SGD are such.'
            : `Dashed: ${[...names].join(', ')}.`}
        </p>
      ) : null}
      <Switch
        label="Force, drag, velocity"
        labelPosition="left"
        checked={forces}
        onChange={(event) => app.edit(edits.setView({ forces: event.currentTarget.checked }))}
      />
      {forces && !hasInertia ? <p className="drawing-note">No racer has momentum.</p> : null}
    </>
  )
}

function ToolButton({ label, onClick, children }: { label: string; onClick: () => void; children: ReactNode }) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  )
}
