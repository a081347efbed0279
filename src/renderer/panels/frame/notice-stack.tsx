import { Button, CloseButton } from '@mantine/core'
import { useStore } from 'zustand'
import { useApp } from '../../store/app'

/** Problems to be read and closed, and news that goes by itself. */
export function NoticeStack() {
  const { notices } = useApp()
  const shown = useStore(notices, (state) => state.notices)
  return (
    <div className="notices">
      {shown.map(({ key, kind, text, remedy, action }) => (
        <div key={key} className={`notice notice-${kind}`} role={kind === 'problem' ? 'alert' : 'status'}>
          <div>
            <strong>{text}</strong>
            {remedy === undefined ? null : <div className="remedy">{remedy}</div>}
          </div>
          {action === undefined ? null : (
            <Button
              variant="default"
              size="compact-sm"
              flex="none"
              onClick={() => {
                notices.close(key)
                action.run()
              }}
            >
              {action.label}
            </Button>
          )}
          <CloseButton size="sm" aria-label="Close" onClick={() => notices.close(key)} />
        </div>
      ))}
    </div>
  )
}
