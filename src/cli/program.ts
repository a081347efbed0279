import { Command, CommanderError } from 'commander'
import { addBasins } from './commands/basins'
import { addConnect } from './commands/connect'
import { addDoctor } from './commands/doctor'
import { addList } from './commands/list'
import { addPoints } from './commands/points'
import { addProbe } from './commands/probe'
import { addRace } from './commands/race'
import { addScenario } from './commands/scenario'
import { addSchema } from './commands/schema'
import { addSlice } from './commands/slice'
import { addSpectrum } from './commands/spectrum'
import { addSurface } from './commands/surface'
import { addSweep } from './commands/sweep'
import { addVideo } from './commands/video'
import { Failure } from './failure'
import { tell } from './tell'

/** Runs the command that the arguments name; resolves to the exit code, its messages written to standard error. */
export async function runCommand(given: readonly string[], version: string): Promise<number> {
  const program = createProgram(version)
  try {
    await program.parseAsync(given, { from: 'user' })
    return 0
  } catch (error) {
    if (error instanceof CommanderError) return reportUsage(error, program)
    if (!(error instanceof Failure)) throw error
    for (const line of error.lines) tell(line)
    return error.exitCode
  }
}

function createProgram(version: string): Command {
  const program = new Command('basin')
    .description('Loss landscapes from the command line: the surface, the race, the numbers.')
    .version(version)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
  for (const add of [
    addList,
    addProbe,
    addPoints,
    addSpectrum,
    addSlice,
    addConnect,
    addSurface,
    addRace,
    addBasins,
    addSweep,
    addDoctor,
    addScenario,
    addVideo,
    addSchema,
  ])
    add(program)
  // Subcommands take these settings over only when they are made after them.
  for (const command of program.commands) command.copyInheritedSettings(program)
  return program
}

function reportUsage(error: CommanderError, program: Command): number {
  switch (error.code) {
    case 'commander.help':
      tell(`command missing; take one of ${program.commands.map((command) => command.name()).join(', ')}`)
      return 2
    case 'commander.helpDisplayed':
    case 'commander.version':
      return 0
    default: {
      // `error: unknown option '--jso'\n(Did you mean --json?)`
      const message = error.message.replace(/^error: /, '').replace(/\s*\n\s*/g, ' ')
      tell(`${message.replace('Did you mean', 'did you mean')}; see basin --help`)
      return 2
    }
  }
}
