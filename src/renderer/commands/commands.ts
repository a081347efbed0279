import { spotlight } from '@mantine/spotlight'
import { instruments } from '../../core/scene/instruments'
import { examples, isNetworkExample, networkWords, openExample } from '../jobs/examples'
import { speeds } from '../playback/playback'
import type { App } from '../store/app'
import * as edits from '../store/edits'
import { zoomed } from '../store/frame'
import { showing, type ThemeChoice } from '../store/session'
import { instrumentNames } from '../ui/instrument-names'
import type { Command } from './command'

/** Everything the menu, the keyboard and the palette offer. */
export function createCommands(app: App): readonly Command[] {
  return [
    ...raceCommands(app),
    ...viewCommands(app),
    ...fileCommands(app),
    ...editCommands(app),
    ...landscapeCommands(app),
    ...racerCommands(app),
    ...tourCommands(app),
    ...exampleCommands(app),
    ...helpCommands(app),
  ]
}

function raceCommands({ race, playback }: App): Command[] {
  const has = (): boolean => playback.getState().length > 0
  const { dispatch } = playback
  const faster = (by: number): void => {
    const index = speeds.findIndex((speed) => speed === playback.getState().speed)
    const factor = speeds[Math.min(Math.max(index + by, 0), speeds.length - 1)]!
    dispatch({ type: 'speed', factor })
  }
  const command = (id: string, title: string, keys: string[], run: () => void, when = has): Command => ({
    id,
    title,
    group: 'Race',
    keys,
    run,
    when,
  })
  return [
    command('race.run', 'Race from the start', ['r'], race.run, () => true),
    command(
      'race.cancel',
      'Cancel the race that is being computed',
      ['escape'],
      race.cancel,
      () => race.progress.getState().now !== undefined,
    ),
    command('playback.toggle', 'Play or pause', ['space'], () => dispatch({ type: 'toggle' })),
    command('playback.forward', 'One step forward', ['arrowright', '.'], () => dispatch({ type: 'step', by: 1 })),
    command('playback.back', 'One step back', ['arrowleft', ','], () => dispatch({ type: 'step', by: -1 })),
    command('playback.start', 'To the start', ['home'], () => dispatch({ type: 'seek', to: 0 })),
    command('playback.end', 'To the end', ['end'], () => dispatch({ type: 'seek', to: Infinity })),
    command(
      'playback.loop',
      'Loop on or off',
      ['l'],
      () => dispatch({ type: 'loop', on: !playback.getState().loop }),
      () => true,
    ),
    command(
      'playback.faster',
      'Faster',
      [']'],
      () => faster(1),
      () => true,
    ),
    command(
      'playback.slower',
      'Slower',
      ['['],
      () => faster(-1),
      () => true,
    ),
    command('race.clear', 'Clear the race', [], race.clear),
  ]
}

function tourCommands({ tour, cards }: App): Command[] {
  const isStep = (): boolean => tour.here() !== undefined
  const isTour = (): boolean => tour.store.getState().place !== undefined
  const command = (id: string, title: string, keys: string[], run: () => void, when = isStep): Command => ({
    id,
    title,
    group: 'Tour',
    keys,
    run,
    when,
  })
  return [
    command(
      'tour.open',
      'Open the tour',
      [],
      () => tour.openFirstPage(),
      () => true,
    ),
    command('tour.contents', 'All scenarios of the tour', [], tour.openContents, () => true),
    command('tour.next', 'Next step of the tour', ['pagedown'], () => tour.go(1)),
    command('tour.previous', 'Previous step of the tour', ['pageup'], () => tour.go(-1)),
    command('tour.reset', 'Begin the step of the tour again', [], tour.reset),
    command('tour.measure', 'Measure the claims of the step', [], tour.measureAll),
    command('tour.keep', 'Keep the step as a scene of one’s own', [], tour.keep),
    command('tour.leave', 'Leave the tour', [], tour.leave, isTour),
    ...cards.scenarioCards.map(({ id, label, title }) =>
      command(
        `tour.open.${id}`,
        `Tour: ${label} ${title}`,
        [],
        () => tour.openStep(id, 0),
        () => true,
      ),
    ),
  ]
}

