import type { CommandRegistry } from './command'

/** Runs commands by key. Plain keys belong to a field, a slider or a menu while one has the focus. */
export function attachKeyboard(registry: CommandRegistry, target: Document): () => void {
  const press = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey
    if (isPlain && ownsKeys(event.target, event.key)) return
    // A field undoes its own typing.
    if (!isPlain && event.key.toLowerCase() === 'z' && isTextField(event.target)) return
    const command = registry.forKey(event)
    if (command === undefined) return
    event.preventDefault()
    registry.run(command.id)
  }
  target.addEventListener('keydown', press)
  return () => target.removeEventListener('keydown', press)
}

function ownsKeys(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.closest('[role="dialog"], [role="menu"]') !== null) return true
  if (isTextField(target) || target instanceof HTMLSelectElement) return true
  if (target.getAttribute('role') === 'slider' || target instanceof HTMLInputElement)
    return key.length > 1 || key === ' '
  return target instanceof HTMLButtonElement && (key === ' ' || key === 'Enter')
}

function isTextField(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement) return true
  return target instanceof HTMLInputElement && !['range', 'checkbox', 'radio', 'button'].includes(target.type)
}
