import { isAbsolute, join } from 'node:path'
import { surfaceExtensions } from '../core/scene/surface-extensions'

const endings = ['basin', 'json', ...surfaceExtensions].map((extension) => `.${extension}`)

/**
 * The scenes and measured surfaces named on a command line, as full paths: `electron . --flag race.basin` names one.
 */
export function sceneArguments(given: readonly string[], folder: string): readonly string[] {
  return given
    .slice(1)
    .filter((argument) => !argument.startsWith('-') && endings.some((end) => argument.toLowerCase().endsWith(end)))
    .map((argument) => (isAbsolute(argument) ? argument : join(folder, argument)))
}
