import { describe, expect, it } from 'vitest'
import type { Command } from './command'
import { createRegistry, keyLabel, keyName } from './command'

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
})

function command(id: string, more: Partial<Command> = {}): Command {
  return { id, title: id, group: 'File', run: () => undefined, ...more }
}

describe('the command registry', () => {
  it('runs what can run, and says so', () => {
    let ran = 0
    let allowed = false
    const registry = createRegistry([command('a', { when: () => allowed, run: () => void ran++ })], false)
    expect(registry.run('a')).toBe(false)
    allowed = true
    expect(registry.run('a')).toBe(true)
    expect(registry.run('b')).toBe(false)
    expect(ran).toBe(1)
  })

  it('finds the command of a key only while it can run', () => {
    let allowed = true
    const registry = createRegistry([command('save', { keys: ['mod+s'], when: () => allowed })], false)
    expect(registry.forKey(press('s', { ctrlKey: true }))?.id).toBe('save')
    expect(registry.forKey(press('s'))).toBeUndefined()
    allowed = false
    expect(registry.forKey(press('s', { ctrlKey: true }))).toBeUndefined()
  })

  it('refuses an id or a key that is taken', () => {
    expect(() => createRegistry([command('a'), command('a')], false)).toThrow('a')
    expect(() => createRegistry([command('a', { keys: ['x'] }), command('b', { keys: ['x'] })], false)).toThrow('x')
  })
})

describe('keys', () => {
  it('are named alike on every keyboard', () => {
    expect(keyName(press('Z', { ctrlKey: true, shiftKey: true }), false)).toBe('mod+shift+z')
    expect(keyName(press('z', { metaKey: true }), true)).toBe('mod+z')
    expect(keyName(press('z', { metaKey: true }), false)).toBe('other+z')
    expect(keyName(press(' '), false)).toBe('space')
    expect(keyName(press('?', { shiftKey: true }), false)).toBe('?')
    expect(keyName(press('ArrowLeft'), false)).toBe('arrowleft')
  })

  it('are labelled as printed', () => {
    expect(keyLabel('mod+shift+z', false)).toEqual(['Ctrl', 'Shift', 'Z'])
    expect(keyLabel('mod+k', true)).toEqual(['⌘', 'K'])
    expect(keyLabel('+', false)).toEqual(['+'])
  })
})
