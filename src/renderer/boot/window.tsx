import { MantineProvider } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { useStore } from 'zustand'
import type { CommandRegistry } from '../commands/command'
import { CommandProvider } from '../commands/use-commands'
import { CommandPalette } from '../panels/frame/command-palette'
import { Header } from '../panels/frame/header'
import { LandscapePanel } from '../panels/landscape/landscape-panel'
import { NoticeStack } from '../panels/frame/notice-stack'
import { QuestionDialog } from '../panels/frame/question-dialog'
import { RacerPanel } from '../panels/racers/racer-panel'
import { TimePanel } from '../panels/race/time-panel'
import type { App } from '../store/app'
import { AppProvider } from '../store/app'
import { useTour } from '../store/use-stores'
import { useResolvedTheme } from '../ui/use-resolved-theme'
import { theme } from '../ui/theme'
import { ViewPanel } from '../view/view-panel'

/** A dialog is loaded when it is first asked for. */
const ExportDialog = lazy(() =>
  import('../panels/frame/export-dialog').then((module) => ({ default: module.ExportDialog })),
)
const FirstPage = lazy(() => import('../panels/tour/first-page').then((module) => ({ default: module.FirstPage })))
const TourPanel = lazy(() => import('../panels/tour/tour-panel').then((module) => ({ default: module.TourPanel })))
const DataDialog = lazy(() =>
  import('../panels/landscape/data-dialog').then((module) => ({ default: module.DataDialog })),
)
const ShortcutSheet = lazy(() =>
  import('../panels/frame/shortcut-sheet').then((module) => ({ default: module.ShortcutSheet })),
)

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
  const isFirstPage = useTour(({ place }) => place?.at === 'first-page')
  const about = useAbout(app)
  return (
    <MantineProvider theme={theme} forceColorScheme={colorScheme}>
      <div className="window">
        <Header />
        <main className="rooms" data-about={about}>
          <Left isOpen={leftOpen} />
          <div className="centre">
            <ViewPanel />
            <TimePanel />
          </div>
          {rightOpen && !isFirstPage ? <RacerPanel /> : null}
        </main>
      </div>
      <NoticeStack />
      <CommandPalette />
      <QuestionDialog />
      <Dialogs app={app} theme={colorScheme} />
    </MantineProvider>
  )
}

/** The controls that the step on screen is about, which glow: `[data-control]` marks them. */
function useAbout({ tour }: App): string | undefined {
  useTour(({ place }) => place)
  return tour.here()?.step.highlight.join(' ')
}

/** What is minimised; or, in the tour, its story. */
function Left({ isOpen }: { readonly isOpen: boolean }) {
  const at = useTour(({ place }) => place?.at)
  if (at === undefined) return isOpen ? <LandscapePanel /> : null
  return (
    <Suspense fallback={<aside className="panel panel-left panel-tour" aria-busy="true" />}>
      {at === 'first-page' ? <FirstPage /> : isOpen ? <TourPanel /> : null}
    </Suspense>
  )
}

function Dialogs({ app, theme: colorScheme }: { readonly app: App; readonly theme: 'dark' | 'light' }) {
  const dialog = useStore(app.session, (session) => session.dialog)
  const isData = useStore(app.data, ({ offered }) => offered !== undefined)
  const [isExport, isShortcuts] = [dialog === 'export', dialog === 'shortcuts']
  const close = (): void => app.session.setState({ dialog: undefined })
  // Once loaded a dialog stays, so that it can close as it opened.
  const [hasExport, hasShortcuts, hasData] = [useEver(isExport), useEver(isShortcuts), useEver(isData)]
  return (
    <Suspense>
      {hasShortcuts ? <ShortcutSheet isOpen={isShortcuts} onClose={close} /> : null}
      {hasData ? <DataDialog /> : null}
      {hasExport ? <ExportDialog isOpen={isExport} onClose={close} theme={colorScheme} /> : null}
    </Suspense>
  )
}

/** Whether something is true or has been. */
function useEver(isTrue: boolean): boolean {
  const [was, setWas] = useState(isTrue)
  if (isTrue && !was) setWas(true)
  return was || isTrue
}
