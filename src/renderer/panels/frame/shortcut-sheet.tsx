import { Kbd, Modal } from '@mantine/core'
import { commandGroups, keyLabel } from '../../commands/command'
import { useCommands } from '../../commands/use-commands'
import { isMac } from '../../ui/platform'

const mouse = [
  ['Orbit', 'drag'],
  ['Pan', 'shift-drag or right-drag'],
  ['Zoom about the pointer', 'wheel'],
  ['Set the start and go', 'click'],
  ['Pin the probe', 'alt-click'],
] as const

/** Every key there is, from the commands themselves. */
export function ShortcutSheet({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { commands } = useCommands()
  return (
    <Modal opened={isOpen} onClose={onClose} title="Keyboard and mouse" size={760}>
      <div className="shortcuts">
        <section>
          <h3>On the surface and the map</h3>
          <dl>
            {mouse.map(([what, how]) => (
              <div key={what}>
                <dt>{what}</dt>
                <dd>{how}</dd>
              </div>
            ))}
          </dl>
        </section>
        {commandGroups.map((group) => {
          const shown = commands.filter((command) => command.group === group && (command.keys?.length ?? 0) > 0)
          return shown.length === 0 ? null : (
            <section key={group}>
              <h3>{group}</h3>
              <dl>
                {shown.map(({ id, title, keys = [] }) => (
                  <div key={id}>
                    <dt>{title}</dt>
                    <dd>
                      {keyLabel(keys[0]!, isMac).map((part) => (
                        <Kbd key={part} size="xs">
                          {part}
                        </Kbd>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          )
        })}
      </div>
    </Modal>
  )
}