function viewCommands(app: App): Command[] {
  const { session, frame, scene, edit } = app
  const height = () => scene().view.height
  const zoom = (factor: number): void => {
    const { x, y } = frame.domain
    const next = zoomed(frame.domain, [(x[0] + x[1]) / 2, (y[0] + y[1]) / 2], factor)
    if (next !== undefined) app.showDomain(next)
  }
  const command = (id: string, title: string, keys: string[], run: () => void): Command => ({
    id,
    title,
    group: 'View',
    keys,
    run,
  })
  const toggle = (name: 'leftOpen' | 'rightOpen' | 'mapOpen' | 'timeOpen') => () =>
    session.setState((state) => ({ [name]: !state[name] }))
  const theme = (choice: ThemeChoice): Command =>
    command(`theme.${choice}`, `Theme: ${choice === 'auto' ? 'follow the system' : choice}`, [], () =>
      session.setState({ theme: choice }),
    )
  return [
    command('view.reset', 'Reset the view', ['0'], () => {
      app.showDomain(scene().landscape.domain)
      app.resetCamera()
    }),
    command('view.top', 'View from the top', ['t'], () => app.showCamera(-90, 90)),
    command('view.zoomIn', 'Zoom in', ['+', '='], () => zoom(0.8)),
    command('view.zoomOut', 'Zoom out', ['-'], () => zoom(1.25)),
    command('view.height', 'Height linear or logarithmic', ['h'], () =>
      edit(edits.setView({ height: { ...height(), scale: height().scale === 'log' ? 'linear' : 'log' } })),
    ),
    command('view.contours', 'Contour lines on or off', ['c'], () =>
      edit(edits.setView({ contours: !scene().view.contours })),
    ),
    command('view.map', 'Contour map on or off', ['m'], toggle('mapOpen')),
    command('view.left', 'Landscape panel on or off', ['1'], toggle('leftOpen')),
    command('view.right', 'Right panel on or off', ['2'], toggle('rightOpen')),
    command('view.time', 'Chart and standings on or off', ['4'], toggle('timeOpen')),
    command('view.analyse', 'Analysis or racers', ['3'], () =>
      session.setState(({ rightOpen, rightTab }) => ({
        rightOpen: true,
        rightTab: rightOpen && rightTab === 'analyse' ? 'race' : 'analyse',
      })),
    ),
    ...instruments.map((instrument) =>
      command(`analyse.${instrument}`, `Analyse ${instrumentNames[instrument].title}`, [], () =>
        session.setState(showing(instrument)),
      ),
    ),
    command('probe.pin', 'Pin or free the probe', ['p'], () => {
      const { pinned } = session.getState()
      const { hover } = frame
      const place = hover.inside ? ([hover.x, hover.y] as const) : app.restingPlace()
      session.setState({ pinned: pinned === undefined ? place : undefined })
    }),
    theme('dark'),
    theme('light'),
    theme('auto'),
  ]
}

function exampleCommands(app: App): Command[] {
  return examples.map((example) => ({
    id: `example.${example.file.replace(/\.\w+$/, '')}`,
    title: `Example: ${example.title}`,
    ...(isNetworkExample(example) && { keywords: networkWords }),
    group: 'Examples',
    run: () => openExample(app, example),
  }))
}

function fileCommands({ files, session, exportSurface }: App): Command[] {
  const command = (id: string, title: string, keys: string[], run: () => void | Promise<void>): Command => ({
    id,
    title,
    group: 'File',
    keys,
    run,
  })
  return [
    command('file.new', 'New scene', [], files.new),
    command('file.open', 'Open a scene', ['mod+o'], files.open),
    command('file.openData', 'Open data for a network', [], files.openData),
    command('file.save', 'Save', ['mod+s'], files.save),
    command('file.saveAs', 'Save as', ['mod+shift+s'], files.saveAs),
    command('file.exportFilm', 'Export film', ['mod+e'], () => session.setState({ dialog: 'export' })),
    command('file.exportSurface', 'Export surface', [], exportSurface),
  ]
}

function editCommands({ document }: App): Command[] {
  return [
    {
      id: 'edit.undo',
      title: 'Undo',
      group: 'Edit',
      keys: ['mod+z'],
      when: () => document.getState().past.length > 0,
      run: document.undo,
    },
    {
      id: 'edit.redo',
      title: 'Redo',
      group: 'Edit',
      keys: ['mod+shift+z', 'mod+y'],
      when: () => document.getState().future.length > 0,
      run: document.redo,
    },
  ]
}

function landscapeCommands({ cards, edit }: App): Command[] {
  return cards.landscapeCards.map((card) => ({
    id: `landscape.${card.id}`,
    title: card.title,
    group: 'Landscape',
    run: () => edit(edits.chooseLandscape(card)),
  }))
}

function racerCommands({ cards, edit, fitting, fitRates }: App): Command[] {
  return [
    { id: 'racer.fit', title: 'Fit learning rates to the landscape', group: 'Racers', run: fitRates },
    ...cards.optimizerCards.map((card): Command => ({
      id: `racer.add.${card.id}`,
      title: `Add ${card.title}`,
      group: 'Racers',
      run: () => edit(edits.addRacer(card, fitting.hyper(card.id))),
    })),
  ]
}

function helpCommands({ session }: App): Command[] {
  return [
    { id: 'help.palette', title: 'All commands', group: 'Help', keys: ['mod+k'], run: () => spotlight.open() },
    {
      id: 'help.shortcuts',
      title: 'Keyboard shortcuts',
      group: 'Help',
      keys: ['?'],
      run: () => session.setState({ dialog: 'shortcuts' }),
    },
  ]
}
