import { isAbsolute, join } from 'node:path'

/** The scene files named on a command line, as full paths: `electron . --flag race.basin` names one. */
export function sceneArguments(given: readonly string[], folder: string): readonly string[] {
  return given
    .slice(1)
    .filter((argument) => !argument.startsWith('-') && /\.(basin|json)$/i.test(argument))
    .map((argument) => (isAbsolute(argument) ? argument : join(folder, argument)))
}
