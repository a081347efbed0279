import '@fontsource-variable/inter/index.css'
import '@fontsource-variable/jetbrains-mono/index.css'
import '@mantine/core/styles.css'
import '@mantine/spotlight/styles.css'
import '../ui/base.css'
import '../panels/panels.css'
import '../panels/landscape/landscape-panel.css'
import '../panels/network/network-panel.css'
import '../panels/racers/racers.css'
import '../panels/analysis/analysis.css'
import '../panels/tour/tour.css'
import '../view/view.css'

import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import * as cards from 'virtual:basin-cards'
import type { Engine } from '../../engine/client'
import type { EngineError } from '../../engine/protocol'
import type { Host } from '../../host/host'
import type { CommandRegistry } from '../commands/command'
import { createRegistry } from '../commands/command'
import { createCommands } from '../commands/commands'
import { attachKeyboard } from '../commands/keyboard'
import { createApp } from '../store/app'
import { hasUnsavedWork, isEdited } from '../store/document'
import { lenientStorage } from '../store/lenient-storage'
import { isMac } from '../ui/platform'
import { attachFileDrop } from './file-drop'
import { Window } from './window'

/** Puts the app together in a host and shows it; answers what it can be told to do. */
export function start(host: Host, createEngine: (onNotice: (error: EngineError) => void) => Engine): CommandRegistry {
  let tell = (_error: EngineError): void => undefined
  const engine = createEngine((error) => tell(error))
  const app = createApp({
    host,
    engine,
    cards,
    clock: () => performance.now(),
    requestFrame: (run) => void requestAnimationFrame(run),
    storage: lenientStorage(() => window.localStorage),
  })
  tell = (error) => app.notices.problem(error.message)
  const registry = createRegistry(createCommands(app), isMac)
  attachKeyboard(registry, document)
  attachFileDrop(document, app.files.openFile, app.notices.problem)
  host.onCommand((id) => void registry.run(id))
  app.document.subscribe((state) => {
    host.window.setTitle(state.scene.title, isEdited(state))
    host.window.askBeforeClosing(hasUnsavedWork(app.tour.own()?.history ?? state))
  })
  host.window.setTitle(app.scene().title, false)

  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <Window app={app} registry={registry} />
    </StrictMode>,
  )
  const { opensHere } = app.tour.store.getState()
  const begin = (): void => {
    app.surface.request()
    app.probeNow()
    app.analyse()
  }
  if (!opensHere) begin()
  // A file that Basin was opened with comes on top of the work that is recovered.
  void app.recovery.recover().then(() => {
    const isRecovered = app.scene() !== cards.defaultScene
    if (opensHere && isRecovered) begin()
    else if (opensHere) app.tour.openFirstPage()
    host.onOpenFile((file) => void app.files.openFile(file))
  })
  return registry
}
