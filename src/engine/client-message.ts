import { type Checked, invalid, valid } from '../core/problem'
import type { ClientMessage, Priority } from './protocol'

const priorities: readonly unknown[] = ['interactive', 'visible', 'background'] satisfies Priority[]

/** Letters of a name: of a kind of job, of what supersedes, of a blob. */
const longestName = 1000

/** What has come from a client, if it is a message that one may send. What a spec holds is its kind's to judge. */
export function checkClientMessage(received: unknown): Checked<ClientMessage> {
  const message = isObject(received) ? received : {}
  const refused = (what: string): Checked<ClientMessage> =>
    invalid({ message: `message with ${what}`, remedy: 'this is an error of Basin; restart to go on' })
  switch (message['type']) {
    case 'run':
      if (!isNumber(message['job'])) return refused('no job number')
      if (!isName(message['kind'])) return refused('no kind of job')
      if (!priorities.includes(message['priority'])) return refused('an unknown priority')
      if (!isAbsentOr(isName, message['supersedes'])) return refused('a name to supersede that is none')
      if (!isAbsentOr(isSwitch, message['force'])) return refused('a force that is neither true nor false')
      break
    case 'cancel':
    case 'acknowledge':
      if (!isNumber(message['job'])) return refused('no job number')
      break
    case 'put-blob':
      if (!isNumber(message['put'])) return refused('no number of a blob')
      if (!(message['bytes'] instanceof Uint8Array)) return refused('no bytes')
      break
    case 'drop-blob':
      if (!isName(message['name'])) return refused('no name of a blob')
      break
    default:
      return refused('an unknown type')
  }
  return valid(message as unknown as ClientMessage)
}

/** The number that a message bears, whatever else is wrong with it. */
export function numberIn(received: unknown, key: 'job' | 'put'): number | undefined {
  const number = isObject(received) ? received[key] : undefined
  return isNumber(number) ? number : undefined
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function isNumber(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= longestName
}

function isSwitch(value: unknown): value is boolean {
  return typeof value === 'boolean'
}

function isAbsentOr(is: (value: unknown) => boolean, value: unknown): boolean {
  return value === undefined || value === null || is(value)
}
