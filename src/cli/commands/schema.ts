import type { Command } from 'commander'
import { sceneJsonSchema } from '../../core/scene/schema'
import { print } from '../output'

/** `basin schema`: the JSON Schema of a scene. */
export function addSchema(program: Command): void {
  program
    .command('schema')
    .description('print the JSON Schema of a scene')
    .option('--json', 'as always: the schema is JSON')
    .action(() => print([`${JSON.stringify(sceneJsonSchema(), null, 2)}\n`]))
}
