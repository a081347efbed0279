import { MantineProvider } from '@mantine/core'
import { useStore } from 'zustand'
import type { CommandRegistry } from '../commands/command'
import { CommandProvider } from '../commands/use-commands'
import { CommandPalette } from '../panels/frame/command-palette'
import { ExportDialog } from '../panels/frame/export-dialog'
import { Header } from '../panels/frame/header'
import { LandscapePanel } from '../panels/landscape/landscape-panel'
import { NoticeStack } from '../panels/frame/notice-stack'
import { RacerPanel } from '../panels/racers/racer-panel'
import { ShortcutSheet } from '../panels/frame/shortcut-sheet'
import { TimePanel } from '../panels/race/time-panel'
import type { App } from '../store/app'
import { AppProvider } from '../store/app'
import { useResolvedTheme } from '../ui/use-resolved-theme'
import { theme } from '../ui/theme'
import { ViewPanel } from '../view/view-panel'

export function Window({ app, registry }: { readonly app: App; readonly registry: CommandRegistry }) {
  return (
    <AppProvider value={app}>
      <CommandProvider value={registry}>
        <Themed app={app} />
      </CommandProvider>
    </AppProvider>
  )
}

function Themed({ app }: { readonly app: App }) {
  const colorScheme = useResolvedTheme()
  const leftOpen = useStore(app.session, (session) => session.leftOpen)
  const rightOpen = useStore(app.session, (session) => session.rightOpen)
  const dialog = useStore(app.session, (session) => session.dialog)
  const close = (): void => app.session.setState({ dialog: undefined })
  return (
    <MantineProvider theme={theme} forceColorScheme={colorScheme}>
      <div className="window">
        <Header />
        <main className="rooms">
          {leftOpen ? <LandscapePanel /> : null}
          <div className="centre">
            <ViewPanel />
            <TimePanel />
          </div>
          {rightOpen ? <RacerPanel /> : null}
        </main>
      </div>
      <NoticeStack />
      <CommandPalette />
      <ShortcutSheet />
      <ExportDialog isOpen={dialog === 'export'} onClose={close} theme={colorScheme} />
    </MantineProvider>
  )
}
